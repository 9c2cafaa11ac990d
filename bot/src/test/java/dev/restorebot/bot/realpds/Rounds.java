package dev.restorebot.bot.realpds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Beginnings;
import dev.restorebot.bot.crash.World;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.PdsUsers;
import dev.restorebot.bot.sandbox.RealPdsWorld;
import dev.restorebot.files.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One world with a real PDS for many restores: in each round people post, the accounts are lost, and a newcomer signs up on the empty
/// PDS. What a restore leaves is what the next round begins with; a world in which one went wrong is given up for a new one. Confined to
/// one thread.
final class Rounds implements Beginnings, AutoCloseable {
  /// Whose accounts are in the backup.
  static final List<String> PEOPLE = List.of("alice", "bob", "carol");

  private final Path folder;
  private final List<String> newcomers = new ArrayList<>();
  private @Nullable RealPdsWorld world;
  private boolean fit;
  private int worlds;
  private int posts;
  private SortedMap<String, Digest> backups = new TreeMap<>();

  Rounds(Path folder) {
    this.folder = folder;
  }

  /// The next round.
  ///
  /// @param begin is not looked at
  @Override
  public World world(Path begin) throws IOException {
    if (!fit) {
      renew();
    }
    fit = false;
    PEOPLE.forEach(name -> assertThat(users().write(name, "after the backup").status()).isEqualTo(200));
    posts++;
    real().loseAccounts();
    newcomers.add("newcomer" + newcomers.size());
    users().signUp(newcomers.getLast());
    var environment = new HashMap<>(real().secrets());
    environment.put(RealPdsBot.EARLIER, Integer.toString(newcomers.size() - 1));
    var next = new World(home(), Worlds.java(), RealPdsBot.class, environment);
    backups = next.backups();
    return next;
  }

  /// A round that ended well.
  @Override
  public void leave(World over) {
    fit = true;
  }

  private void renew() throws IOException {
    close();
    worlds++;
    newcomers.clear();
    Files.createDirectories(home().resolve("scratch"));
    world = RealPdsScene.open(home());
    real().signUp(PEOPLE.toArray(String[]::new));
    posts = 1;
    real().backUp();
  }

  private Path home() {
    return folder.resolve("world-" + worlds);
  }

  private RealPdsWorld real() {
    if (world == null) {
      throw new IllegalStateException("there is no round yet");
    }
    return world;
  }

  private PdsUsers users() {
    return real().users();
  }

  /// Which accounts are live: those of the backup or those that replaced them.
  enum Live {
    OLD, NONE, RESTORED
  }

  /// Asserts that what is live is old or new and nothing in between, and that no account that ever was is lost.
  Live assertWhole() throws IOException {
    var live = accounts(real().volume().resolve("account.sqlite"));
    var kept = new HashSet<>(displaced());
    live.ifPresent(kept::addAll);
    assertThat(kept).as("accounts that are live or displaced").containsAll(dids(newcomers));
    if (live.isEmpty()) {
      return Live.NONE;
    }
    assertThat(live.get()).as("live accounts").isIn(dids(List.of(newcomers.getLast())), dids(PEOPLE));
    return live.get().equals(dids(PEOPLE)) ? Live.RESTORED : Live.OLD;
  }

  /// The same; and if the PDS runs, those log in whose accounts are live, and nobody else does.
  ///
  /// @return in words
  String assertWholeAndTrue() throws IOException {
    var live = assertWhole();
    if (!real().runs()) {
      return "the PDS is stopped, accounts " + live;
    }
    assertThat(live).as("accounts of a PDS that runs").isNotEqualTo(Live.NONE);
    for (var name : PEOPLE) {
      assertThat(users().logIn(name).status()).as(name + " logs in").isEqualTo(live == Live.RESTORED ? 200 : 401);
    }
    assertThat(users().logIn(newcomers.getLast()).status()).as("the newcomer logs in")
        .isEqualTo(live == Live.OLD ? 200 : 401);
    return "the PDS runs, accounts " + live;
  }

  /// Asserts that the accounts are restored: everybody logs in, finds all posts there ever were, posts, and is seen at the relay.
  void assertRestored() throws IOException {
    assertThat(assertWhole()).isEqualTo(Live.RESTORED);
    for (var name : PEOPLE) {
      assertThat(users().posts(name)).as("posts of " + name).isEqualTo(posts);
      assertThat(users().write(name, "after the restore").status()).as(name + " logs in and posts").isEqualTo(200);
    }
    posts++;
    assertThat(real().relay().await(PEOPLE.toArray(String[]::new))).as("seen at the relay").isTrue();
    for (var name : newcomers) {
      assertThat(actor(users().did(name))).as("repo of " + name).isNotEmpty();
    }
  }

  /// Asserts that nobody wrote to the backups in this round.
  void assertBackups(World after) throws IOException {
    assertThat(after.backups()).isNotEmpty().isEqualTo(backups);
  }

  private Set<String> dids(List<String> names) {
    return new HashSet<>(names.stream().map(users()::did).toList());
  }

  private List<Path> actor(String did) throws IOException {
    try (Stream<Path> files = Files.walk(real().volume().resolve("actors"), 2)) {
      return files.filter(file -> file.getFileName().toString().equals(did)).toList();
    }
  }

  private Set<String> displaced() throws IOException {
    var all = new HashSet<String>();
    var home = real().volume().resolve(".restorebot");
    if (Files.isDirectory(home)) {
      try (Stream<Path> files = Files.walk(home)) {
        for (var file : files.filter(file -> file.endsWith("displaced/account.sqlite")).toList()) {
          all.addAll(accounts(file).orElseThrow());
        }
      }
    }
    return all;
  }

  /// The accounts in a database, which is read from a copy, so that it stays as it is; empty if it is not there.
  private Optional<Set<String>> accounts(Path database) throws IOException {
    if (!Files.exists(database)) {
      return Optional.empty();
    }
    var copy = Files.createDirectories(folder.resolve("copy")).resolve("account.sqlite");
    for (var ending : List.of("-shm", "-wal", "")) {
      Files.deleteIfExists(Path.of(copy + ending));
    }
    for (var ending : List.of("", "-wal")) {
      var part = Path.of(database + ending);
      if (Files.exists(part)) {
        Files.copy(part, Path.of(copy + ending), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var dids = new HashSet<String>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        var row = connection.createStatement().executeQuery("SELECT did FROM account")) {
      while (row.next()) {
        dids.add(row.getString(1));
      }
    } catch (SQLException e) {
      throw new AssertionError(database + " cannot be read", e);
    }
    return Optional.of(dids);
  }

  @Override
  public void close() {
    if (world != null) {
      world.close();
    }
  }
}
