package dev.restorebot.worker;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import dev.restorebot.kind.FixUp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.VolumeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/// Changes the folder of a run as a service can that was broken into, and disks and people do: everything but what needs the run's key.
/// Confined to one thread.
///
/// @param folder the folder of the run
record VolumeMutation(Random random, Path folder) {
  /// So large is what is planted as a huge file; it has holes.
  static final long HUGE = 300L << 20;

  private static final List<String> NAMES = List.of("journal", "sealed-journal", "staged", "prepared", "displaced",
      "set-aside", "staged/account.sqlite", "staged/account.sqlite.part", "prepared/sequencer.sqlite",
      "displaced/account.sqlite", "displaced/sequencer.sqlite-wal", "set-aside/account.sqlite", "../lock");

  /// Changes something, and says what.
  String change() throws IOException, InterruptedException {
    return switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> lines(random.nextInt(3) == 0 ? "journal" : "sealed-journal");
      case 4 -> bytes();
      case 5 -> gone();
      case 6 -> swapped();
      case 7 -> planted();
      default -> forged(random.nextBoolean() ? "journal" : "sealed-journal");
    };
  }

  /// Lines of a journal taken out, doubled, put elsewhere, or cut.
  private String lines(String name) throws IOException {
    var file = folder.resolve(name);
    if (!isFile(file)) {
      return "no " + name;
    }
    var lines = new ArrayList<>(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList());
    if (lines.isEmpty()) {
      return "an empty " + name;
    }
    var at = random.nextInt(lines.size());
    var how = random.nextInt(5);
    switch (how) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size() + 1), lines.get(at));
      case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
      case 3 -> lines.subList(at, lines.size()).clear();
      default -> lines.set(at, lines.get(at).replace("account", "sequencer"));
    }
    Files.writeString(file, String.join("\n", lines) + (random.nextBoolean() ? "\n" : ""), StandardCharsets.ISO_8859_1);
    return List.of("removed", "doubled", "swapped", "cut from", "changed").get(how) + " line " + at + " of " + name;
  }

  private String bytes() throws IOException {
    var files = files();
    if (files.isEmpty()) {
      return "nothing there";
    }
    var file = files.get(random.nextInt(files.size()));
    var bytes = Files.readAllBytes(file);
    if (bytes.length == 0 || random.nextInt(3) == 0) {
      Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      return "cut " + folder.relativize(file);
    }
    for (var left = 1 + random.nextInt(4); left > 0; left--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(file, bytes);
    return "flipped bits of " + folder.relativize(file);
  }

  private String gone() throws IOException {
    var name = NAMES.get(random.nextInt(NAMES.size()));
    Tree.delete(folder.resolve(name));
    return "deleted " + name;
  }

  private String swapped() throws IOException {
    var files = files();
    if (files.size() < 2) {
      return "too few to swap";
    }
    var one = files.get(random.nextInt(files.size()));
    var other = files.get(random.nextInt(files.size()));
    var content = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, content);
    return "swapped " + folder.relativize(one) + " and " + folder.relativize(other);
  }

  private String planted() throws IOException, InterruptedException {
    var name = NAMES.get(random.nextInt(NAMES.size()));
    var path = folder.resolve(name);
    Tree.delete(path);
    var parent = Objects.requireNonNull(path.getParent());
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(parent);
    }
    Files.createDirectories(parent);
    try {
      switch (random.nextInt(5)) {
        case 0 -> Planted.at(path, "symbolic link", folder.resolve("../../account.sqlite"));
        case 1 -> Planted.at(path, "symbolic link", Path.of("/dev/zero"));
        case 2 -> Planted.at(path, "folder", path);
        case 3 -> Planted.at(path, "hard link", folder.resolve("../../account.sqlite").toRealPath());
        default -> {
          try (var huge = new RandomAccessFile(path.toFile(), "rw")) {
            huge.setLength(HUGE);
          }
        }
      }
    } catch (FileAlreadyExistsException e) {
      return "could not plant " + name;
    } catch (NoSuchFileException e) {
      return "nothing to link " + name + " to";
    }
    return "planted " + name;
  }

  /// What a worker would write, by somebody who has no key.
  private String forged(String name) throws IOException {
    var file = new VolumeFile("account.sqlite", new ByteSize(4096),
        new Digest("0".repeat(64)));
    var entries = new ArrayList<VolumeEntry>(List.of(new VolumeEntry.FixedUp(FixUp.NOTHING),
        new VolumeEntry.Planned(new Move(Place.LIVE, Place.DISPLACED, file)),
        new VolumeEntry.Planned(new Move(Place.STAGED, Place.LIVE, file)), new VolumeEntry.ReplaceReady(),
        new VolumeEntry.Replaced(), new VolumeEntry.UndoBegun(), new VolumeEntry.UndoReady(),
        new VolumeEntry.Undone(), new VolumeEntry.PurgeBegun(new ByteSize(1))));
    var from = random.nextInt(entries.size());
    var to = from + 1 + random.nextInt(entries.size() - from);
    var scratch = Files.createTempDirectory("forged");
    try {
      var journal = new FileVolumeJournal(scratch.resolve("journal"));
      for (var entry : entries.subList(from, to)) {
        journal.append(entry);
      }
      var target = folder.resolve(name);
      var forged = new ByteArrayOutputStream();
      if (isFile(target) && random.nextBoolean()) {
        forged.write(Files.readAllBytes(target));
      }
      forged.write(Files.readAllBytes(scratch.resolve("journal")));
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Tree.delete(target);
      }
      Files.deleteIfExists(target);
      Files.createDirectories(folder);
      Files.write(target, forged.toByteArray());
    } finally {
      Tree.delete(scratch);
    }
    return "forged entries " + from + " to " + to + " in " + name;
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && file.toFile().length() < HUGE;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(VolumeMutation::isFile).sorted().toList();
    }
  }
}
