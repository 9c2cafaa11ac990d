package dev.restorebot.bot.worker;

import dev.restorebot.volume.OutputLine;
import dev.restorebot.worker.WorkerCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The file in which a container leaves its last words, where Kubernetes finds them without reading a log.
record TerminationMessage(WorkerCodec codec, Path file) {
  /// What Kubernetes keeps of it.
  private static final int LIMIT = 4096;

  /// Leaves `line`, or where to find it if that is too long. A file that Kubernetes has mounted cannot be renamed over, so
  /// then it is written in place.
  void write(String line) {
    var text = line.getBytes(StandardCharsets.UTF_8).length <= LIMIT
        ? line
        : codec.write(new OutputLine.TooLong("read the last line of the worker's output"));
    var draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      try {
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException _) {
        Files.deleteIfExists(draft);
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("write the termination message to " + file, e);
    }
  }
}
