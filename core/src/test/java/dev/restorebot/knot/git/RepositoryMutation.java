package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Changes the files of a repository as a bad disk, a copy made at a bad moment, and people of bad will do. Confined to one thread.
final class RepositoryMutation {
  private static final List<String> NAMES = List.of("refs/heads/topic", "refs/heads/main/below", "refs/heads/a..b",
      "refs/heads/.hidden", "refs/heads/x.lock", "refs/heads/-x", "refs/heads/HEAD", "refs/heads/@", "refs/heads/a@{b",
      "refs/heads/ends.", "refs/heads/with space", "refs/heads/\u202egnp", "refs/heads/ü", "refs/heads/~x",
      "refs/heads/x^",
      "refs/heads/a:b", "refs/heads/a?b", "refs/heads/a*", "refs/heads/a[b", "refs/heads/a\\b",
      "refs/heads/" + "n".repeat(200),
      "refs/heads/" + "d/".repeat(150) + "x", "refs/tags/v9", "refs/x", "refs/notes/commits", "refs/replace/x",
      "refs/stash",
      "refs/bisect/bad", "refs/worktree/x", "refs/remotes/origin/HEAD", "refs/heads/feature1/one", "refs/tags");
  private static final List<String> PLACES = List.of("HEAD", "HEAD.lock", "packed-refs", "packed-refs.lock", "config",
      "shallow",
      "objects/info/alternates", "objects/info/commit-graph", "objects/info/commit-graphs/commit-graph-chain",
      "objects/info/packs", "objects/pack/multi-pack-index", "info/refs", "info/grafts", "objects/pack/pack-x.pack",
      "objects/pack/pack-x.idx", "objects/pack/pack-0000000000000000000000000000000000000000.pack", "commondir",
      "gitdir",
      "worktrees/x/HEAD", "logs/HEAD", "refs", "refs/heads", "refs/heads/main", "objects/pack", "objects/info",
      "objects/00",
      "objects/00/11111111111111111111111111111111111111", "hooks", "hooks/post-receive", "description", "FETCH_HEAD",
      "ORIG_HEAD", "MERGE_HEAD", "reftable/tables.list");

  private final Random random;
  private final Path other;

  /// @param other another repository, of which files are taken
  RepositoryMutation(Random random, Path other) {
    this.random = random;
    this.other = other;
  }

  /// Makes one change, and says which.
  String change(Path repository) throws IOException {
    var file = any(files(repository));
    var name = repository.relativize(file).toString();
    return switch (random.nextInt(14)) {
      case 0, 1 -> name + ": " + flip(file);
      case 2 -> name + ": " + cut(file);
      case 3 -> {
        Files.delete(file);
        yield name + ": deleted";
      }
      case 4 -> {
        rewrite(file, new byte[(int) Files.size(file)]);
        yield name + ": zeroed";
      }
      case 5 -> {
        var from = any(files(repository));
        rewrite(file, Files.readAllBytes(from));
        yield name + ": made that of " + repository.relativize(from);
      }
      case 6 -> {
        var from = any(files(other));
        var to = repository.resolve(other.relativize(from).toString());
        yield put(to, Files.readAllBytes(from)) ? other.relativize(from) + ": taken from elsewhere" : "nothing";
      }
      case 7, 8 -> {
        var ref = any(NAMES);
        var text = refText(repository);
        yield put(repository.resolve(ref), text.getBytes(StandardCharsets.UTF_8))
            ? ref + ": says " + shown(text)
            : "nothing";
      }
      case 9 -> packedRef(repository);
      case 10 -> {
        var place = any(PLACES);
        var text = placeText(repository);
        yield put(repository.resolve(place), text.getBytes(StandardCharsets.UTF_8))
            ? place + ": says " + shown(text)
            : "nothing";
      }
      case 11 -> {
        Files.delete(file);
        Files.createDirectories(file);
        Files.writeString(file.resolve("x"), "x\n");
        yield name + ": made a folder";
      }
      case 12 -> {
        var sibling = file.resolveSibling(any(List.of("x", "pack-1111111111111111111111111111111111111111.pack",
            "pack-1111111111111111111111111111111111111111.idx", "pack-1111111111111111111111111111111111111111.rev")));
        Files.deleteIfExists(sibling);
        Files.move(file, sibling);
        yield name + ": called " + sibling.getFileName();
      }
      default -> "refs/heads/loop: " + loop(repository);
    };
  }

