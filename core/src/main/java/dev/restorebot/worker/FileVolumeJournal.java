package dev.restorebot.worker;

import dev.restorebot.snapshot.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A [VolumeJournal] in a file of lines: a checksum, then the fields of a [VolumeLine], with tabs between them. A line `format`
/// says which version the lines after it are of; those before the first are of version 1. Each line is flushed before
/// [#append] returns. A last line that is torn, so that its checksum is wrong, never counted: it is passed over, and cut off by
/// the next append.
final class FileVolumeJournal implements VolumeJournal {
  /// The version of the format that is written.
  static final int VERSION = 2;

  private static final String FORMAT = "format";
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
    var fresh = Files.notExists(file);
    var content = read();
    var lines = content.version() == VERSION ? "" : line(List.of(FORMAT, Integer.toString(VERSION)));
    var bytes = ByteBuffer.wrap((lines + line(VolumeLine.fields(entry))).getBytes(StandardCharsets.UTF_8));
    Disk.makeFolders(file.resolveSibling(".").normalize());
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      channel.truncate(content.length()).position(content.length());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (fresh) {
      Disk.flush(file.resolveSibling("."));
    }
  }

  private static String line(List<String> fields) {
    var text = String.join("\t", fields.stream().map(FileVolumeJournal::escaped).toList());
    return checksum(text) + "\t" + text + "\n";
  }

  private Content read() throws IOException {
    var entries = new ArrayList<VolumeEntry>();
    if (Files.notExists(file)) {
      return new Content(entries, 0, 0);
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
    return Optional
        .of(Arrays.stream(line.substring(tab + 1).split("\t", -1)).map(FileVolumeJournal::unescaped).toList());
  }

  private static String checksum(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", sum.getValue());
  }

  /// Only what would break a line is written as `%XX`, so that a person can read the rest.
  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      escaped.append(c < ' ' || c == '%' || c == 127 ? String.format("%%%02X", (int) c) : String.valueOf(c));
    }
    return escaped.toString();
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        plain.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }

  /// @param length how many bytes of the file its sound lines take
  /// @param version of what is appended without saying so; 0 if there is nothing yet
  private record Content(List<VolumeEntry> entries, long length, int version) {}
}
