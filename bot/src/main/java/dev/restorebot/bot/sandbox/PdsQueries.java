package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import dev.restorebot.bot.sandbox.LocalServer.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a PDS answers from its files. Thread-safe.
final class PdsQueries {
  private static final Pattern DID = Pattern.compile("did:[a-z]+:[A-Za-z0-9._:%-]+");
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  /// When and who: the last one of a page.
  private static final Pattern CURSOR = Pattern.compile("(\\d{1,15})::(.*)");
  private static final int PAGE = 500;
  private static final int MOST = 1000;

  private final PdsFolder folder;
  private volatile boolean directory = true;

  PdsQueries(PdsFolder folder) {
    this.folder = folder;
  }

  /// One row, by name.
  private record Row(Map<String, @Nullable Object> values) {
    String text(String name) {
      return String.valueOf(values.get(name));
    }

    boolean has(String name) {
      return values.get(name) != null;
    }
  }

  /// What has been done to the tables of `database`. Fails if it is no database.
  List<String> migrations(PdsDatabase database) throws SQLException {
    return ask(folder.database(database), "SELECT name FROM kysely_migration ORDER BY name").stream()
        .map(row -> row.text("name")).toList();
  }

  /// As much as a PDS does for its health check, which proves nothing about its data.
  void ping() throws SQLException {
    ask(accounts(), "SELECT 1 AS one FROM sqlite_schema LIMIT 1");
  }

  /// Whether DIDs can be resolved.
  void resolve(boolean can) {
    directory = can;
  }

  LocalAnswer describeRepo(String repo) throws SQLException {
    if (repo.isEmpty()) {
      return wrong("com.atproto.repo.describeRepo", "Missing required key \"repo\"");
    }
    if (!repo.startsWith("did:") && !HANDLE.matcher(repo).matches()) {
      return wrong("com.atproto.repo.describeRepo", "Invalid AT identifier (got \"" + repo + "\")");
    }
    var found = ask(accounts(), "SELECT * FROM actor WHERE did = ? OR lower(handle) = lower(?)", repo, repo);
    if (found.isEmpty()) {
      return error("RepoNotFound", "Could not find repo for DID: " + repo);
    }
    var actor = found.getFirst();
    var did = actor.text("did");
    var state = state(actor);
    if (state.isPresent()) {
      return state.get();
    }
    // A PDS asks the directory first, and opens the store then.
    if (!directory) {
      return error("InvalidRequest", "Could not resolve DID: TypeError: fetch failed");
    }
    if (!hasStore(did)) {
      return noStore();
    }
    var collections = ask(folder.store(did), "SELECT DISTINCT collection FROM record ORDER BY collection").stream()
        .map(row -> row.text("collection")).toList();
    var handle = actor.has("handle") ? actor.text("handle") : "handle.invalid";
    return Json.answer(200, "handle", handle, "did", did, "didDoc",
        Json.object("id", did, "alsoKnownAs", List.of("at://" + handle)), "collections", collections, "handleIsCorrect",
        actor.has("handle"));
  }

  LocalAnswer latestCommit(String did) throws SQLException {
    if (!DID.matcher(did).matches()) {
      return wrong("com.atproto.sync.getLatestCommit", "Invalid DID (got \"" + did + "\")");
    }
    var found = ask(accounts(), "SELECT * FROM actor WHERE did = ?", did);
    if (found.isEmpty()) {
      return error("RepoNotFound", "Could not find repo for DID: " + did);
    }
    var state = state(found.getFirst());
    if (state.isPresent()) {
      return state.get();
    }
    if (!hasStore(did)) {
      return noStore();
    }
    var root = ask(folder.store(did), "SELECT cid, rev FROM repo_root WHERE did = ?", did);
    return root.isEmpty()
        ? error("RepoNotFound", "Could not find root for DID: " + did)
        : Json.answer(200, "cid", root.getFirst().text("cid"), "rev", root.getFirst().text("rev"));
  }

