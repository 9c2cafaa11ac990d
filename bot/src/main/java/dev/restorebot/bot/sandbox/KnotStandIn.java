package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.KnotHistory.Person;
import dev.restorebot.bot.sandbox.KnotHistory.Push;
import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import dev.restorebot.bot.sandbox.LocalServer.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers over the data of a knot as a knot does, errors included. Files are opened for as long as a request takes, so that
/// nothing lies beside the database when nobody asks; who may do what is read when it starts. Thread-safe.
///
/// Nothing can be cloned from it or pushed to it: it tells which branches there are, shows an SSH host key, and no more.
public final class KnotStandIn implements Program {
  static final String HOSTNAME = "knot.sandbox.test";
  private static final String VERSION = "v1.9.1-alpha";
  private static final Pattern INFO_REFS = Pattern.compile("/(?<repo>did:[^/]+/[^/]+)/info/refs");

  private final KnotFolder folder;
  private final LocalServer server;
  private final KnotSsh ssh;
  private final InstantSource clock;
  private final ProgramLog log = new ProgramLog();
  private final Slowness slowness = new Slowness();
  private volatile boolean ownerless;
  private volatile KnotRules rules = KnotRules.NONE;

  /// @param root the volume
  /// @param port 0 for any
  /// @param ssh where its SSH server listens; 0 for any
  KnotStandIn(Path root, int port, int ssh, InstantSource clock) {
    this.folder = new KnotFolder(root);
    this.server = new LocalServer("knot", port, this::answer);
    this.ssh = new KnotSsh(ssh);
    this.clock = clock;
  }

  /// Starts as a knot does: gives every repository its hooks, makes the database if it is missing, reads who may do what, adds
  /// the rows that a knot cannot be without, and serves. Its SSH server has a new host key each time.
  ///
  /// @throws dev.restorebot.bot.sandbox.Program.BootException if the repositories or the database cannot be read, a row about
  ///         rights is malformed, or somebody else owns the knot
  /// @throws IllegalStateException if a port cannot be had
  @Override
  public synchronized void start() {
    if (server.running()) {
      return;
    }
    try {
      KnotHooks.setUp(folder.repositories());
      if (Files.notExists(folder.database())) {
        KnotDatabase.create(folder.database(), _ -> {
        });
      }
      try (var database = DatabaseFile.open(folder.database())) {
        own(database, KnotRules.read(database));
        rules = KnotRules.read(database);
      }
    } catch (BootException e) {
      failed(String.valueOf(e.getMessage()));
      throw e;
    } catch (IOException e) {
      failed("failed to set up hooks: " + e.getMessage());
      throw new BootException("the knot does not start: it cannot set up its hooks", e);
    } catch (SQLException e) {
      failed("failed to load db: " + e.getMessage());
      throw new BootException("the knot does not start: it cannot work with " + folder.database().getFileName(), e);
    }
    ssh.start();
    server.start();
    log.add("time=" + clock.instant() + " level=INFO msg=\"starting main server\"");
  }

  private void failed(String message) {
    log.add("time=" + clock.instant() + " level=ERROR msg=\"failed to start\" error=\"" + message + "\"");
  }

  @Override
  public List<String> log() {
    return log.lines();
  }

  /// Adds what a knot adds at each start; writes nothing if it is all there.
  private static void own(Connection database, KnotRules found) throws SQLException {
    var owner = KnotHistory.ALICE.did();
    var owners = found.owners();
    if (owners.stream().anyMatch(did -> !did.equals(owner))) {
      throw new BootException("the knot does not start: " + owners + " own it, and " + owner + " should");
    }
    if (!KnotDatabase.knows(database, owner)) {
      DatabaseFile.insert(database, "known_dids", owner);
    }
    for (var rule : KnotDatabase.ownRules(owner)) {
      if (!found.has(rule)) {
        KnotDatabase.rule(database, rule.toArray(String[]::new));
      }
    }
  }

  @Override
  public synchronized void stop() {
    server.stop();
    ssh.stop();
  }

  @Override
  public boolean running() {
    return server.running();
  }

  /// Where it answers, once started.
  public URI url() {
    return server.url();
  }

  /// Where its SSH server listens on this machine, once started.
  int sshPort() {
    return ssh.port();
  }

