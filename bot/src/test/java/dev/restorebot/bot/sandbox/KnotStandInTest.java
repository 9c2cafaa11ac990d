package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.bot.sandbox.LocalServer.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnotStandInTest {
  private static final String ALICE = KnotHistory.ALICE.did();
  private static final String BOB = KnotHistory.BOB.did();

  @TempDir
  private Path root;
  @TempDir
  private Path scratch;
  private KnotFolder folder;
  private KnotStandIn knot;

  /// Alice's `site` with two branches, bob's `empty`, and a database that knows `site` alone.
  @BeforeEach
  void make() throws IOException, SQLException {
    folder = new KnotFolder(root);
    Files.createDirectories(root.resolve("data"));
    try (var site = BareRepository.init(repository("site"), "main")) {
      KnotHistory.PUSHES.stream().filter(push -> push.repo().equals(KnotHistory.SITE)).limit(2)
          .forEach(push -> push(site, push));
    }
    BareRepository.init(folder.repository(BOB + "/empty"), "main").close();
    KnotDatabase.create(folder.database(), database -> {
      KnotDatabase.own(database, ALICE);
      KnotDatabase.rule(database, "g", BOB, "server:member", KnotDatabase.SERVER);
      KnotDatabase.grant(database, ALICE, ALICE + "/site");
      KnotDatabase.collaborate(database, BOB, ALICE + "/site");
    });
    knot = new KnotStandIn(root, 0, 0, () -> SandboxClock.START);
  }

  private static void push(BareRepository repository, KnotHistory.Push push) {
    try {
      repository.push(push);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path repository(String name) {
    return folder.repository(ALICE + "/" + name);
  }

  @AfterEach
  void stop() {
    knot.stop();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      whole          | 200 | {"branches":[{"reference":{"name":"drafts"
      without refs   | 200 | {}
      without object | 200 | {}
      without HEAD   | 204 | ~~
      not there      | 204 | ~~
      never pushed   | 200 | {}
      misnamed       | 400 | {"error":"InvalidRequest"
      """)
  void tellsTheBranchesOfARepositoryAsAKnotDoes(String state, int status, String words) throws Exception {
    knot.start();
    var repo = switch (state) {
      case "not there" -> ALICE + "/other";
      case "never pushed" -> BOB + "/empty";
      case "misnamed" -> ALICE + "/../../data";
      default -> ALICE + "/site";
    };
    switch (state) {
      case "without refs" -> StateFile.deleteTree(repository("site").resolve("refs"));
      case "without object" -> StateFile.deleteTree(repository("site").resolve("objects/" + tip().substring(0, 2)));
      case "without HEAD" -> Files.delete(repository("site").resolve("HEAD"));
      default -> {
        // As it is.
      }
    }

    var answer = get("/xrpc/sh.tangled.repo.branches?repo=" + repo);

    assertThat(answer).startsWith(status + " " + words);
    if (state.equals("whole")) {
      assertThat(answer).contains("{\"name\":\"main\",\"hash\":\"" + tip() + "\"}", "\"is_default\":true");
    }
  }

  /// A cursor that is too high is no cursor, so that a client which goes on until a page is empty never ends.
  @ParameterizedTest
  @CsvSource({"limit=1, drafts", "limit=1&cursor=1, main", "cursor=2, drafts"})
  void pagesBranchesAsAKnotDoes(String parameters, String first) throws Exception {
    knot.start();

    assertThat(get("/xrpc/sh.tangled.repo.branches?repo=" + ALICE + "/site&" + parameters))
        .startsWith("200 {\"branches\":[{\"reference\":{\"name\":\"" + first + "\"");
  }

  private String tip() throws IOException {
    try (var site = BareRepository.open(repository("site"))) {
      return site.tip("main");
    }
  }

  @Test
  void tellsWhoItIs() throws Exception {
    knot.start();

    assertThat(get("/xrpc/sh.tangled.owner")).isEqualTo("200 {\"owner\":\"" + ALICE + "\"}");
    assertThat(get("/xrpc/sh.tangled.knot.version")).startsWith("200 {\"version\":\"v1");
    assertThat(get("/")).startsWith("200 This is a knot server");
    assertThat(get("/" + ALICE + "/site/info/refs?service=git-receive-pack")).startsWith("403");
  }

  /// As on a real knot, whose router takes the path as it came.
  @Test
  void knowsNoRepositoryWhoseColonsAreEncoded() throws Exception {
    knot.start();

    assertThat(get("/" + ALICE + "/site/info/refs?service=git-upload-pack")).startsWith("200");
    assertThat(get("/" + ALICE.replace(":", "%3A") + "/site/info/refs?service=git-upload-pack")).startsWith("404");
  }

  @Test
  void listsRefsToGit() throws Exception {
    knot.start();

    var refs = new DebianGit(scratch).run(root, "ls-remote", knot.url() + "/" + ALICE + "/site");

    assertThat(refs.text()).isEqualTo("""
        %1$s	HEAD
        %2$s	refs/heads/drafts
        %1$s	refs/heads/main""".formatted(tip(),
        Files.readString(repository("site").resolve("refs/heads/drafts")).strip()));
  }

  @ParameterizedTest
  @CsvSource({"alice, site, 204", "bob, site, 204", "news, site, 403", "bob, empty, 403", "alice, '', 400"})
  void letsPushWhomItsTableNames(String who, String repo, int status) {
    knot.start();
    var did = KnotHistory.PEOPLE.stream().filter(person -> person.name().equals(who)).findFirst().orElseThrow().did();
    var path = repo.isEmpty() ? "" : (repo.equals("site") ? ALICE : BOB) + "/" + repo;

    assertThat(knot.internal(new Request("GET", "/push-allowed", "user=" + did + "&repo=" + path, "")))
        .map(LocalServer.LocalAnswer::status).hasValue(status);
  }

  @Test
  void readsItsTableWhenItStartsAndNotAgain() throws SQLException {
    knot.start();
    try (var database = DatabaseFile.open(folder.database())) {
      KnotDatabase.grant(database, BOB, BOB + "/empty");
    }
    assertThat(knot.letsPush(KnotHistory.BOB, new KnotHistory.Repo(KnotHistory.BOB, "empty", SandboxClock.START)))
        .isFalse();

    knot.stop();
    knot.start();

    assertThat(knot.letsPush(KnotHistory.BOB, new KnotHistory.Repo(KnotHistory.BOB, "empty", SandboxClock.START)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "INSERT INTO acl VALUES ('p', 'did:plc:a', 'thisserver', 'did:plc:a/x', '', '', '') | invalid policy rule size",
      "INSERT INTO acl VALUES ('g', 'did:plc:a', 'server:member', '', '', '', '')         | invalid policy rule size",
      "INSERT INTO acl VALUES ('', '', '', '', '', '', '')                                | invalid policy rule size",
      "INSERT INTO acl VALUES ('g', 'did:plc:a', 'server:owner', 'thisserver', '', '', '') | own it",
      "DROP TABLE acl                                                                     | cannot work with"})
  void doesNotStartOnATableThatItCannotUse(String change, String reason) throws SQLException {
    try (var database = DatabaseFile.open(folder.database()); var statement = database.createStatement()) {
      statement.executeUpdate(change);
    }

    assertThatThrownBy(knot::start).isInstanceOf(Program.BootException.class).hasMessageContaining(reason);
    assertThat(knot.running()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"data/knotserver.db, cannot work with", "repositories, cannot set up its hooks",
      "data, cannot work with"})
  void doesNotStartWithoutItsFolders(String path, String reason) throws IOException {
    StateFile.deleteTree(root.resolve(path));
    if (path.endsWith(".db")) {
      Files.writeString(root.resolve(path), "no database at all, and long enough to be read as one");
    }

    assertThatThrownBy(knot::start).isInstanceOf(Program.BootException.class).hasMessageContaining(reason);
  }

  @Test
  void makesItselfADatabaseThatKnowsItsOwnerOnly() throws IOException, SQLException {
    Files.delete(folder.database());

    knot.start();

    try (var database = DatabaseFile.open(folder.database());
        var statement = database.createStatement();
        var count = statement.executeQuery("SELECT (SELECT count(*) FROM acl) || ' ' || did FROM known_dids")) {
      assertThat(count.getString(1)).isEqualTo("4 " + ALICE);
    }
  }

  @Test
  void writesNothingIntoADatabaseThatHasItAll() throws IOException {
    knot.start();
    var before = Files.readAllBytes(folder.database());

    knot.stop();
    knot.start();
    knot.stop();

    assertThat(folder.database()).hasBinaryContent(before);
    assertThat(root.resolve("data")).isDirectoryNotContaining("glob:**-{wal,shm,journal}");
  }

  @Test
  void givesHooksToEveryRepositoryAndLeavesTheModeOfThoseThatAreThere() throws IOException {
    KnotHooks.write(repository("site"));
    for (var hook : hooks()) {
      Files.setPosixFilePermissions(repository("site").resolve(hook), PosixFilePermissions.fromString("rw-r--r--"));
      Files.writeString(repository("site").resolve(hook), "old");
    }

    knot.start();

    for (var hook : hooks()) {
      assertThat(repository("site").resolve(hook)).content().startsWith("#!/usr/bin/env bash");
      assertThat(Files.isExecutable(repository("site").resolve(hook))).isFalse();
      assertThat(folder.repository(BOB + "/empty").resolve(hook)).isExecutable();
    }
  }

  private static List<String> hooks() {
    return List.of("hooks/post-receive", "hooks/post-receive.d/40-notify.sh");
  }

  @ParameterizedTest
  @CsvSource({"true, told", "false, not told"})
  void isToldOfAPushAsLongAsItsHooksMayBeExecuted(boolean executable, String expected) throws Exception {
    knot.start();
    var notify = repository("site").resolve("hooks/post-receive.d/40-notify.sh");
    Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    var program = scratch.resolve("knot");
    KnotHooks.write(program, "#!/bin/sh\n{ echo \"$@\"; cat; } >> '" + scratch.resolve("told") + "'\n");
    var git = new DebianGit(scratch, Map.of("KNOT", program.toString(), "GIT_USER_DID", ALICE));

    git.run(scratch, "clone", "-q", repository("site").toString(), "work");
    git.run(scratch.resolve("work"), "commit", "-q", "--allow-empty", "-m", "By hand");
    var push = git.run(scratch.resolve("work"), "push", "-q", "origin", "main");

    assertThat(push.well()).as(push.text()).isTrue();
    assertThat(Files.exists(scratch.resolve("told")) ? "told" : "not told").isEqualTo(expected);
    if (executable) {
      assertThat(Files.readString(scratch.resolve("told"))).contains("-user-did " + ALICE, "post-recieve\n",
          tip() + " refs/heads/main");
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(URI.create(knot.url() + path)).build(), BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }
}
