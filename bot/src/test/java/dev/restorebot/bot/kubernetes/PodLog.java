package dev.restorebot.bot.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a container has written, line by line. A line is seen when it is whole, or when the log ends. Thread-safe.
final class PodLog {
  private final Bell bell;
  private final List<Line> lines = new ArrayList<>();
  private boolean ended;

  PodLog(Bell bell) {
    this.bell = bell;
  }

  /// @param text with its line feed, if it has one
  record Line(Instant at, String text) {}

  /// Takes all that comes, until the end. Blocks.
  void readFrom(InputStream output) throws IOException {
    try (output) {
      var line = new ByteArrayOutputStream();
      var buffer = new byte[8192];
      for (var count = output.read(buffer); count >= 0; count = output.read(buffer)) {
        for (var i = 0; i < count; i++) {
          line.write(buffer[i]);
          if (buffer[i] == '\n') {
            add(line);
          }
        }
      }
      add(line);
    } finally {
      end();
    }
  }

  private void add(ByteArrayOutputStream line) {
    if (line.size() == 0) {
      return;
    }
    synchronized (this) {
      lines.add(new Line(Instant.now(), line.toString(StandardCharsets.UTF_8)));
    }
    line.reset();
    bell.ring();
  }

  void end() {
    synchronized (this) {
      ended = true;
    }
    bell.ring();
  }

  synchronized boolean ended() {
    return ended;
  }

  synchronized int size() {
    return lines.size();
  }

  synchronized Line line(int index) {
    return lines.get(index);
  }

  /// The line with this number, as soon as there is one; empty if the log ends before.
  Optional<Line> await(int index) throws InterruptedException {
    bell.await(() -> size() > index || ended());
    return size() > index ? Optional.of(line(index)) : Optional.empty();
  }

  synchronized String text() {
    return lines.stream().map(Line::text).collect(Collectors.joining());
  }

  /// Whether it contains `once`; of the empty text, always.
  synchronized boolean contains(String once) {
    return once.isEmpty() || lines.stream().anyMatch(line -> line.text().contains(once));
  }
}