  /// True if it shows branches of `repo` to whoever asks.
  boolean shows(Repo repo) {
    return running() && queries().branches(new Request("GET", "", "repo=" + repo.path(), "")).body().contains("hash");
  }

  /// True if it lets `person` push to `repo`, as far as it is asked: the repository may be gone.
  boolean letsPush(Person person, Repo repo) {
    return running() && rules.allowPush(person.did(), repo.path());
  }

  /// The owner of the newest repository that they may push to pushes a commit to its branch `main`, and the knot is told
  /// of it. Says so.
  ///
  /// @throws IllegalStateException if the knot is down, or lets nobody push
  synchronized String push() {
    var repo = open("push");
    var push = new Push(repo, "main", clock.instant(), "Push once more");
    try (var repository = BareRepository.open(folder.repository(repo.path()));
        var database = DatabaseFile.open(folder.database())) {
      repository.push(push);
      KnotDatabase.event(database, push);
      return repo.owner().name() + " has pushed " + repository.tip("main").substring(0, 7) + " to " + repo.name();
    } catch (IOException e) {
      throw new UncheckedIOException("could not push to " + repo.path(), e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not tell the knot of a push to " + repo.path(), e);
    }
  }

  /// The owner of that repository deletes it. Says so.
  ///
  /// @throws IllegalStateException if the knot is down, or lets nobody do so
  synchronized String delete() {
    var repo = open("delete a repository");
    try (var database = DatabaseFile.open(folder.database())) {
      StateFile.deleteTree(folder.repository(repo.path()));
      KnotDatabase.revoke(database, repo.path());
      rules = KnotRules.read(database);
      return repo.owner().name() + " has deleted " + repo.name();
    } catch (SQLException e) {
      throw new IllegalStateException("could not delete " + repo.path(), e);
    }
  }

  /// The newest repository that is there and that its owner may write to.
  private Repo open(String deed) {
    if (!server.running()) {
      throw new IllegalStateException("nobody can " + deed + ": the knot is down");
    }
    return KnotHistory.REPOS.reversed().stream().filter(repo -> shows(repo) && letsPush(repo.owner(), repo)).findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody can " + deed + ": the knot lets nobody"));
  }

  /// Made when it is asked for, so that a world without a knot does without the library for git.
  private KnotQueries queries() {
    return new KnotQueries(folder);
  }

  /// How slow it is.
  Slowness slowness() {
    return slowness;
  }

  /// From now on it does not say who owns it.
  void forgetOwner() {
    ownerless = true;
  }

  private LocalAnswer answer(Request request) {
    slowness.await();
    var git = INFO_REFS.matcher(request.path());
    // A knot's router goes by the path as it came: "did%3A" is not "did:" to it (source: `mux.go` of chi).
    if (git.matches() && INFO_REFS.matcher(request.rawPath()).matches()) {
      return queries().infoRefs(git.group("repo"), request.parameter("service").orElse(""));
    }
    return switch (request.path()) {
      case "/" -> new LocalAnswer(200, "This is a knot server. More info at https://tangled.sh", "text/plain");
      case "/xrpc/sh.tangled.repo.branches" -> queries().branches(request);
      case "/xrpc/sh.tangled.owner" -> owner();
      case "/xrpc/sh.tangled.knot.version" -> Json.answer(200, "version", VERSION);
      default -> new LocalAnswer(404, "404 page not found\n", "text/plain");
    };
  }

  private LocalAnswer owner() {
    return ownerless
        ? Json.answer(500, "error", "OwnerNotFound", "message", "failed to get owner")
        : Json.answer(200, "owner", KnotHistory.ALICE.did());
  }

  /// What it says to the programs of its own pod, at a port that nobody else reaches: whether somebody may push. Empty while it
  /// does not run.
  Optional<LocalAnswer> internal(Request request) {
    return running() ? Optional.of(pushAllowed(request)) : Optional.empty();
  }

  private LocalAnswer pushAllowed(Request request) {
    if (!request.path().equals("/push-allowed")) {
      return new LocalAnswer(404, "404 page not found\n", "text/plain");
    }
    var user = request.parameter("user").orElse("");
    var repo = request.parameter("repo").orElse("");
    if (user.isEmpty() || repo.isEmpty()) {
      return new LocalAnswer(400, "");
    }
    return new LocalAnswer(rules.allowPush(user, repo) ? 204 : 403, "");
  }
}
