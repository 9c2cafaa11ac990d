package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds processes again by files that hold their numbers.
final class JobProcess {
  /// A process writes its number down at once. One that began at another time has only inherited the number.
  private static final Duration AT_ONCE = Duration.ofMinutes(1);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int LOOKS = 100;

  private JobProcess() {}

  /// The living process that `file` names.
  static Optional<ProcessHandle> find(Path file) {
    try {
      var written = Files.getLastModifiedTime(file).toInstant();
      return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
          .filter(process -> beganAt(process, written)).filter(JobProcess::runs);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("could not read the number of a process in " + file, e);
    }
  }

  /// Ends a process at once and waits until it has gone, or for as long as that is worth waiting for.
  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    awaitEnd(process, LOOKS);
  }

  /// Asks a process to end, and ends it at once where it has not within `grace`.
  static void stop(ProcessHandle process, Duration grace) {
    process.destroy();
    awaitEnd(process, grace.dividedBy(LOOK));
    if (runs(process)) {
      kill(process);
    }
  }

  private static void awaitEnd(ProcessHandle process, long looks) {
    for (var look = 0L; look < looks && runs(process); look++) {
      try {
        process.onExit().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException _) {
        // Not told of its end: seen at the next look, also if nobody collects it.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Returns when a process has ended, or after `atMost`.
  static void await(ProcessHandle process, Duration atMost) throws InterruptedException {
    try {
      process.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // The caller looks at how it stands.
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not wait for the process " + process.pid(), e);
    }
  }

  private static boolean beganAt(ProcessHandle process, Instant written) {
    return process.info().startInstant()
        .filter(began -> Duration.between(began, written).abs().compareTo(AT_ONCE) < 0).isPresent();
  }

  /// False for one that has ended and that nobody has collected yet; it still has a number. One whose first thread has ended runs for as
  /// long as there are others: they have its files open.
  static boolean runs(ProcessHandle process) {
    var proc = Path.of("/proc/" + process.pid());
    try (var threads = Files.list(proc.resolve("task"))) {
      var stat = Files.readString(proc.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z' || threads.count() > 1;
    } catch (IOException | UncheckedIOException _) {
      return process.isAlive();
    }
  }
}
