package dev.restorebot.bot.corpus;

import static java.util.Objects.requireNonNull;

import dev.restorebot.files.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A folder as a program left it, kept in the corpus: a manifest of what is where, and the contents by their SHA-256, which
/// worlds of all versions share. A line of a manifest is a path with its mode, when it was last written to, its digest (`-` for a folder) and
/// the attributes in which the sandbox's object store keeps its notes, with tabs between them.
///
/// @param version the folder of the format version: `corpus/v1`
public record FrozenWorld(Path version, String name) {
  private static final HexFormat HEX = HexFormat.of();

  /// The worlds of `kind` in `version`, by name.
  public static List<FrozenWorld> in(Path version, String kind) {
    var folder = version.resolve(kind);
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return files.map(file -> kind + "/" + String.valueOf(file.getFileName()).replace(".world", "")).sorted()
          .map(name -> new FrozenWorld(version, name)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path manifest() {
    return version.resolve(name + ".world");
  }

  private Path blob(String digest) {
    return version.resolveSibling("blobs").resolve(digest + ".gz");
  }

  /// Keeps the files of `folder` for which `kept` holds. Nothing is at work there.
  public void freeze(Path folder, Predicate<String> kept) throws IOException {
    var lines = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.filter(one -> !one.equals(folder)).sorted().toList()) {
        var path = folder.relativize(file).toString();
        if (kept.test(path) && (Files.isDirectory(file) || Files.isRegularFile(file))) {
          lines.add(line(path, file));
        }
      }
    }
    Files.createDirectories(requireNonNull(manifest().getParent()));
    Files.writeString(manifest(), String.join("\n", lines) + "\n");
  }

  private String line(String path, Path file) throws IOException {
    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    var changed = Files.getLastModifiedTime(file).toInstant();
    return String.join("\t", path, mode, changed.toString(), Files.isDirectory(file) ? "-" : keep(file), notes(file));
  }

  private String keep(Path file) throws IOException {
    var digest = Digest.of(file).sha256();
    var blob = blob(digest);
    if (Files.notExists(blob)) {
      Files.createDirectories(requireNonNull(blob.getParent()));
      try (var out = new GZIPOutputStream(Files.newOutputStream(blob))) {
        Files.copy(file, out);
      }
    }
    return digest;
  }

  private static String notes(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    var notes = new ArrayList<String>();
    for (var name : view.list().stream().sorted().toList()) {
      var value = ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      notes.add(name + "=" + HEX.formatHex(value.array()));
    }
    return String.join(",", notes);
  }

  /// Lays the folder out as it was in `folder`, which is not there yet.
  public void thaw(Path folder) throws IOException {
    thaw(folder, _ -> true);
  }

  /// The same for the files for which `wanted` holds.
  public void thaw(Path folder, Predicate<String> wanted) throws IOException {
    Files.createDirectories(folder);
    var folders = new ArrayList<String[]>();
    for (var line : Files.readAllLines(manifest())) {
      var fields = line.split("\t", -1);
      if (!wanted.test(fields[0])) {
        continue;
      }
      var file = folder.resolve(fields[0]);
      if (fields[3].equals("-")) {
        Files.createDirectories(file);
        folders.add(fields);
      } else {
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.write(file, content(fields[3]));
        note(file, fields[4]);
        stamp(file, fields);
      }
    }
    // A folder's time is that of what was put into it last.
    for (var fields : folders.reversed()) {
      stamp(folder.resolve(fields[0]), fields);
    }
  }

  /// The digests of the contents that it has.
  List<String> digests() throws IOException {
    return Files.readAllLines(manifest()).stream().map(line -> line.split("\t", -1)[3])
        .filter(digest -> !digest.equals("-")).toList();
  }

  /// The content with `digest`.
  ///
  /// @throws IOException if it is not there, or another one is
  public byte[] content(String digest) throws IOException {
    byte[] bytes;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(blob(digest))))) {
      bytes = in.readAllBytes();
    }
    var sha = Digest.sha256Engine();
    sha.update(bytes);
    if (!Digest.of(sha).sha256().equals(digest)) {
      throw new IOException("the corpus was changed: " + blob(digest));
    }
    return bytes;
  }

  private static void stamp(Path file, String[] fields) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(fields[1]));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(fields[2])));
  }

  private static void note(Path file, String notes) throws IOException {
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    for (var note : notes.isEmpty() ? new String[0] : notes.split(",", -1)) {
      var parts = note.split("=", 2);
      view.write(parts[0], ByteBuffer.wrap(HEX.parseHex(parts[1])));
    }
  }

  @Override
  public String toString() {
    return version.getFileName() + "/" + name;
  }
}
