package dev.restorebot.pds;

import dev.restorebot.files.Digest;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Sign;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What lies in `actors/<xx>/<did>/`: a repository and the key that signs it, for each account. Names are read, and how a store begins.
final class ActorStores {
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");

  /// How a database begins (source: the file format of SQLite).
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  /// So many stores are opened.
  private static final int OPENED = 5000;

  private ActorStores() {}

  /// The accounts that have a folder on the volume at `root`.
  static Contents below(Path root) {
    var items = new ArrayList<Item>();
    var unreadable = new ArrayList<String>();
    for (var shard : folders(root.resolve("actors"), unreadable)) {
      if (SHARD.matcher(name(shard)).matches()) {
        folders(shard, unreadable).forEach(folder -> items.add(item(folder)));
      }
    }
    return new Contents(items, new TreeMap<>(), null, unreadable);
  }

  /// Where the store of an account lies below the root of the volume.
  static String store(String did) {
    return "actors/" + Digest.ofText(did).sha256().substring(0, 2) + "/" + did + "/store.sqlite";
  }

  /// The stores that are no databases any more: one sign, whose subjects are their paths.
  static List<Sign> defects(Path root) {
    var stores = below(root).with(PdsItem.REPO).stream().map(item -> store(item.id())).toList();
    var damaged = stores.stream().limit(OPENED).filter(store -> isNoDatabase(root.resolve(store))).toList();
    var signs = new ArrayList<Sign>();
    if (!damaged.isEmpty()) {
      signs.add(new Sign(PdsSign.NO_DATABASE, damaged,
          "these stores are no databases any more: " + Names.of(damaged, ", ")));
    }
    if (stores.size() > OPENED) {
      signs.add(new Sign(Sign.NOT_LOOKED_AT, "only " + OPENED + " of " + stores.size() + " stores were opened"));
    }
    return signs;
  }

  /// The account whose store lies at `path`, as [#store] has it.
  static String account(String path) {
    return path.split("/", -1)[2];
  }

  /// What cannot be opened has not lost its beginning.
  private static boolean isNoDatabase(Path store) {
    if (!Files.isRegularFile(store, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var in = Files.newInputStream(store, LinkOption.NOFOLLOW_LINKS)) {
      return !Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException _) {
      return false;
    }
  }

  private static Item item(Path folder) {
    var parts = new TreeSet<String>();
    if (Files.isRegularFile(folder.resolve("store.sqlite"))) {
      parts.add("repo");
    }
    if (Files.isRegularFile(folder.resolve("key"))) {
      parts.add("key");
    }
    return new Item(name(folder), name(folder), parts);
  }

  private static List<Path> folders(Path parent, List<String> unreadable) {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var inside = Files.list(parent)) {
      return inside.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    } catch (IOException e) {
      unreadable.add("The folder " + name(parent) + " of the actor stores cannot be listed: " + e.getMessage() + ".");
      return List.of();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
