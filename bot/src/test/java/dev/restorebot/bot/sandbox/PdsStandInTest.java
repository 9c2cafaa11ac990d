package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.bot.sandbox.EventStream.Signal;
import dev.restorebot.files.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdsStandInTest {
  private static final String ALICE = "did:plc:wydyrngmxbcsqdvhmd7whmye";
  private static final String BOB = "did:plc:sg4udwrlnokqtpteaswzcps5";
  private static final String THIRD = "did:plc:third2sandbox7wxyz234567";

  @TempDir
  private Path root;
  private PdsFolder folder;
  private PdsStandIn pds;

  @BeforeEach
  void restore() throws SQLException, IOException {
    SandboxVolume.create(root, new PdsHistory(), PdsHistory.LOSS);
    folder = new PdsFolder(root);
    pds = new PdsStandIn(root, 0, () -> SandboxClock.START);
  }

  @AfterEach
  void stop() {
    pds.stop();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      healthy     | 200 | "handle":"alice.sandbox.test","did":"did:plc:wydyrngmxbcsqdvhmd7whmye"
      no row      | 400 | {"error":"RepoNotFound","message":"Could not find repo for DID: did:plc:wydyrngmxbcsqdvhmd7whmye"}
      no store    | 400 | {"error":"NotFound","message":"Repo not found"}
      deactivated | 400 | "error":"RepoDeactivated"
      taken down  | 400 | "error":"RepoTakendown"
      no handle   | 200 | "handle":"handle.invalid"
      corrupt     | 500 | {"error":"InternalServerError","message":"Internal Server Error"}
      """)
  void answersForARepoAsAPdsDoes(String state, int status, String words) throws Exception {
    if (!state.equals("no row")) {
      restoreAccounts();
    }
    pds.start();
    switch (state) {
      case "no store" -> Files.delete(folder.store(ALICE));
      case "deactivated" -> change("UPDATE actor SET deactivatedAt = '2026-02-25T09:00:00.000Z'");
      case "taken down" -> change("UPDATE actor SET takedownRef = '1'");
      case "no handle" -> change("UPDATE actor SET handle = NULL");
      case "corrupt" -> Files.writeString(folder.database(PdsDatabase.ACCOUNT), "x".repeat(8192));
      default -> {
      }
    }

    assertThat(get("/xrpc/com.atproto.repo.describeRepo?repo=" + ALICE)).startsWith(status + " ").contains(words);
  }

  @Test
  void looksWellWhateverItsDataIsWorth() throws Exception {
    pds.start();

    assertThat(get("/xrpc/_health")).isEqualTo("200 {\"version\":\"0.4.212\"}");
    assertThat(get("/xrpc/com.atproto.sync.listRepos")).isEqualTo("200 {\"repos\":[]}");
    assertThat(get("/xrpc/com.atproto.server.describeServer")).startsWith("200 ").contains("did:web:pds.sandbox.test");

    Files.delete(folder.database(PdsDatabase.ACCOUNT));
    assertThat(get("/xrpc/_health")).startsWith("503 ");
  }

  @Test
  void listsReposPageByPageEvenWithoutTheirStores() throws Exception {
    restoreAccounts();
    pds.start();
    StateFile.deleteTree(folder.actors());

    var first = get("/xrpc/com.atproto.sync.listRepos?limit=2");
    assertThat(first).startsWith("200 ").contains(ALICE, BOB, "\"active\":true")
        .doesNotContain("uog7vhnxiskidenntic67g3z");
    var cursor = Json.read(first.substring(4)).path("cursor").asString();
    var second = get("/xrpc/com.atproto.sync.listRepos?limit=2&cursor=" + cursor);
    assertThat(second).contains("uog7vhnxiskidenntic67g3z").doesNotContain(BOB);
    var last = Json.read(second.substring(4)).path("cursor").asString();
    assertThat(get("/xrpc/com.atproto.sync.listRepos?limit=2&cursor=" + last)).isEqualTo("200 {\"repos\":[]}");
    assertThat(get("/xrpc/com.atproto.sync.getLatestCommit?did=" + ALICE)).startsWith("400 ").contains("NotFound");
  }

  @Test
  void tellsTheLatestCommitFromTheStore() throws Exception {
    restoreAccounts();
    pds.start();

    assertThat(get("/xrpc/com.atproto.sync.getLatestCommit?did=" + ALICE)).startsWith("200 {\"cid\":\"bafyrei")
        .contains("\"rev\":\"3m");
  }

  @Test
  void comparesACursorWithTheHighestEventAndNotWithTheNextNumber() throws Exception {
    pds.start();

    assertThat(heard("")).isEmpty();
    assertThat(heard("?cursor=9042")).isEmpty();
    assertThat(heard("?cursor=9041")).singleElement().asString().contains("seq=9042", "did:plc:");
    assertThat(heard("?cursor=9043")).containsExactly("{op=-1} {error=FutureCursor, message=Cursor in the future.}",
        "closed 1008 FutureCursor");
    try (var database = DatabaseFile.open(folder.database(PdsDatabase.SEQUENCER));
        var statement = database.createStatement()) {
      statement.executeUpdate("UPDATE sqlite_sequence SET seq = 20000 WHERE name = 'repo_seq'");
    }
    assertThat(heard("?cursor=9043")).contains("closed 1008 FutureCursor");
  }

  @Test
  void changesNoByteByBootingAndAnswering() throws Exception {
    restoreAccounts();
    var before = digests();

    pds.start();
    get("/xrpc/_health");
    get("/xrpc/com.atproto.repo.describeRepo?repo=" + ALICE);
    get("/xrpc/com.atproto.sync.listRepos");
    heard("?cursor=9000");
    var during = digests();
    pds.stop();

    assertThat(during).isEqualTo(before);
    assertThat(digests()).isEqualTo(before);
  }

  @Test
  void makesMissingDatabasesWithoutRowsWhenItBoots() throws Exception {
    for (var database : PdsImage.databases()) {
      Files.delete(folder.database(database));
    }

    pds.start();

    assertThat(get("/xrpc/com.atproto.sync.listRepos")).isEqualTo("200 {\"repos\":[]}");
    assertThat(heard("?cursor=1")).contains("closed 1008 FutureCursor");
    for (var database : PdsImage.databases()) {
      assertThat(Files.readAllBytes(folder.database(database))[18]).as("written ahead").isEqualTo((byte) 2);
    }
  }

  @Test
  void takesNewAccountsAndTellsOfThem() throws Exception {
    restoreAccounts();
    assertThatThrownBy(() -> pds.signUp("third.sandbox.test", THIRD)).hasMessageContaining("the PDS is down");
    pds.start();

    pds.signUp("third.sandbox.test", THIRD);

    assertThat(get("/xrpc/com.atproto.repo.describeRepo?repo=" + THIRD)).startsWith("200 ")
        .contains("third.sandbox.test");
    assertThat(heard("?cursor=9042")).satisfiesExactly(
        identity -> assertThat(identity).contains("#identity", "seq=9043", THIRD, "third.sandbox.test"),
        account -> assertThat(account).contains("#account", "seq=9044", THIRD, "active=true"),
        commit -> assertThat(commit).contains("#commit", "seq=9045", THIRD),
        sync -> assertThat(sync).contains("#sync", "seq=9046", THIRD));
    assertThat(folder.key(THIRD)).hasSize(32);
    assertThatThrownBy(() -> pds.signUp("third.sandbox.test", THIRD)).hasMessageContaining("already");
  }

  /// Puts the last sound account database in the place of the lost one.
  private void restoreAccounts() throws Exception {
    Files.delete(folder.database(PdsDatabase.ACCOUNT));
    new PdsImage(new PdsHistory(), Instant.parse("2026-02-24T02:00:11Z"), PdsHistory.LOSS).write(PdsDatabase.ACCOUNT,
        folder.database(PdsDatabase.ACCOUNT));
  }

  private void change(String statement) throws SQLException {
    try (var database = DatabaseFile.open(folder.database(PdsDatabase.ACCOUNT));
        var change = database.createStatement()) {
      change.executeUpdate(statement);
    }
  }

  private SortedMap<String, Digest> digests() throws IOException {
    var digests = new TreeMap<String, Digest>();
    try (Stream<Path> files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        digests.put(root.relativize(file).toString(), Digest.of(file));
      }
    }
    return digests;
  }

  /// What the websocket brings up to the answer to a ping, or its end.
  private List<String> heard(String query) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return EventStream.hear(client, pds.url(), query, Duration.ofSeconds(10), signal -> signal instanceof Signal.Pong)
          .stream().filter(signal -> !(signal instanceof Signal.Pong)).map(PdsStandInTest::text).toList();
    }
  }

  private static String text(Signal signal) {
    return switch (signal) {
      case Signal.Told(var frame) -> frame.header() + " " + frame.body();
      case Signal.Closed(var code, var reason) -> "closed " + code + " " + reason;
      case Signal.Pong _ -> "pong";
    };
  }

  private String get(String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(HttpRequest.newBuilder(URI.create(pds.url() + path)).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }
}
