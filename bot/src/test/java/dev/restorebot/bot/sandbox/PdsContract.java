package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.EventStream.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What every PDS answers, whatever program it is: the same questions to the stand-in and to a real one, about an account that is well,
/// one that is taken down, one that is deactivated, and one whose store is gone.
public final class PdsContract {
  private static final List<String> QUESTIONS = List.of("_health", "com.atproto.repo.describeRepo",
      "com.atproto.repo.describeRepo?repo={well}", "com.atproto.repo.describeRepo?repo={taken down}",
      "com.atproto.repo.describeRepo?repo={deactivated}", "com.atproto.repo.describeRepo?repo={without store}",
      "com.atproto.repo.describeRepo?repo={nobody}", "com.atproto.repo.describeRepo?repo=no%20handle",
      "com.atproto.sync.listRepos", "com.atproto.sync.listRepos?limit=1", "com.atproto.sync.listRepos?limit=1001",
      "com.atproto.sync.listRepos?limit=0", "com.atproto.sync.listRepos?cursor=nonsense",
      "com.atproto.sync.listRepos?cursor=99999999999999::did:plc:z", "com.atproto.sync.getRepoStatus?did={well}",
      "com.atproto.sync.getRepoStatus?did={taken down}", "com.atproto.sync.getRepoStatus?did={deactivated}",
      "com.atproto.sync.getRepoStatus?did={without store}", "com.atproto.sync.getRepoStatus?did={nobody}",
      "com.atproto.sync.getRepoStatus?did=nonsense", "com.atproto.sync.getLatestCommit?did={well}",
      "com.atproto.sync.getLatestCommit?did={taken down}", "com.atproto.sync.getLatestCommit?did={without store}",
      "com.atproto.sync.getLatestCommit?did={nobody}", "com.atproto.sync.getLatestCommit?did=nonsense",
      "com.atproto.server.checkAccountStatus", "com.atproto.server.describeServer", "com.atproto.sync.subscribeRepos",
      "com.atproto.sync.subscribeRepos?cursor=0", "com.example.unknown");
  /// The queries with which a relay subscribes to events.
  private static final List<String> SUBSCRIPTIONS = List.of("?cursor=0", "?cursor=999999", "?cursor=nonsense");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private PdsContract() {}

  /// What the stand-in on the volume `root` answers to each question.
  public static SequencedMap<String, String> standIn(Path root) throws SQLException {
    var pds = new PdsStandIn(root, 0, () -> SandboxClock.START);
    var people = PdsHistory.ACCOUNTS.stream().map(PdsHistory.Account::did).toList();
    var files = new PdsFolder(root);
    pds.start();
    try {
      pds.signUp("dave.sandbox.test", "did:plc:dave2sandbox7wxyz2345678");
      var dids = List.of(people.get(0), people.get(1), people.get(2), "did:plc:dave2sandbox7wxyz2345678");
      try (var accounts = DatabaseFile.open(files.database(PdsDatabase.ACCOUNT));
          var statement = accounts.createStatement()) {
        statement.executeUpdate("UPDATE actor SET takedownRef = 'x' WHERE did = '" + dids.get(1) + "'");
        statement.executeUpdate(
            "UPDATE actor SET deactivatedAt = '2026-02-25T11:00:00.000Z' WHERE did = '" + dids.get(2) + "'");
      }
      StateFile.deleteTree(files.actor(dids.get(3)));
      return answers(pds.url(), dids);
    } finally {
      pds.stop();
    }
  }

  /// What the real one answers, on which nobody has signed up yet.
  public static SequencedMap<String, String> real(RealPdsWorld world) {
    world.signUp("alice", "bob", "carol", "dave");
    world.users().takeDown("bob");
    world.users().deactivate("carol");
    StateFile.deleteTree(world.files().actor(world.users().did("dave")));
    if (Files.exists(world.files().actor(world.users().did("dave")))) {
      throw new IllegalStateException("the store is still there");
    }
    world.restart();
    return answers(world.url(), List.of("alice", "bob", "carol", "dave").stream().map(world.users()::did).toList());
  }

  private static SequencedMap<String, String> answers(URI pds, List<String> dids) {
    var names = new LinkedHashMap<String, String>();
    var states = List.of("{well}", "{taken down}", "{deactivated}", "{without store}");
    for (var i = 0; i < states.size(); i++) {
      names.put(states.get(i), dids.get(i));
    }
    names.put("{nobody}", "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    var users = new PdsUsers(pds, "");
    var answers = new LinkedHashMap<String, String>();
    for (var question : QUESTIONS) {
      var asked = question;
      for (var name : names.entrySet()) {
        asked = asked.replace(name.getKey(), name.getValue());
      }
      var reply = users.ask("/xrpc/" + asked);
      answers.put(question, reply.status() + " " + told(reply.body(), names));
    }
    for (var query : SUBSCRIPTIONS) {
      answers.put("websocket com.atproto.sync.subscribeRepos" + query, heard(pds, query, dids.get(3)));
    }
    return answers;
  }

  /// What comes over the websocket: of the events those of one who signed up, up to the last of that.
  private static String heard(URI pds, String query, String did) {
    try (var client = HttpClient.newHttpClient()) {
      var heard = EventStream.hear(client, pds, query, PATIENCE,
          signal -> signal instanceof Signal.Told(var frame) && frame.is("#sync") && frame.text("did").equals(did));
      var lines = new ArrayList<String>();
      for (var signal : heard) {
        switch (signal) {
          case Signal.Told(var frame) when frame.isError() || of(did, frame) ->
            lines.add(frame.header() + " " + (frame.isError() ? frame.body() : kinds(frame.body())));
          case Signal.Told _, Signal.Pong _ -> {
            // Others have signed up before, and each PDS takes note of a ping when it likes.
          }
          case Signal.Closed(var code, var reason) -> lines.add("closed " + code + " " + reason);
        }
      }
      return String.join(", ", lines);
    } catch (IOException e) {
      return "no connection: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean of(String did, EventFrame frame) {
    return frame.text("did").equals(did) || frame.text("repo").equals(did);
  }

  /// The fields of an event, and of which kind each is.
  private static String kinds(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Map<?, ?> map -> map.entrySet().stream().map(field -> field.getKey() + ": " + kinds(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list -> list.stream().map(PdsContract::kinds).collect(Collectors.joining(", ", "[", "]"));
      case byte[] _ -> "bytes";
      case String _ -> "text";
      case Number _ -> "number";
      case Cbor.Cid _ -> "cid";
      default -> value.toString();
    };
  }

  /// An error as it is, with names in the place of DIDs; of anything else the fields and what they hold, as far as that is the same for
  /// everybody.
  private static String told(JsonNode body, Map<String, String> names) {
    if (body.has("error")) {
      var text = body.path("error").asString() + ": " + body.path("message").asString();
      for (var name : names.entrySet()) {
        text = text.replace(name.getValue(), name.getKey());
      }
      return text;
    }
    var fields = new ArrayList<String>();
    for (var field : new TreeSet<>(body.propertyNames())) {
      var value = body.path(field);
      fields.add(value.isBoolean() || field.equals("status")
          ? field + "=" + value.asString()
          : value.isArray() && !value.isEmpty() && value.get(0).isObject()
              ? field + "=" + value.size() + " "
                  + new TreeSet<>(value.get(0).propertyNames())
              : field.equals("cursor")
                  ? field + "=" + value.asString().replaceAll("^\\d{13}::did:plc:[a-z0-9]+$", "ms::did")
                  : field);
    }
    return String.join(", ", fields);
  }
}
