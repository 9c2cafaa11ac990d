package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import dev.restorebot.bot.sandbox.LocalServer.Request;
import dev.restorebot.bot.sandbox.PdsHistory.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Answers over the data of a PDS as a PDS does, errors included, and tells its events over a websocket. Every request opens the files
/// it needs and closes them, so nothing lies beside the databases when nobody asks. Thread-safe.
public final class PdsStandIn implements Program {
  static final String HOSTNAME = "pds.sandbox.test";
  private static final String VERSION = "0.4.212";
  private static final int BLOB_LIMIT = 5 * 1024 * 1024;

  private final PdsFolder folder;
  private final PdsQueries queries;
  private final PdsEvents events;
  private final LocalServer server;
  private final InstantSource clock;
  private final ProgramLog log = new ProgramLog();
  private final Slowness slowness = new Slowness();

  /// @param root the volume
  /// @param port 0 for any
  PdsStandIn(Path root, int port, InstantSource clock) {
    this.folder = new PdsFolder(root);
    this.queries = new PdsQueries(folder);
    this.events = new PdsEvents(folder);
    this.server =
        new LocalServer("PDS", port, this::answer, Map.of("/xrpc/com.atproto.sync.subscribeRepos", this::tell));
    this.clock = clock;
  }

  /// Boots: makes the databases that are missing, empty, and serves. Changes no byte of those that are there.
  ///
  /// @throws dev.restorebot.bot.sandbox.Program.BootException if a database cannot be read
  /// @throws IllegalStateException if the port cannot be had
  @Override
  public synchronized void start() {
    if (server.running()) {
      return;
    }
    for (var database : PdsImage.databases()) {
      boot(database);
    }
    server.start();
    log.add(Json.write(Json.object("level", 30, "time", clock.instant().toEpochMilli(), "name", "pds", "msg",
        "pds has started")));
  }

  /// As pino writes an error of better-sqlite3: its code is SQLite's own.
  private void failed(String name, SQLException failure, Path file) {
    log.add(Json.write(Json.object("level", 50, "time", clock.instant().toEpochMilli(), "name", name, "err",
        Json.object("code", SqliteCodes.of(failure), "message", String.valueOf(failure.getMessage())),
        "file", String.valueOf(file.getFileName()), "msg", "request failed")));
  }

  @Override
  public List<String> log() {
    return log.lines();
  }

  private void boot(PdsDatabase database) {
    var file = folder.database(database);
    try {
      if (!Files.exists(file)) {
        database.create(file, clock.instant(), _ -> {
        });
      }
      known(database, queries.migrations(database));
    } catch (SQLException e) {
      failed("pds", e, file);
      throw new BootException("the PDS does not boot: it cannot read " + file.getFileName(), e);
    }
  }

  /// A PDS does not boot where it finds a migration that it does not have (source: `Migrator` of Kysely).
  private static void known(PdsDatabase database, List<String> applied) {
    applied.stream().filter(name -> !database.migrations().contains(name)).findFirst().ifPresent(name -> {
      throw new BootException("the PDS does not boot: corrupted migrations: previously executed migration " + name
          + " is missing");
    });
  }

  /// Stops serving; no file is open then.
  @Override
  public synchronized void stop() {
    server.stop();
  }

  /// True while it serves.
  @Override
  public boolean running() {
    return server.running();
  }

  /// Where it answers, once started.
  public URI url() {
    return server.url();
  }

  /// Somebody makes an account: its rows, its repo and key, and the events that tell of it.
  ///
  /// @throws IllegalStateException if it is not running, or the account exists
  public synchronized void signUp(String handle, String did) {
    if (!server.running()) {
      throw new IllegalStateException("nobody can sign up: the PDS is down");
    }
    var now = clock.instant();
    var account = new Account(did, handle, now);
    try (var accounts = DatabaseFile.open(folder.database(PdsDatabase.ACCOUNT));
        var sequencer = DatabaseFile.open(folder.database(PdsDatabase.SEQUENCER))) {
      if (Files.exists(folder.actor(did))) {
        throw new IllegalStateException(handle + " has signed up already");
      }
      folder.createActor(account, 1, now);
      PdsRows.account(accounts, account, now);
      PdsRows.session(accounts, account, now);
      PdsRows.signUp(sequencer, account, now);
    } catch (SQLException e) {
      throw new IllegalStateException(handle + " cannot sign up: the databases refuse", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How slow it is.
  Slowness slowness() {
    return slowness;
  }

  /// Whether the directory of DIDs answers it.
  void resolve(boolean directory) {
    queries.resolve(directory);
  }

  private LocalAnswer answer(Request request) {
    slowness.await();
    try {
      return switch (request.path()) {
        case "/xrpc/_health" -> health();
        case "/xrpc/com.atproto.repo.describeRepo" -> queries.describeRepo(request.parameter("repo").orElse(""));
        case "/xrpc/com.atproto.sync.listRepos" -> queries.listRepos(request);
        case "/xrpc/com.atproto.sync.getLatestCommit" -> queries.latestCommit(request.parameter("did").orElse(""));
        case "/xrpc/com.atproto.server.describeServer" -> Json.answer(200, "did", "did:web:" + HOSTNAME,
            "availableUserDomains", List.of(".sandbox.test"), "inviteCodeRequired", false, "blobUploadLimit",
            BLOB_LIMIT, "links", Map.of(), "contact", Map.of());
        case "/xrpc/com.atproto.sync.getRepoStatus" -> queries.repoStatus(request.parameter("did").orElse(""));
        case "/xrpc/com.atproto.server.checkAccountStatus" ->
          Json.answer(401, "error", "AuthMissing", "message", "Authentication Required");
        default -> PdsQueries.error("InvalidRequest",
            "No service configured for " + request.path().replaceFirst("^/xrpc/", ""));
      };
    } catch (SQLException e) {
      failed("xrpc-server", e, folder.database(PdsDatabase.ACCOUNT));
      return Json.answer(500, "error", "InternalServerError", "message", "Internal Server Error");
    }
  }

  private Telling tell(Request request) {
    slowness.await();
    try {
      return events.tell(request);
    } catch (SQLException e) {
      failed("xrpc-server", e, folder.database(PdsDatabase.SEQUENCER));
      return PdsEvents.refusal("InternalServerError", "Internal Server Error");
    }
  }

  private LocalAnswer health() {
    try {
      queries.ping();
      return Json.answer(200, "version", VERSION);
    } catch (SQLException _) {
      return Json.answer(503, "version", VERSION, "error", "Service Unavailable");
    }
  }
}