  private String flip(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    if (bytes.length == 0) {
      return "empty";
    }
    var at = random.nextInt(bytes.length);
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    rewrite(file, bytes);
    return "changed at " + at;
  }

  private String cut(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    var length = random.nextInt(bytes.length + 1);
    rewrite(file, Arrays.copyOf(bytes, length));
    return "cut to " + length;
  }

  private String packedRef(Path repository) throws IOException {
    var file = repository.resolve("packed-refs");
    var old =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    var line = refText(repository).strip() + " " + any(NAMES);
    var text = random.nextBoolean() ? old + line + "\n" : line + "\n" + old;
    return put(file, text.getBytes(StandardCharsets.ISO_8859_1)) ? "packed-refs: has " + shown(line) : "nothing";
  }

  private String loop(Path repository) throws IOException {
    put(repository.resolve("refs/heads/loop"), "ref: refs/heads/pool\n".getBytes(StandardCharsets.UTF_8));
    put(repository.resolve("refs/heads/pool"), "ref: refs/heads/loop\n".getBytes(StandardCharsets.UTF_8));
    if (random.nextBoolean()) {
      put(repository.resolve("HEAD"), "ref: refs/heads/loop\n".getBytes(StandardCharsets.UTF_8));
    }
    return "a loop";
  }

  private String refText(Path repository) throws IOException {
    var head = repository.resolve("refs/heads/main");
    var main = Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS) && Files.size(head) < 100
        ? Files.readString(head, StandardCharsets.ISO_8859_1).strip()
        : "0".repeat(40);
    return switch (random.nextInt(16)) {
      case 0 -> "";
      case 1 -> "/etc/passwd";
      case 2 -> "ref: /etc/passwd\n";
      case 3 -> "ref: ../../../etc/passwd\n";
      case 4 -> "ref: refs/heads/main\n";
      case 5 -> "ref: refs/heads/gone\n";
      case 6 -> "ref:refs/heads/main  \n\n";
      case 7 -> main.replace("a", "A") + "\n";
      case 8 -> main + " and more\n";
      case 9 -> main;
      case 10 -> "1".repeat(40) + "\n";
      case 11 -> "1".repeat(64) + "\n";
      case 12 -> "x".repeat(1 << 20);
      case 13 -> "0".repeat(40) + "\n";
      case 14 -> main + "\r\n";
      default -> main + "\n";
    };
  }

  private String placeText(Path repository) throws IOException {
    return switch (random.nextInt(8)) {
      case 0 -> "[core]\n\tbare = perhaps\n";
      case 1 -> "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n";
      case 2 -> "[include]\n\tpath = /etc/passwd\n[core]\n\thooksPath = /tmp\n";
      case 3 -> other.resolve("objects") + "\n";
      case 4 -> "PACK\0\0\0\2\0\0\0\1";
      case 5 -> "\0".repeat(100);
      default -> refText(repository);
    };
  }

  /// False if something is in the way that is no file.
  private static boolean put(Path file, byte[] bytes) throws IOException {
    for (var folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Files.createDirectories(file.resolveSibling("."));
    rewrite(file, bytes);
    return true;
  }

  private static void rewrite(Path file, byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    Files.write(file, bytes);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static List<Path> files(Path repository) throws IOException {
    try (var files = Files.walk(repository)) {
      return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    }
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text.strip();
  }
}
