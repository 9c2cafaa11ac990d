package dev.restorebot.xrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Item;
import dev.restorebot.knot.KnotApi.BranchesAnswer;
import dev.restorebot.knot.KnotApi.RefsAnswer;
import dev.restorebot.knot.KnotApi.WordAnswer;
import dev.restorebot.knot.http.HttpKnot;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsApi.ReposAnswer;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers of a PDS, a relay and a knot that were made wrong in every way that came to mind, over a real connection: there is a verdict
/// in time, nothing is read without end, and nothing passes where the answer does not say so.
class AnswerMutationTest {
  private static final long SEED = 20_261_128;
  private static final Duration PATIENCE = Duration.ofMillis(250);
  /// Longer than every answer may take together; a busy machine is slow.
  private static final Duration IN_TIME = Duration.ofSeconds(20);
  private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String DID = "did:plc:alice";
  private static final String COMMIT = "bc4b0918bc4b0918bc4b0918bc4b0918bc4b0918";
  private static final String PACKETS = packet("# service=git-upload-pack\n") + "0000"
      + packet(COMMIT + " HEAD\0multi_ack\n") + packet(COMMIT + " refs/heads/main\n") + "0000";
  private static final Map<String, String> RIGHT = Map.of("_health", "{\"version\":\"0.4.212\"}",
      "com.atproto.repo.describeRepo",
      "{\"handle\":\"alice.example\",\"did\":\"did:plc:alice\",\"didDoc\":{\"id\":\"did:plc:alice\"},\"collections\":[]}",
      "com.atproto.sync.getHostStatus",
      "{\"hostname\":\"pds.example\",\"seq\":9042,\"accountCount\":3,\"status\":\"active\"}",
      "com.atproto.sync.requestCrawl", "{}", "com.atproto.sync.listRepos",
      "{\"repos\":[{\"did\":\"did:plc:one\",\"head\":\"x\"},{\"did\":\"did:plc:two\"}],\"cursor\":\"next\"}",
      "sh.tangled.owner", "{\"owner\":\"did:plc:alice\"}", "sh.tangled.knot.version", "{\"version\":\"1.2\"}",
      "sh.tangled.repo.branches",
      "{\"branches\":[{\"reference\":{\"name\":\"main\",\"hash\":\"" + COMMIT
          + "\"}},{\"reference\":{\"name\":\"topic\",\"hash\":\""
          + COMMIT + "\"}}]}",
      "refs", PACKETS);

  private static SayingServer server;
  private static Pds pds;
  private static HttpPds api;
  private static HttpKnot knot;