  /// The state of an account, which is told whatever it is; of an active one its revision.
  LocalAnswer repoStatus(String did) throws SQLException {
    if (!DID.matcher(did).matches()) {
      return wrong("com.atproto.sync.getRepoStatus", "Invalid DID (got \"" + did + "\")");
    }
    var found = ask(accounts(), "SELECT * FROM actor WHERE did = ?", did);
    if (found.isEmpty()) {
      return error("RepoNotFound", "Could not find repo for DID: " + did);
    }
    var actor = found.getFirst();
    if (isInactive(actor)) {
      return Json.answer(200, "did", did, "active", false, "status", status(actor));
    }
    return hasStore(did)
        ? Json.answer(200, "did", did, "active", true, "rev",
            ask(folder.store(did), "SELECT rev FROM repo_root WHERE did = ?", did).getFirst().text("rev"))
        : noStore();
  }

  /// Works without any store: it reads the account database alone. Whatever page has repos has a cursor, the last one too.
  LocalAnswer listRepos(Request request) throws SQLException {
    var method = "com.atproto.sync.listRepos";
    var limit =
        request.parameter("limit").filter(text -> text.matches("-?\\d{1,9}")).map(Integer::parseInt).orElse(PAGE);
    if (limit > MOST) {
      return wrong(method, "integer too big (maximum " + MOST + ", got " + limit + ")");
    }
    if (limit < 1) {
      return wrong(method, "integer too small (minimum 1, got " + limit + ")");
    }
    var cursor = request.parameter("cursor").orElse("0::");
    var after = CURSOR.matcher(cursor);
    if (!after.matches()) {
      return error("InvalidRequest", "Malformed cursor");
    }
    var created = PdsDatabase.text(Instant.ofEpochMilli(Long.parseLong(after.group(1))));
    var rows = ask(accounts(), """
        SELECT actor.did, cid, rev, takedownRef, deactivatedAt, createdAt
        FROM actor JOIN repo_root ON repo_root.did = actor.did
        WHERE (createdAt, actor.did) > (?, ?) ORDER BY createdAt, actor.did LIMIT ?""", created, after.group(2), limit);
    var repos = new ArrayList<Map<String, Object>>();
    for (var row : rows) {
      var repo = Json.object("did", row.text("did"), "head", row.text("cid"), "rev", row.text("rev"), "active",
          !isInactive(row));
      if (isInactive(row)) {
        repo.put("status", status(row));
      }
      repos.add(repo);
    }
    return rows.isEmpty()
        ? Json.answer(200, "repos", repos)
        : Json.answer(200, "cursor", cursor(rows.getLast()), "repos", repos);
  }

  private static String cursor(Row last) {
    return Instant.parse(last.text("createdAt")).toEpochMilli() + "::" + last.text("did");
  }

  /// Why a repo is not shown: its account's state.
  private static Optional<LocalAnswer> state(Row actor) {
    var did = actor.text("did");
    if (actor.has("takedownRef")) {
      return Optional.of(error("RepoTakendown", "Repo has been takendown: " + did));
    }
    return actor.has("deactivatedAt")
        ? Optional.of(error("RepoDeactivated", "Repo has been deactivated: " + did))
        : Optional.empty();
  }

  private static boolean isInactive(Row actor) {
    return actor.has("takedownRef") || actor.has("deactivatedAt");
  }

  private static String status(Row actor) {
    return actor.has("takedownRef") ? "takendown" : "deactivated";
  }

  private boolean hasStore(String did) {
    return Files.exists(folder.store(did));
  }

  private static LocalAnswer noStore() {
    return error("NotFound", "Repo not found");
  }

  private Path accounts() {
    return folder.database(PdsDatabase.ACCOUNT);
  }

  /// What a PDS says of parameters that it does not take.
  private static LocalAnswer wrong(String method, String why) {
    return error("InvalidRequest", "Invalid " + method + " params: " + why);
  }

  static LocalAnswer error(String error, String message) {
    return Json.answer(400, "error", error, "message", message);
  }

  private static List<Row> ask(Path file, String question, Object... values) throws SQLException {
    try (var database = DatabaseFile.open(file)) {
      return ask(database, question, values);
    }
  }

  private static List<Row> ask(Connection database, String question, Object... values) throws SQLException {
    try (var statement = database.prepareStatement(question)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      var rows = new ArrayList<Row>();
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
      return rows;
    }
  }

  private static Row row(ResultSet result) throws SQLException {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      values.put(result.getMetaData().getColumnLabel(column), result.getObject(column));
    }
    return new Row(values);
  }
}
