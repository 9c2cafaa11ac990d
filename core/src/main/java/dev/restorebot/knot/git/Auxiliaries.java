package dev.restorebot.knot.git;

import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;

/// The files that git makes of its packs, objects and refs to be faster, and makes anew when they are gone. A mirror may hold
/// them from another time than what they are about; those that do not fit are left out. Formats:
/// https://git-scm.com/docs/gitformat-pack, https://git-scm.com/docs/gitformat-commit-graph,
/// https://git-scm.com/docs/gitrepository-layout.
record Auxiliaries(Path repository) {
  /// Each names its pack by the pack's hash.
  private static final Set<String> OF_A_PACK = Set.of(".rev", ".mtimes", ".bitmap");
  private static final String SEVERAL_PACKS = "multi-pack-index";
  private static final long HASH_IN_BITMAP = 12;
  private static final int MOST_BYTES = 64 << 20;
  private static final int TOLD = 5;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

  /// Removes those that do not fit. Packs have their indexes by now.
  void mend(List<String> repairs) throws IOException {
    var unfit = new TreeSet<Path>();
    for (var file : Folder.entries(repository.resolve("objects/pack"))) {
      if (!fitsItsPack(file)) {
        unfit.add(file);
      }
    }
    var info = Folder.entries(repository.resolve("objects/info")).stream()
        .filter(file -> Set.of("commit-graph", "commit-graphs", "packs").contains(name(file))).toList();
    var refs = repository.resolve("info/refs");
    if (!info.isEmpty() || Files.exists(refs, LinkOption.NOFOLLOW_LINKS)) {
      try (var objects = new ObjectFolder(repository)) {
        for (var file : info) {
          if (!fits(file, objects)) {
            unfit.add(file);
          }
        }
        if (Files.exists(refs, LinkOption.NOFOLLOW_LINKS) && !namesOnly(refs, objects)) {
          unfit.add(refs);
        }
      }
    }
    remove(unfit, repairs);
  }

  private void remove(Set<Path> unfit, List<String> repairs) throws IOException {
    for (var file : unfit) {
      Tree.delete(file);
      Disk.flushFolders(file, file);
    }
    if (!unfit.isEmpty()) {
      var names =
          unfit.stream().limit(TOLD).map(file -> Sentences.shown(repository.relativize(file).toString())).toList();
      repairs.add("Left out what does not fit, and git makes anew when it wants it: " + String.join(", ", names)
          + (unfit.size() > TOLD ? " and " + (unfit.size() - TOLD) + " more." : "."));
    }
  }

  /// True of what is no auxiliary file. An index of several packs is no use, and is never looked at closely enough to be trusted.
  private static boolean fitsItsPack(Path file) throws IOException {
    var name = name(file);
    if (name.startsWith(SEVERAL_PACKS)) {
      return false;
    }
    var ending = name.substring(Math.max(0, name.lastIndexOf('.')));
    if (!name.startsWith("pack-") || !OF_A_PACK.contains(ending)) {
      return true;
    }
    try {
      var pack = Packs.beside(file, Packs.PACK);
      return PackCheck.isAsWritten(file) && Files.isRegularFile(pack, LinkOption.NOFOLLOW_LINKS)
          && Arrays.equals(hashOfPack(file, ending), PackCheck.hashBeforeEnd(pack, PackCheck.HASH));
    } catch (EOFException _) {
      return false;
    }
  }

  private static byte[] hashOfPack(Path file, String ending) throws IOException {
    return ending.equals(".bitmap")
        ? PackCheck.hashAt(file, HASH_IN_BITMAP)
        : PackCheck.hashBeforeEnd(file, 2 * PackCheck.HASH);
  }

  private boolean fits(Path file, ObjectFolder objects) throws IOException {
    return switch (name(file)) {
      case "commit-graph" -> isOfCommitsThatAreThere(file, objects);
      case "commit-graphs" -> isChainOfCommitsThatAreThere(file, objects);
      default -> namesPacksThatAreThere(file);
    };
  }

  private boolean isChainOfCommitsThatAreThere(Path folder, ObjectFolder objects) throws IOException {
    for (var id : lines(folder.resolve("commit-graph-chain"))) {
      if (!ID.matcher(id).matches() || !isOfCommitsThatAreThere(folder.resolve("graph-" + id + ".graph"), objects)) {
        return false;
      }
    }
    return true;
  }

  /// A graph that is as it was written says the truth of its commits, whose content never changes.
  private static boolean isOfCommitsThatAreThere(Path graph, ObjectFolder objects) throws IOException {
    if (!PackCheck.isAsWritten(graph)) {
      return false;
    }
    try (var channel = PackCheck.open(graph)) {
      var ids = CommitGraphIds.in(channel);
      if (ids.isEmpty()) {
        return false;
      }
      channel.position(ids.get().from());
      var in = Channels.newInputStream(channel);
      var buffer = new byte[PackCheck.HASH * 1024];
      for (var left = ids.get().bytes(); left > 0;) {
        var count = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
        if (count == 0 || !areThere(ByteBuffer.wrap(buffer, 0, count), objects)) {
          return false;
        }
        left -= count;
      }
      return true;
    } catch (EOFException _) {
      return false;
    }
  }

  private static boolean areThere(ByteBuffer ids, ObjectFolder objects) throws IOException {
    var id = new byte[PackCheck.HASH];
    while (ids.remaining() >= id.length) {
      ids.get(id);
      if (!isThere(ObjectId.fromRaw(id), objects)) {
        return false;
      }
    }
    return true;
  }

  private boolean namesPacksThatAreThere(Path file) throws IOException {
    var there = new HashSet<String>();
    Folder.entries(repository.resolve("objects/pack")).forEach(pack -> there.add(name(pack)));
    return lines(file).stream().allMatch(line -> line.startsWith("P ") && there.contains(line.substring(2)));
  }

  /// That refs have moved on since is nothing wrong: git writes this file now and then.
  private static boolean namesOnly(Path refs, ObjectFolder objects) throws IOException {
    for (var line : lines(refs)) {
      var id = line.substring(0, Math.max(0, line.indexOf('\t')));
      if (!ID.matcher(id).matches() || !isThere(ObjectId.fromString(id), objects)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isThere(ObjectId id, ObjectFolder objects) throws IOException {
    return objects.isPacked(id) || objects.isLoose(id);
  }

  /// One that nothing fits, if the file cannot be read.
  private static List<String> lines(Path file) {
    try {
      return new String(SmallFile.read(file, MOST_BYTES), StandardCharsets.UTF_8).lines()
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException _) {
      return List.of("P /");
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
