package dev.restorebot.worker;

import dev.restorebot.volume.RunKey;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A [VolumeJournal] in a file of lines: a seal, then the fields of a [VolumeLine], with tabs between them. The seal of a line
/// proves, with the key of the run, who wrote it and what stood before it. The first line names the version of the format. Each
/// line is flushed before [#append] returns. What follows the first line without its seal is no part of the journal, whoever
/// wrote it: a worker that was killed while it wrote, or somebody without the key. It is passed over, and cut off by the next append.
final class SealedVolumeJournal implements VolumeJournal {
  /// The version of the format.
  static final int VERSION = 3;

  private static final String FIRST = JournalText.of(List.of(FileVolumeJournal.FORMAT, Integer.toString(VERSION)));
  /// Longer than any line that a worker writes.
  private static final int LONGEST_LINE = 8 << 20;

  private final RunFiles files;
  private final RunKey key;
  /// Where it ended after the last append, so that the next one need not read all of it again; null before the first.
  private @Nullable End end;

  SealedVolumeJournal(RunFiles files, RunKey key) {
    this.files = files;
    this.key = key;
  }

  @Override
  public List<VolumeEntry> entries() throws IOException {
    var entries = new ArrayList<VolumeEntry>();
    var texts = read().texts();
    for (var text : texts.subList(Math.min(1, texts.size()), texts.size())) {
      entries.add(entry(text));
    }
    return entries;
  }

  @Override
  public void append(VolumeEntry entry) throws IOException {
    var before = end != null && JournalFile.isThere(file()) && Files.size(file()) == end.length() ? end : read().end();
    end = null;
    if (before.length() == 0) {
      // Nothing of it is ours, and it may be a link to what is somebody's.
      files.volume().putAway(file());
    }
    var seal = before.seal();
    var lines = new StringBuilder();
    if (before.length() == 0) {
      seal = key.seal(seal, FIRST);
      lines.append(seal).append('\t').append(FIRST).append('\n');
    }
    var text = JournalText.of(VolumeLine.fields(entry));
    seal = key.seal(seal, text);
    lines.append(seal).append('\t').append(text).append('\n');
    end = new End(seal, JournalFile.write(file(), before.length(), lines.toString()));
  }

  private Path file() {
    return files.sealedJournal();
  }

  private Content read() throws IOException {
    var texts = new ArrayList<String>();
    var seal = files.run().run();
    var length = 0L;
    if (!Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS)) {
      return new Content(texts, new End(seal, length));
    }
    try (var in = new BufferedInputStream(Files.newInputStream(file(), LinkOption.NOFOLLOW_LINKS))) {
      for (var line = line(in); line.isPresent(); line = line(in)) {
        var whole = new String(line.get(), StandardCharsets.UTF_8);
        var text = whole.substring(whole.indexOf('\t') + 1);
        var expected = key.seal(seal, text);
        if (!whole.equals(expected + "\t" + text)) {
          break;
        }
        requireKnown(texts.isEmpty() ? text : FIRST);
        texts.add(text);
        seal = expected;
        length += line.get().length + 1;
      }
    }
    return new Content(texts, new End(seal, length));
  }

  private void requireKnown(String first) {
    if (!first.equals(FIRST)) {
      throw new WorkerException(
          "the journal " + file() + " was written by a newer restorebot (" + first.replace('\t', ' ')
              + "; this version reads up to " + VERSION + ")",
          "use the newer version for this run; nothing was changed");
    }
  }

  /// The next line without its end, or empty if there is none that a worker could have written whole.
  private static Optional<byte[]> line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next >= 0 && line.size() <= LONGEST_LINE; next = in.read()) {
      if (next == '\n') {
        return Optional.of(line.toByteArray());
      }
      line.write(next);
    }
    return Optional.empty();
  }

  private VolumeEntry entry(String text) {
    try {
      return VolumeLine.entry(JournalText.fields(text));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new WorkerException(
          "a line of the journal " + file() + " cannot be read by this version: " + e.getMessage(),
          FileVolumeJournal.LOOK, e);
    }
  }

  /// @param texts of the lines that are sealed, the first one included
  private record Content(List<String> texts, End end) {}

  /// @param seal of the last line that is sealed; the run's id if there is none, so that no line fits into another run
  /// @param length how many bytes of the file the sealed lines take
  private record End(String seal, long length) {}
}
