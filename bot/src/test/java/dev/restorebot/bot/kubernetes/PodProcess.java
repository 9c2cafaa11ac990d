package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The process of a container. Like a container, it ends with all that it started. Thread-safe.
final class PodProcess {
  private static final String NEW_GROUP = "/usr/bin/setsid";

  private final Process process;
  private final Bell bell;
  private final boolean listens;
  private volatile OptionalInt exitCode = OptionalInt.empty();

  private PodProcess(Process process, Bell bell, boolean listens) {
    this.listens = listens;
    this.process = process;
    this.bell = bell;
  }

  /// @param environment all that it gets
  /// @param listens whether it has a standard input
  static PodProcess start(List<String> words, Map<String, String> environment, Path folder, PodLog log, Bell bell,
      boolean listens) throws IOException {
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    if (!listens) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    builder.command().addFirst(NEW_GROUP);
    builder.environment().clear();
    builder.environment().putAll(environment);
    var process = new PodProcess(builder.start(), bell, listens);
    var reader = Thread.ofVirtual().name("log-of-" + folder.getFileName()).start(() -> process.read(log));
    Thread.ofVirtual().name("end-of-" + folder.getFileName()).start(() -> process.awaitEnd(reader));
    return process;
  }

  private void read(PodLog log) {
    try {
      log.readFrom(process.getInputStream());
    } catch (IOException _) {
      // closed under its hands, because the process has ended
    }
  }

  private void awaitEnd(Thread reader) {
    try {
      var code = process.waitFor();
      signal("KILL");
      reader.join();
      exitCode = OptionalInt.of(code);
      bell.ring();
    } catch (InterruptedException _) {
      // nobody does; the thread is at its end
    }
  }

  Optional<OutputStream> input() {
    return listens ? Optional.of(process.getOutputStream()) : Optional.empty();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Empty while it runs, or its output is not read to the end.
  OptionalInt exitCode() {
    return exitCode;
  }

  boolean ended() {
    return exitCode.isPresent();
  }

  /// Kills it and waits until it is dead.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    signal("KILL");
    bell.await(this::ended);
  }

  /// Asks it to end, kills it if it has not after `grace`, and waits until it is dead.
  void stop(Duration grace) throws InterruptedException {
    process.destroy();
    bell.await(this::ended, grace);
    if (!ended()) {
      kill();
    }
  }

  private void signal(String name) {
    Signals.send(name, "-" + process.pid());
  }
}
