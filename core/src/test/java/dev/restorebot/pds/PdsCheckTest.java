package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.pds.PdsApi.RepoAnswer;
import dev.restorebot.pds.RelayApi.CrawlAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdsCheckTest {
  private final PdsWorld world = new PdsWorld();

  @ParameterizedTest(name = "{0} answers {1} {2}: {3}, {4}")
  @CsvSource(delimiter = '|', textBlock = """
      account,active | 200 | alice.test         | PASSED | its repo answers
      account,active | 200 | handle.invalid     | FAILED | handle.invalid
      account,active | 400 | RepoNotFound       | FAILED | lost or too old
      account,active | 400 | NotFound           | FAILED | store below actors/ is missing
      account,active | 400 | RepoDeactivated    | FAILED | not a loss of data
      account,active | 400 | RepoTakendown      | FAILED | not a loss of data
      account,active | 400 | InvalidRequest     | FAILED | DID could not be resolved
      account,active | 500 | InternalServerError| FAILED | SQLITE_CORRUPT
      account,active | 204 | ''                 | FAILED | HTTP 204 without a reason
      account        | 400 | RepoDeactivated    | PASSED | inactive, as in the snapshot
      account        | 400 | RepoTakendown      | PASSED | inactive, as in the snapshot
      account        | 400 | RepoNotFound       | FAILED | lost or too old
      account        | 200 | alice.test         | FAILED | answers as an active account
      """)
  void explainsWhatAnAnswerMeans(String parts, int status, String answer, CheckResult.Status verdict, String words) {
    world.repos.put("did:plc:alice", status == 200
        ? new RepoAnswer.Described("did:plc:alice", answer)
        : new RepoAnswer.Refused(status, answer, ""));

    var result =
        world.pds().check(PdsWorld.contents(Map.of(), "alice:" + parts), new TreeMap<>(), ExternalState.NOTHING).get(1);

    assertThat(result.name()).isEqualTo("account alice.test");
    assertThat(result.status()).isEqualTo(verdict);
    assertThat(result.detail()).contains(words);
  }

  @ParameterizedTest(name = "relay {0} at {1}, announced {2}: {3}, {4}")
  @CsvSource(delimiter = '|', textBlock = """
      active    | 10045 | 10043 | PASSED | it follows
      active    | 9042  | -1    | PASSED | it follows
      active    | 9042  | 10043 | FAILED | has not seen 10043
      idle      | 9042  | 10043 | FAILED | in the future again
      offline   | 9042  | 10043 | FAILED | could not reach
      throttled | 9042  | 10043 | FAILED | only its operators
      banned    | 9042  | 10043 | FAILED | only its operators
      dancing   | 9042  | 10043 | FAILED | dancing
      """)
  void tellsWhetherARelayFollows(String status, long seq, long announced, CheckResult.Status verdict, String words) {
    world.host = new HostAnswer.Status(seq, status, 3);
    var numbers = new TreeMap<>(announced < 0 ? Map.<String, Long>of() : Map.of("sequence.announced", announced));

    var result = world.pds().check(PdsWorld.contents(Map.of()), numbers, ExternalState.NOTHING).getLast();

    assertThat(result.status()).isEqualTo(verdict);
    assertThat(result.detail()).contains(words);
  }

  @Test
  void checksEveryAccountOfTheSnapshotAndNoOther() {
    world.repos.put("did:plc:alice", new RepoAnswer.Described("did:plc:alice", "alice.test"));
    world.repos.put("did:plc:bob", new RepoAnswer.Described("did:plc:alice", "bob.test"));

    var results = world.pds().check(
        PdsWorld.contents(Map.of(), "alice:account,active", "bob:account,active", "third:repo"), new TreeMap<>(),
        ExternalState.NOTHING);

    assertThat(world.asked).containsExactlyInAnyOrder("did:plc:alice", "did:plc:bob");
    assertThat(results).extracting(CheckResult::ok).containsExactly(true, true, false, true, true);
  }

  /// Several are asked about at a time: of a silent PDS none after these.
  @Test
  void doesNotWaitForEveryAccountOfASilentPds() {
    var snapshot = PdsWorld.contents(Map.of(),
        IntStream.range(0, 20).mapToObj("u%02d:account,active"::formatted).toArray(String[]::new));

    var accounts = world.pds().check(snapshot, new TreeMap<>(), ExternalState.NOTHING).stream()
        .filter(result -> result.name().startsWith("account ")).toList();

    assertThat(world.asked).hasSizeBetween(1, Inquiry.WIDTH);
    assertThat(accounts).hasSize(20).noneMatch(CheckResult::ok);
    assertThat(accounts)
        .filteredOn(result -> result.detail().startsWith("not asked for: the PDS had stopped answering at"))
        .hasSize(20 - world.asked.size());
  }

  @Test
  void asksForNoAccountOfAPdsThatIsDown() {
    world.health = new PdsApi.HealthAnswer.Unreachable("connection refused");

    var results =
        world.pds().check(PdsWorld.contents(Map.of(), "alice:account,active"), new TreeMap<>(), ExternalState.NOTHING);

    assertThat(world.asked).isEmpty();
    assertThat(results.getFirst().detail()).contains("connection refused");
    assertThat(results.getFirst().ok()).isFalse();
  }

  @Test
  void announcesToEveryRelayAndPromisesNothing() {
    var accepted = world.pds().announce();
    world.crawl = new CrawlAnswer.Refused(401, "DomainBan", "host domain is banned");
    var refused = world.pds().announce();

    assertThat(world.asked).containsExactly("https://relay.test pds.test", "https://relay.test pds.test");
    assertThat(accepted).singleElement().satisfies(result -> assertThat(result.detail()).contains("proves nothing"));
    assertThat(refused).singleElement().satisfies(result -> assertThat(result.detail()).contains("DomainBan"));
  }

  @ParameterizedTest
  @CsvSource({"9042, 9042", "-1, 0"})
  void takesTheRelaysCursorAndCountsNeverAsZero(long seq, long expected) {
    world.host = new HostAnswer.Status(seq, "active", 3);

    var outside = world.pds().outside();

    assertThat(outside.numbers()).containsExactly(Map.entry("https://relay.test", expected));
    assertThat(world.pds().fixUpParameters(PdsWorld.contents(Map.of()), outside, Consent.NONE, Instant.EPOCH))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("relay", Long.toString(expected), "margin", "1000", "deleted", "stay", "at", "1970-01-01T00:00:00Z",
                "states", "now"));
  }

  @Test
  void passesNoCursorOnWhenNoRelayAnswers() {
    world.host = new HostAnswer.UnknownHost();

    var outside = world.pds().outside();

    assertThat(outside.unknown()).singleElement().asString().contains("does not know pds.test");
    assertThat(world.pds().fixUpParameters(PdsWorld.contents(Map.of()), outside, Consent.NONE, Instant.EPOCH))
        .doesNotContainKey("relay");
  }

  @Test
  void saysWhatIsLeftToDoByHand() {
    assertThat(world.pds().byHand(PdsWorld.contents(Map.of()))).anyMatch(sentence -> sentence.contains("log in again"))
        .anyMatch(sentence -> sentence.contains(PdsWorld.NEWEST.toString()));
  }

  @Test
  void asksTheRelayAboutEachAccount() {
    world.repos.put("did:plc:alice", new RepoAnswer.Described("did:plc:alice", "alice.test"));
    world.repos.put("did:plc:bob", new RepoAnswer.Described("did:plc:bob", "bob.test"));
    world.accounts.put("did:plc:bob", new RelayApi.AccountAnswer.Inactive("deactivated"));

    assertThat(world.pds().check(PdsWorld.contents(Map.of(), "alice:account,active", "bob:account,active"),
        new TreeMap<>(), ExternalState.NOTHING).getLast())
        .isEqualTo(CheckResult.failed("accounts at relay https://relay.test",
            "bob.test (did:plc:bob) is deactivated there: it drops the posts of whoever is not active. Where its own operators"
                + " decided that, only they can change it"));

    world.accounts.put("did:plc:bob", new RelayApi.AccountAnswer.Unknown("it answers HTTP 501"));
    assertThat(world.pds().check(PdsWorld.contents(Map.of(), "alice:account,active", "bob:account,active"),
        new TreeMap<>(), ExternalState.NOTHING).getLast())
        .isEqualTo(CheckResult.passed("accounts at relay https://relay.test",
            "1 of 2 are in the state there that they have here; of 1 it did not say"));
  }

  @Test
  void asksAboutSomeOfManyAndSaysSo() {
    var items = new String[5001];
    for (var i = 0; i < items.length; i++) {
      items[i] = "u%04d:account,active".formatted(i);
      world.repos.put("did:plc:u%04d".formatted(i),
          new RepoAnswer.Described("did:plc:u%04d".formatted(i), "u%04d.test".formatted(i)));
    }
    items[4711] = "u4711:account";
    world.repos.put("did:plc:u4711", new RepoAnswer.Refused(400, "RepoTakendown", ""));

    var results = world.pds().check(PdsWorld.contents(Map.of(), items), new TreeMap<>(), ExternalState.NOTHING);

    assertThat(world.asked).hasSize(300).contains("did:plc:u4711", "did:plc:u0000");
    assertThat(results).hasSize(4).allMatch(CheckResult::ok);
    assertThat(results.get(1).detail())
        .isEqualTo("300 of 300 answer as they must; 300 of 5001 were asked about: every one of"
            + " which something else is expected than the snapshot says, up to 150, and some from everywhere");
  }

  @Test
  void namesOnlySomeOfThoseThatFail() {
    var items = new String[50];
    for (var i = 0; i < items.length; i++) {
      items[i] = "u%04d:account,active".formatted(i);
      world.repos.put("did:plc:u%04d".formatted(i), new RepoAnswer.Refused(400, "RepoNotFound", ""));
    }

    var results = world.pds().check(PdsWorld.contents(Map.of(), items), new TreeMap<>(), ExternalState.NOTHING);

    assertThat(results).filteredOn(result -> !result.ok()).hasSize(11).last()
        .isEqualTo(CheckResult.failed("accounts", "40 more are not as they must be"));
  }
}
