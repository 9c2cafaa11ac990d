package dev.restorebot.snapshot;

import dev.restorebot.files.Digest;
import dev.restorebot.snapshot.Snapshot.Member;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What whoever made a backup wrote down of it: the SHA-256 of its objects, in the format of `sha256sum`, in an object `SHA256SUMS-` and the
/// timestamp, in the folder of the backup. It tells what became of an object on its way to the store and in it.
///
/// @param digests by the name of the object in that folder
/// @param lists the keys of the lists that were there; empty if nobody wrote any
/// @param defects why a list cannot be read, a sentence's part each
public record WrittenDigests(SortedMap<String, Digest> digests, List<String> lists, List<String> defects) {
  /// What the name of a list begins with.
  static final String NAME = "SHA256SUMS-";

  /// A list of some files is shorter by far.
  private static final long LARGEST = 64 * 1024;
  private static final Pattern LINE = Pattern.compile("(?<digest>[0-9a-fA-F]{64}) [ *](?:\\./)?(?<name>[^/]+)");

  public WrittenDigests {
    lists = List.copyOf(lists);
    defects = List.copyOf(defects);
  }

  /// What is written down of `snapshot` in the bucket of `store`. Blocks.
  ///
  /// @throws BackupStoreException if the store does not deliver
  public static WrittenDigests of(Snapshot snapshot, BackupStore store) {
    var digests = new TreeMap<String, Digest>();
    var lists = new ArrayList<String>();
    var defects = new ArrayList<String>();
    var keys = new TreeSet<String>();
    snapshot.members().forEach(member -> keys.add(folder(member.object().key()) + NAME + member.timestamp()));
    for (var key : keys) {
      store.find(key).ifPresent(list -> {
        lists.add(key);
        if (list.size().bytes() > LARGEST) {
          defects.add(BackupObject.name(key) + " is no list of digests: it has " + list.size());
        } else {
          read(key, text(store, list), digests, defects);
        }
      });
    }
    return new WrittenDigests(digests, lists, defects);
  }

  private static void read(String key, String text, SortedMap<String, Digest> digests, List<String> defects) {
    for (var line : text.lines().filter(line -> !line.isBlank()).toList()) {
      var parts = LINE.matcher(line);
      if (!parts.matches()) {
        defects.add(BackupObject.name(key) + " is no list of digests as `sha256sum` writes them: a line of it is "
            + Visible.key(line.substring(0, Math.min(line.length(), 100))));
        return;
      }
      var digest = new Digest(parts.group("digest").toLowerCase(Locale.ROOT));
      var other = digests.put(parts.group("name"), digest);
      if (other != null && !other.equals(digest)) {
        defects.add(BackupObject.name(key) + " has two digests of " + Visible.key(parts.group("name")));
      }
    }
  }

  private static String text(BackupStore store, BackupObject list) {
    try (var in = store.read(list, 0)) {
      return new String(in.readNBytes((int) LARGEST), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BackupStoreException(BackupStoreException.Kind.UNAVAILABLE, "read " + Visible.key(list.key())
          + ": the connection broke. Next: try again", e);
    }
  }

  /// What is wrong with `digest` for `member`, by what is written down; empty if nothing is.
  public List<String> against(Member member, Digest digest) {
    var name = member.object().name();
    var written = digests.get(name);
    return written == null || written.equals(digest)
        ? List.of()
        : List.of(name + " is not what was backed up: its SHA-256 is " + digest.brief() + "…, and "
            + String.join(", ", lists.stream().map(BackupObject::name).toList()) + " says " + written.brief() + "…");
  }

  /// The objects of `snapshot` of which nothing is written down.
  public List<String> missing(Snapshot snapshot) {
    return snapshot.members().stream().map(member -> member.object().name())
        .filter(name -> !digests.containsKey(name)).toList();
  }

  /// True if `key` is that of such a list.
  static boolean isOne(String key) {
    return BackupObject.name(key).startsWith(NAME);
  }

  static String folder(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }
}
