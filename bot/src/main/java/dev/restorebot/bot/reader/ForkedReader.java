package dev.restorebot.bot.reader;

import dev.restorebot.json.JsonReadingCodec;
import dev.restorebot.json.JsonReadingCodec.Wanted;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads each snapshot in a process of its own, which has nothing of the bot but the files, and which the bot outlives. Blocks; thread-safe.
public final class ForkedReader implements SnapshotReader {
  /// How Java ends when it is told to end where there is no memory (`-XX:+ExitOnOutOfMemoryError`).
  private static final int NO_MEMORY = 3;

  private static final Duration END = Duration.ofSeconds(10);

  private final JsonReadingCodec codec = new JsonReadingCodec();
  private final List<String> command;
  private final Duration atMost;

  /// @param command the words that start a [ReaderProcess]
  public ForkedReader(List<String> command) {
    this(command, Duration.ZERO);
  }

  /// @param atMost how long it may take; zero for what is right for the size
  ForkedReader(List<String> command, Duration atMost) {
    this.command = List.copyOf(command);
    this.atMost = atMost;
  }

  @Override
  public Reading read(DataKind kind, Map<String, Path> copies) throws IOException, InterruptedException {
    if (copies.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to read");
    }
    var beside = Objects.requireNonNull(copies.values().iterator().next().toAbsolutePath().getParent());
    var home = Files.createTempDirectory(beside, "reader-");
    var process = start(home);
    try {
      ask(process, kind, copies);
      return answer(process, atMost.isZero() ? ReaderLimits.time(copies.values()) : atMost);
    } finally {
      process.destroyForcibly();
      process.waitFor(END.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private Process start(Path home) throws IOException {
    var builder = new ProcessBuilder(command).directory(home.toFile())
        .redirectError(ProcessBuilder.Redirect.to(home.resolve("errors").toFile()));
    // No token, no key. Names of files are bytes, and the locale says how Java writes them.
    builder.environment().clear();
    builder.environment()
        .putAll(Map.of("LC_ALL", "C.UTF-8", "SQLITE_TMPDIR", home.toString(), "TMPDIR", home.toString(),
            // A heap of its own for each thread would count as if it were used.
            "MALLOC_ARENA_MAX", "1"));
    return builder.start();
  }

  private void ask(Process process, DataKind kind, Map<String, Path> copies) throws IOException {
    var files = new TreeMap<String, String>();
    copies.forEach((name, file) -> files.put(name, file.toAbsolutePath().toString()));
    try (var in = process.getOutputStream()) {
      in.write(codec.write(new Wanted(kind.name(), files)).getBytes(StandardCharsets.UTF_8));
    }
  }

  private Reading answer(Process process, Duration patience) throws IOException, InterruptedException {
    var most = Math.toIntExact(ReaderLimits.ANSWER.bytes());
    var said = new CompletableFuture<byte[]>();
    Thread.ofVirtual().name("reader").start(() -> listen(process.getInputStream(), most + 1, said));
    byte[] bytes;
    try {
      bytes = said.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Reading.Stopped("took longer to read than a backup may, " + patience.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IOException("what the process that reads snapshots said could not be heard", e);
    }
    if (bytes.length > most) {
      return new Reading.Stopped("holds more than can be told of a backup, " + new ByteSize(most));
    }
    if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      return new Reading.Stopped("was read, and the process that did it does not end");
    }
    return reading(new String(bytes, StandardCharsets.UTF_8), process.exitValue());
  }

  private Reading reading(String text, int exit) throws IOException {
    var lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(ReaderProcess.READY)) {
      throw new IOException("the process that reads snapshots did not begin (exit status " + exit + ")");
    }
    if (exit == NO_MEMORY) {
      return new Reading.Stopped("needed more memory to be read than a backup may, " + ReaderLimits.HEAP);
    }
    if (exit != 0 || lines.size() != 2) {
      return new Reading.Stopped("ended the process that read it (exit status " + exit + ")");
    }
    try {
      return codec.reading(lines.getLast());
    } catch (IllegalArgumentException e) {
      throw new IOException("the process that reads snapshots says what nobody understands", e);
    }
  }

  private static void listen(InputStream in, int most, CompletableFuture<byte[]> said) {
    try (in) {
      said.complete(in.readNBytes(most));
    } catch (IOException e) {
      said.completeExceptionally(e);
    }
  }
}
