package dev.restorebot.bot.sandbox;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Any program, as a process of its own: it is ready when it answers HTTP 200 at an address, and is asked to end with SIGTERM, as
/// a pod is. It outlives who started it: whoever has its log finds it there. Thread-safe.
final class ProcessProgram implements Program {
  private static final int LINES = 500;
  /// How long a pod may take to end before it is killed, as Kubernetes has it.
  private static final Duration GRACE = Duration.ofSeconds(30);
  /// Runs its arguments, writes down who they are, and leaves them alone. Nobody's text becomes part of it.
  private static final String LAUNCHER = "\"$@\" & echo $! > \"$0.next\" && mv \"$0.next\" \"$0\"";
  private static final RetryPolicy<Boolean> UNTIL_READY = RetryPolicy.<Boolean>builder().handleResult(false)
      .withDelay(Duration.ofMillis(100)).withMaxAttempts(-1).withMaxDuration(Duration.ofMinutes(2)).build();

  private final String name;
  private final Supplier<Command> command;
  private final URI ready;
  private final Path log;
  private final Path number;
  /// A program that takes `Upgrade: h2c` for a websocket ends the connection.
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable ProcessHandle seenReady;

  /// @param name for people
  /// @param command asked for at each start
  /// @param ready what answers once it is ready
  /// @param log where what it writes is kept; its number is written down beside it
  ProcessProgram(String name, Supplier<Command> command, URI ready, Path log) {
    this.name = name;
    this.command = command;
    this.ready = ready;
    this.log = log.toAbsolutePath();
    this.number = this.log.resolveSibling(log.getFileName() + ".pid");
  }

  /// What is started, and with which environment; it has no other.
  record Command(List<String> words, Map<String, String> environment, Path folder) {
    Command {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }
  }

  @Override
  public synchronized void start() {
    if (process().isEmpty()) {
      launch();
    }
    var begun = process().orElseThrow(this::ended);
    if (begun.equals(seenReady)) {
      return;
    }
    if (!Failsafe.with(UNTIL_READY).get(() -> !JobProcess.runs(begun) || answers())) {
      stop();
      throw new BootException(name + " is not ready after " + UNTIL_READY.getConfig().getMaxDuration());
    }
    if (!JobProcess.runs(begun)) {
      throw ended();
    }
    seenReady = begun;
  }

  private BootException ended() {
    return new BootException(name + " has ended: see " + log);
  }

  private void launch() {
    var next = command.get();
    var words = new ArrayList<>(List.of("/bin/sh", "-c", LAUNCHER, number.toString()));
    words.addAll(next.words());
    try {
      var builder = new ProcessBuilder(words).directory(next.folder().toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().clear();
      builder.environment().putAll(next.environment());
      builder.start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " was started", e);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      var question = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
      return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public synchronized void stop() {
    process().ifPresent(process -> JobProcess.stop(process, GRACE));
  }

  /// Ends it at once, as when a node goes down.
  synchronized void kill() {
    process().ifPresent(JobProcess::kill);
  }

  @Override
  public boolean running() {
    return process().isPresent();
  }

  /// What runs, whoever has started it.
  private Optional<ProcessHandle> process() {
    return JobProcess.find(number);
  }

  @Override
  public List<String> log() {
    try {
      var lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("the log of " + name + " cannot be read: " + log, e);
    }
  }
}
