package dev.restorebot.knot.git;

import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Makes `HEAD` point to a branch, where it points to none although there are some, or cannot be read.
final class HeadRepair {
  private static final String BRANCHES = "refs/heads/";
  private static final List<String> PREFERRED = List.of(BRANCHES + "main", BRANCHES + "master");

  private HeadRepair() {}

  static void mend(Path repository, RefFiles files, List<String> repairs) throws IOException {
    var branches = files.refs().refs().keySet().stream().filter(name -> name.startsWith(BRANCHES)).toList();
    var why = switch (files.head()) {
      case RefFile.Symbolic(var ref) when branches.isEmpty() || isThere(ref, files) || !ref.startsWith(BRANCHES) -> "";
      case RefFile.Symbolic(var ref) -> "HEAD pointed to " + ref + ", which is not there";
      case RefFile.Direct _ -> "";
      case RefFile.Missing() -> "HEAD was missing";
      case RefFile.Unreadable(var reason) -> "HEAD could not be read: " + reason;
    };
    if (why.isEmpty()) {
      return;
    }
    var branch = choose(branches);
    write(repository, branch);
    repairs.add(why + "; it points to " + branch + " now.");
  }

  /// A branch whose file cannot be read is there, and something else is wrong with it.
  private static boolean isThere(String ref, RefFiles files) {
    return files.loose().containsKey(ref) || files.packed().containsKey(ref);
  }

  private static String choose(List<String> branches) {
    return PREFERRED.stream().filter(branches::contains).findFirst()
        .orElseGet(() -> branches.isEmpty() ? PREFERRED.getFirst() : branches.getFirst());
  }

  /// By way of a lock, as git does, which the next repair would remove.
  private static void write(Path repository, String branch) throws IOException {
    var lock = repository.resolve("HEAD.lock");
    try (var out = Disk.create(lock)) {
      Disk.write(out, ByteBuffer.wrap(("ref: " + branch + "\n").getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    if (Files.isDirectory(repository.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)) {
      Tree.delete(repository.resolve("HEAD"));
    }
    Disk.rename(lock, repository.resolve("HEAD"));
  }
}