  @BeforeAll
  static void serve() throws IOException {
    server = new SayingServer();
    api = new HttpPds(server.url(), PATIENCE);
    pds = new Pds(new PdsSettings(server.url(), "pds.example", List.of(server.url()), 1000), api,
        new HttpRelay(PATIENCE));
    knot = new HttpKnot(server.url(), PATIENCE);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void judgesFiveHundred() {
    mutate(SEED, 500);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void judgesTenThousand() {
    mutate(SEED + 1, 10_000);
  }

  private static void mutate(long seed, int count) {
    var random = new Random(seed);
    var mutation = new AnswerMutation(random);
    var methods = new ArrayList<>(new TreeSet<>(RIGHT.keySet()));
    var tally = new TreeMap<String, Integer>();
    for (var i = 0; i < count; i++) {
      var method = methods.get(random.nextInt(methods.size()));
      var page = random.nextInt(3);
      var said = mutation.of(page(method, page));
      var what = "answer %d of seed %d, %s: %s".formatted(i, seed, method, shown(said));
      var began = System.nanoTime();
      try {
        tally.merge(new Case(method, said, page, what).judged(), 1, Integer::sum);
      } catch (RuntimeException e) {
        fail(what + " ends in " + e, e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what + " takes").isLessThan(IN_TIME);
      assertThat(server.mostSent()).as(what + " is read to its end").isLessThan(Saying.ENDLESS);
      assertThat(server.asked()).as(what).noneMatch(path -> path.contains("elsewhere"));
    }
    System.out.println("%d mutated answers (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.keySet()).contains("passed", "failed", "listed", "not listed");
  }

  /// What a server says that is right, where there are pages on the page.
  private static Saying page(String method, int page) {
    var json = RIGHT.getOrDefault(method, "{}");
    return Saying.right(page == 2 ? json.replace(",\"cursor\":\"next\"", "") : json.replace("next", "next" + page));
  }

  /// One answer among others, all of which are right.
  private record Case(String method, Saying said, int wrong, String what) {
    String judged() {
      server.says(path -> {
        var asked = RIGHT.keySet().stream().filter(path::contains).findFirst().orElse("");
        if (!asked.equals(method)) {
          return page(asked, 2);
        }
        var page = !path.contains("cursor=") ? 0 : path.contains("cursor=next0") ? 1 : 2;
        return page == wrong || !method.endsWith("listRepos") ? said : page(asked, page);
      });
      return switch (method) {
        case "_health", "com.atproto.repo.describeRepo", "com.atproto.sync.getHostStatus" -> checked();
        case "com.atproto.sync.requestCrawl" -> verdict(pds.announce().getFirst(), json -> true);
        case "com.atproto.sync.listRepos" -> repos();
        case "sh.tangled.repo.branches" -> branches();
        case "refs" -> refs();
        default -> word(method.endsWith("owner") ? knot.owner() : knot.version());
      };
    }

    private String checked() {
      var accounts = new Contents(List.of(new Item(DID, "alice.example", new TreeSet<>(Set.of("account", "active")))),
          new TreeMap<>(), null, List.of());
      var results = pds.check(accounts, new TreeMap<>(Map.of("sequence.announced", 9000L)),
          new ExternalState(new TreeMap<>(), List.of()));
      // On a busy machine the right answer before it may come too late; then an account is not asked for.
      var account = results.stream().filter(result -> result.name().startsWith("account ")).findFirst()
          .orElse(CheckResult.failed("account", "it was not asked for"));
      return switch (method) {
        case "_health" -> verdict(results.getFirst(), json -> !text(json, "version").isEmpty());
        case "com.atproto.repo.describeRepo" -> verdict(account,
            json -> text(json, "did").equals(DID) && text(json, "handle").equalsIgnoreCase("alice.example"));
        default -> verdict(results.getLast(), json -> text(json, "hostname").equalsIgnoreCase("pds.example")
            && text(json, "status").equals("active") && json.path("seq").isIntegralNumber()
            && json.path("seq").canConvertToLong() && json.path("seq").longValue() >= 9000
            && json.path("seq").longValue() < 1L << 53);
      };
    }

    private String verdict(CheckResult result, Predicate<JsonNode> saysSo) {
      assertThat(result.detail()).as(what).isNotBlank().hasSizeLessThan(900).doesNotContainPattern("\\p{Cntrl}");
      if (result.ok()) {
        assertThat(method.endsWith("requestCrawl") ? said.status().startsWith("200") : isWell() && saysSo.test(json()))
            .as(what + " passes: " + result).isTrue();
      }
      return result.ok() ? "passed" : "failed";
    }

    private String repos() {
      var answer = api.repos(5000);
      if (answer instanceof ReposAnswer.Listed(var dids, _)) {
        var page = json().path("repos");
        assertThat(isWell() && page.isArray()).as(what + " is a list: " + dids).isTrue();
        assertThat(dids).as(what).allMatch(did -> did.equals("did:plc:one") || did.equals("did:plc:two")
            || page.valueStream().anyMatch(repo -> did.endsWith("…") || text(repo, "did").equals(did)));
        assertThat(dids).as(what).allMatch(did -> !did.isBlank());
        return "listed";
      }
      return "not listed";
    }

    private String branches() {
      return switch (knot.branches("did:plc:alice/site")) {
        case BranchesAnswer.Listed(var commits) -> {
          assertThat(isWell()).as(what + " is a list: " + commits).isTrue();
          assertThat(commits).as(what).allSatisfy((name, commit) -> assertThat(json().path("branches").valueStream()
              .map(branch -> branch.path("reference"))).anyMatch(
                  reference -> text(reference, "name").equals(name)
                      && text(reference, "hash").equals(commit)));
          yield "listed";
        }
        case BranchesAnswer.None _ -> {
          assertThat(isWell() && json().isObject() && json().path("branches").isEmpty()).as(what + " is an empty list")
              .isTrue();
          yield "listed as empty";
        }
        case BranchesAnswer.Absent _ -> {
          assertThat(said.status()).as(what).startsWith("204");
          yield "absent";
        }
        case BranchesAnswer.Refused _, BranchesAnswer.Unreachable _ -> "not listed";
      };
    }

    private String refs() {
      if (knot.refs("did:plc:alice/site") instanceof RefsAnswer.Offered(var refs)) {
        var text = new String(said.arriving(), StandardCharsets.UTF_8);
        assertThat(isWell()).as(what + " is offered: " + refs).isTrue();
        assertThat(refs).as(what).allSatisfy((name, id) -> assertThat(text).contains(id + " " + name));
        return "listed";
      }
      return "not listed";
    }

    private String word(WordAnswer answer) {
      if (answer instanceof WordAnswer.Said(var word)) {
        var text = text(json(), method.endsWith("owner") ? "owner" : "version");
        assertThat(isWell() && !text.isBlank()).as(what + " says " + word).isTrue();
        return "said";
      }
      return "not said";
    }

    private boolean isWell() {
      return said.status().startsWith("200") && (said.arriving().length > 0 || said.body().length == 0);
    }

    /// What arrives, where it is JSON and says one thing.
    private JsonNode json() {
      try {
        return STRICT.readTree(said.arriving());
      } catch (JacksonException _) {
        return STRICT.missingNode();
      }
    }
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).isString() ? json.path(field).stringValue() : "";
  }

  private static String packet(String line) {
    return "%04x%s".formatted(line.length() + 4, line);
  }

  private static String shown(Saying said) {
    var text = said.status() + ", " + said.headers().strip() + ", " + said.framing() + ", "
        + new String(said.body(), StandardCharsets.UTF_8);
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
