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
import java.util.zip.CRC32C;

/// A [VolumeJournal] in a file of lines: a checksum, then the fields of a [VolumeLine], with tabs between them. Each line
/// is flushed before [#append] returns. A last line that is torn never counted: it is passed over, and cut off by the next
/// append.
final class FileVolumeJournal implements VolumeJournal {
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
    var sound = fresh ? 0 : read().length();
    var text = String.join("\t", VolumeLine.fields(entry).stream().map(FileVolumeJournal::escaped).toList());
    var line = ByteBuffer.wrap((checksum(text) + "\t" + text + "\n").getBytes(StandardCharsets.UTF_8));
    Disk.makeFolders(file.resolveSibling(".").normalize());
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      channel.truncate(sound).position(sound);
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
    if (fresh) {
      Disk.flush(file.resolveSibling("."));
    }
  }

  private Content read() throws IOException {
    var entries = new ArrayList<VolumeEntry>();
    if (Files.notExists(file)) {
      return new Content(entries, 0);
    }
    var bytes = Files.readAllBytes(file);
    var start = 0;
    for (var end = lineEnd(bytes, 0); end >= 0; end = lineEnd(bytes, start)) {
      var line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      try {
        entries.add(entry(line));
      } catch (IllegalArgumentException | NoSuchElementException e) {
        if (end == bytes.length - 1) {
          break;
        }
        throw new IOException("line " + (entries.size() + 1) + " of the journal " + file + " is damaged", e);
      }
      start = end + 1;
    }
    return new Content(entries, start);
  }

  private static int lineEnd(byte[] bytes, int start) {
    for (var i = start; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static VolumeEntry entry(String line) {
    var tab = line.indexOf('\t');
    if (tab < 0 || !checksum(line.substring(tab + 1)).equals(line.substring(0, tab))) {
      throw new IllegalArgumentException("wrong checksum");
    }
    var fields = line.substring(tab + 1).split("\t", -1);
    return VolumeLine.entry(Arrays.stream(fields).map(FileVolumeJournal::unescaped).toList());
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

  /// @param length how many bytes of the file the entries take
  private record Content(List<VolumeEntry> entries, long length) {}
}
