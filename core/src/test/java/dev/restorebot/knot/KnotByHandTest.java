package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.kind.HandCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands for people see what the program sees. They run in a real shell against a real HTTP server.
class KnotByHandTest {
  private static final String ONE = "1111111111111111111111111111111111111111";
  private static final String TWO = "2222222222222222222222222222222222222222";
  /// What a runbook defines before them.
  private static final String AROUND =
      """
          set -euo pipefail
          export LC_ALL=C
          say() { printf '%s\\n' "$*"; }
          passed() { say "passed $1: $2"; }
          failed() { say "failed $1: $2"; }
          staged_as() { if [ "$1" = did:plc:a/mended ]; then printf '%s\n' 'TWO refs/heads/main' 'ONE refs/heads/b' 'main HEAD'; fi; }
          """;

  private final Map<String, String> answers = Collections.synchronizedMap(new TreeMap<>());
  @TempDir
  private Path folder;
  private HttpServer server;
  private URI url;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    answers.put("/xrpc/sh.tangled.knot.version", "200 {\"version\": \"v1.9\"}");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var answer = answers.getOrDefault(exchange.getRequestURI().toString(), "204 ").split(" ", 2);
    var bytes = answer[1].getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(Integer.parseInt(answer[0]), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void checksRepositoriesWithTheMeaningsOfAKnot() throws Exception {
    branches("good", 0, "200 {\"branches\": [" + branch("main", ONE) + ", " + branch("more", TWO) + "]}");
    branches("moved", 0, "200 {\"branches\": [" + branch("main", TWO) + "]}");
    branches("empty", 0, "200 {}");
    branches("refless", 0, "200 {}");
    branches("newer", 0, "400 {\"error\":\"RepoNotFound\",\"message\":\"failed to access repository\"}");
    branches("many", 0, "200 {\"branches\": [" + branch("other", TWO) + ("," + branch("x", ONE)).repeat(49) + "]}");
    branches("many", 50, "200 {\"branches\": [" + branch("main", ONE) + "]}");
    answers.put("/did:plc:a/good/info/refs?service=git-upload-pack",
        "200 001e# service=git-upload-pack\n0000" + "00000000".repeat(2));

    branches("mended", 0, "200 {\"branches\": [" + branch("main", TWO) + "," + branch("b", TWO) + "]}");

    var said = run(new KnotByHand(settings()).commands(KnotWorld.contents("""
        did:plc:a/mended: repository | refs/heads/main=ONE refs/heads/b=TWO
        did:plc:a/good: repository | refs/heads/main=ONE refs/tags/v1=TWO
        did:plc:a/many: repository | refs/heads/main=ONE
        did:plc:a/moved: repository | refs/heads/main=ONE
        did:plc:a/empty: repository
        did:plc:a/refless: repository | refs/heads/main=ONE
        did:plc:a/newer: repository | refs/heads/main=ONE
        did:plc:a/gone: repository
        did:plc:a/$(touch pwned)'"`id`: repository
        did:plc:a/not-here: listed
        """.replace("ONE", ONE).replace("TWO", TWO))));

    assertThat(said).isEqualTo(
        """
            passed knot URL: it is up, version v1.9
            failed repository did:plc:a/$(touch pwned)'"`id`: the knot cannot open it: its folder is missing, or is no repository (HTTP 204 )
            passed repository did:plc:a/empty: branches at the restored commits: 0
            failed repository did:plc:a/gone: the knot cannot open it: its folder is missing, or is no repository (HTTP 204 )
            passed repository did:plc:a/good: branches at the restored commits: 1
            passed repository did:plc:a/many: branches at the restored commits: 1
            failed repository did:plc:a/mended: b is not at the restored commit 1111111: pushed to since, or the restore did not take effect
            failed repository did:plc:a/moved: main is not at the restored commit 1111111: pushed to since, or the restore did not take effect
            failed repository did:plc:a/newer: the knot cannot open it: its folder is missing, or is no repository (HTTP 400 RepoNotFound)
            failed repository did:plc:a/refless: the knot finds no branch in it: git fails there, as it does without refs/, or its branches are gone (HTTP 200 )
            passed git reads did:plc:a/good: it is served
            """);
    try (var files = Files.list(folder)) {
      assertThat(files).extracting(Path::getFileName).extracting(Path::toString).containsExactlyInAnyOrder("script",
          "said");
    }
  }

  @Test
  void saysThatTheKnotDoesNotAnswer() throws Exception {
    server.stop(0);

    var said = run(new KnotByHand(settings()).commands(KnotWorld.contents("did:plc:a/b: repository")));

    assertThat(said).isEqualTo("""
        failed knot URL: it does not tell its version (HTTP 000; 000: no answer at all); see its log
        failed repository did:plc:a/b: no answer
        """);
  }

  private void branches(String name, int cursor, String answer) {
    answers.put("/xrpc/sh.tangled.repo.branches?repo=did%3Aplc%3Aa%2F" + name + "&limit=50&cursor=" + cursor, answer);
  }

  private static String branch(String name, String commit) {
    return "{\"reference\": {\"name\": \"" + name + "\", \"hash\": \"" + commit + "\"}, \"commit\": {\"Hash\": [1]}}";
  }

  private KnotSettings settings() {
    return new KnotSettings(url, "knot.test", new SshAddress("knot.test", 22), 5444, "knot");
  }

  private String run(HandCommands commands) throws IOException, InterruptedException {
    assertThat(commands.announce()).isEmpty();
    assertThat(commands.still()).isEmpty();
    var script = Files.writeString(folder.resolve("script"),
        AROUND.replace("ONE", ONE).replace("TWO", TWO) + String.join("\n", commands.functions()) + "\n"
            + String.join("\n", commands.check()) + "\n");
    var said = folder.resolve("said");
    var process = new ProcessBuilder("bash", script.toString()).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(said.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    return Files.readString(said).replace(url.toString(), "URL");
  }
}
