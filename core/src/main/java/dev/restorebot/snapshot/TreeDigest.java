package dev.restorebot.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;

/// All that is in a folder, in one digest.
///
/// @param digest of names and contents, or of names, sizes and times
public record TreeDigest(long files, ByteSize size, Digest digest) {
  /// What is in `folder`, read whole.
  public static TreeDigest contents(Path folder) throws IOException {
    return of(folder, _ -> false, Digest::of);
  }

  /// Names, sizes and times of what is in `folder`.
  public static TreeDigest stamp(Path folder) throws IOException {
    return stamp(folder, _ -> false);
  }

  /// The same but for the folders and files that `without` says.
  public static TreeDigest stamp(Path folder, Predicate<Path> without) throws IOException {
    return of(folder, without, file -> Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
  }

  private interface Telling {
    Object of(Path file) throws IOException;
  }

  private static TreeDigest of(Path folder, Predicate<Path> without, Telling telling) throws IOException {
    var sha = Digest.sha256Engine();
    var sums = new long[2];
    add(folder, folder, without, telling, sha, sums);
    return new TreeDigest(sums[0], new ByteSize(sums[1]), Digest.of(sha));
  }

  private static void add(Path root, Path folder, Predicate<Path> without, Telling telling,
      java.security.MessageDigest sha, long[] sums) throws IOException {
    try (var inside = Files.list(folder)) {
      for (var one : inside.sorted().toList()) {
        if (without.test(one)) {
          continue;
        }
        if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
          add(root, one, without, telling, sha, sums);
        } else {
          sums[0]++;
          sums[1] += Files.size(one);
          var line = root.relativize(one) + "\0" + Files.isExecutable(one) + "\0" + Files.size(one) + "\0"
              + telling.of(one) + "\n";
          sha.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
  }
}
