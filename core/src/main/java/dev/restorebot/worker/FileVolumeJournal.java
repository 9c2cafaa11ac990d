package dev.restorebot.worker;

import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A [VolumeJournal] of a worker without a key, in a file of lines: a checksum, then the fields of a [VolumeLine], with tabs between
/// them. A line `format` says which version the lines after it are of; those before the first are of version 1. Each line is
/// flushed before [#append] returns. Anybody can compute a checksum: what lies where others write wants a [SealedVolumeJournal]. A last line that is torn, so that its checksum is wrong, never counted: it is passed over, and cut off by
/// the next append.
final class FileVolumeJournal implements VolumeJournal {
  /// The version of the format that is written.
  static final int VERSION = 2;

  static final String FORMAT = "format";
  private static final long LARGEST = 64L << 20;
  /// What people do about a journal that cannot be relied on.
  static final String LOOK = "nothing was changed; look at the run's folder on the volume: what is in `displaced/` had"
      + " been live, and what is in `staged/` and `prepared/` was to go live";

  private final Path file;

  FileVolumeJournal(Path file) {
    this.file = file;
  }

  @Override
  public List<VolumeEntry> entries() throws IOException {
    return read().entries();
  }

  @Override
  public void append(VolumeEntry entry) throws IOException {
    var content = read();
    var lines = content.version() == VERSION ? "" : line(List.of(FORMAT, Integer.toString(VERSION)));
    JournalFile.write(file, content.length(), lines + line(VolumeLine.fields(entry)));
  }

  private static String line(List<String> fields) {
    var text = JournalText.of(fields);
    return checksum(text) + "\t" + text + "\n";
  }

  private Content read() throws IOException {
    var entries = new ArrayList<VolumeEntry>();
    if (!JournalFile.isThere(file)) {
      return new Content(entries, 0, 0);
    }
    if (Files.size(file) > LARGEST) {
      throw new WorkerException("the journal " + file + " has " + new ByteSize(Files.size(file))
          + ": no restorebot writes one of more than " + new ByteSize(LARGEST), LOOK);
    }
    var bytes = Files.readAllBytes(file);
    var start = 0;
    var number = 1;
    var version = 1;
    for (var end = lineEnd(bytes, 0); end >= 0; end = lineEnd(bytes, start)) {
      var fields = fields(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      if (fields.isEmpty() && end == bytes.length - 1) {
        break;
      }
      if (fields.isEmpty()) {
        throw damaged(number);
      }
      if (fields.get().getFirst().equals(FORMAT)) {
        version = version(fields.get());
      } else {
        entries.add(entry(fields.get(), number));
      }
      start = end + 1;
      number++;
    }
    return new Content(entries, start, start == 0 ? 0 : version);
  }

  private WorkerException damaged(int number) {
    return new WorkerException("line " + number + " of the journal " + file + " is damaged: its checksum is wrong",
        LOOK);
  }

  private int version(List<String> fields) {
    var text = fields.size() > 1 ? fields.get(1) : "";
    if (!text.matches("[1-9][0-9]{0,5}") || Integer.parseInt(text) > VERSION) {
      throw new WorkerException("the journal " + file + " was written by a newer restorebot (format " + text
          + "; this version reads up to " + VERSION + ")", "use the newer version for this run; nothing was changed");
    }
    return Integer.parseInt(text);
  }

  private VolumeEntry entry(List<String> fields, int number) {
    try {
      return VolumeLine.entry(fields);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new WorkerException("line " + number + " of the journal " + file + " cannot be read by this version: "
          + e.getMessage(), LOOK, e);
    }
  }

  private static int lineEnd(byte[] bytes, int start) {
    for (var i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// The fields of a line; empty if its checksum is wrong.
  private static Optional<List<String>> fields(String line) {
    var tab = line.indexOf('\t');
    if (tab < 0 || !checksum(line.substring(tab + 1)).equals(line.substring(0, tab))) {
      return Optional.empty();
    }
    return Optional.of(JournalText.fields(line.substring(tab + 1)));
  }

  private static String checksum(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", sum.getValue());
  }

  /// @param length how many bytes of the file its sound lines take
  /// @param version of what is appended without saying so; 0 if there is nothing yet
  private record Content(List<VolumeEntry> entries, long length, int version) {}
}
