package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Loss;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdsLossTest {
  private static final ExternalState RELAY_AT_9042 =
      new ExternalState(new TreeMap<>(Map.of("https://relay.test", 9042L)),
          new TreeMap<>(Map.of("states asked of", "https://relay.test")), List.of());
  private final PdsWorld world = new PdsWorld();

  @ParameterizedTest(name = "snapshot {0}, live {1}: lost {2}, returning {3}, {4}")
  @CsvSource(delimiter = '|', textBlock = """
      alice:account,active | alice:account,active,repo,key | -     | -     | -
      alice:account,active | alice:repo,key                | -     | alice | -
      alice:account,active | alice:repo                    | -     | alice | repos-without-key
      alice:account,active | alice:account,active          | -     | -     | accounts-without-repo
      alice:account,active | bob:repo,key                  | -     | alice | accounts-without-repo repos-without-account
      alice:account,active | bob:account,active,repo,key   | bob   | alice | accounts-without-repo repos-without-account accounts-return
      alice:account        | alice:account,repo,key        | -     | -     | -
      alice:repo           | alice:account,repo,key        | alice | -     | repos-without-account
      """)
  void tellsWhatARestoreChanges(String before, String now, String lost, String returning, String codes) {
    var loss = loss(PdsWorld.contents(Map.of("sequence.last", 8900L), before),
        PdsWorld.contents(Map.of("sequence.last", 9042L), now), RELAY_AT_9042);

    assertThat(String.join(" ", Loss.texts(loss.lost()))).isEqualTo(name(lost));
    assertThat(String.join(" ", Loss.texts(loss.returning()))).isEqualTo(name(returning));
    assertThat(codes(loss)).containsExactlyInAnyOrder(
        (codes.equals("-") ? "changes-reverted sequence" : "changes-reverted sequence " + codes).split(" "));
  }

  @Test
  void refusesAccountsThatNoDatabaseCanBringBackAndSaysWhatMay() {
    var loss = loss(PdsWorld.contents(Map.of(), "alice:account,active"), PdsWorld.contents(Map.of()), RELAY_AT_9042);

    assertThat(finding(loss, "accounts-without-repo").severity()).isEqualTo(Finding.Severity.REFUSAL);
    assertThat(finding(loss, "accounts-without-repo").text()).contains("alice.test (did:plc:alice)", "JuiceFS",
        "snapshot of the volume", "sequencer-recovery", "does not bring repos");
    assertThat(loss.kept()).containsExactly("actors/, which no backup has: 0 repos, 0 keys",
        "blobs, which lie in a bucket of their own or below blocks/: no backup has them");
  }

  @Test
  void saysHowFarEverySequenceHadCome() {
    var loss =
        loss(PdsWorld.contents(Map.of("sequence.last", 8900L)), PdsWorld.contents(Map.of("sequence.last", 9041L)),
            RELAY_AT_9042);

    assertThat(finding(loss, "sequence").text()).contains("snapshot 8900", "live 9041", "https://relay.test 9042");
  }

  @Test
  void refusesWhenNobodyKnowsHowFarTheSequenceHadCome() {
    var silent =
        new ExternalState(new TreeMap<>(), List.of("the relay https://relay.test could not be asked: no answer"));

    var loss = loss(PdsWorld.contents(Map.of("sequence.last", 8900L)), PdsWorld.contents(Map.of()), silent);

    assertThat(finding(loss, "sequence-unknown").severity()).isEqualTo(Finding.Severity.REFUSAL);
    assertThat(finding(loss, "relay-unknown").severity()).isEqualTo(Finding.Severity.WARNING);
  }

  @Test
  void trustsTheLiveSequencerWhenNoRelayAnswers() {
    var loss =
        loss(PdsWorld.contents(Map.of()), PdsWorld.contents(Map.of("sequence.last", 9042L)), ExternalState.NOTHING);

    assertThat(codes(loss)).doesNotContain("sequence-unknown");
  }

  @Test
  void refusesARelayThatIsImpossiblyFarAhead() {
    var poisoned = new ExternalState(new TreeMap<>(Map.of("https://relay.test", 9007199254740991L)), List.of());

    var loss =
        loss(PdsWorld.contents(Map.of("sequence.last", 8900L)), PdsWorld.contents(Map.of("sequence.last", 9042L)),
            poisoned);

    assertThat(finding(loss, "sequence-implausible").severity()).isEqualTo(Finding.Severity.REFUSAL);
  }

  @Test
  void warnsOfWhatCouldNotBeRead() {
    var live = new Contents(List.of(), new TreeMap<>(), null, List.of("account.sqlite is malformed"));

    var loss = loss(PdsWorld.contents(Map.of()), live, RELAY_AT_9042);

    assertThat(finding(loss, "live-unreadable").text()).contains("account.sqlite is malformed");
  }

  @Test
  void callsASnapshotWithoutAccountsImplausible() {
    assertThat(world.pds().implausible(PdsWorld.contents(Map.of(), "alice:repo"))).singleElement().asString()
        .contains("account table is empty");
    assertThat(world.pds().implausible(PdsWorld.contents(Map.of(), "alice:account"))).isEmpty();
  }

  /// Where nobody has a password, another program logs people in.
  @Test
  void tellsOfAccountsThatNobodyCouldLogInTo() {
    var some = loss(PdsWorld.contents(Map.of(), "alice:account,active,no-login", "bob:account,active"),
        PdsWorld.contents(Map.of("sequence.last", 9042L), "alice:account,active,repo,key",
            "bob:account,active,repo,key"),
        RELAY_AT_9042);
    var all = loss(PdsWorld.contents(Map.of(), "alice:account,active,no-login"),
        PdsWorld.contents(Map.of("sequence.last", 9042L), "alice:account,active,no-login,repo,key"), RELAY_AT_9042);

    assertThat(finding(some, "accounts-without-login").text()).contains("alice.test (did:plc:alice).");
    assertThat(codes(all)).doesNotContain("accounts-without-login");
  }

  @Test
  void refusesASnapshotThatTheProgramWouldNotStartWith() {
    var newer = loss(PdsWorld.contents(Map.of("migration:account:007", 7L, "migration:account:008", 8L)),
        PdsWorld.contents(Map.of("sequence.last", 9042L, "migration:account:007", 7L)), RELAY_AT_9042);

    assertThat(finding(newer, "snapshot-of-newer-program").severity()).isEqualTo(Finding.Severity.REFUSAL);
    assertThat(finding(newer, "snapshot-of-newer-program").text()).contains("migration 008 of the account database",
        "corrupted migrations", "Update the PDS");
  }

  private Loss loss(Contents snapshot, Contents live, ExternalState outside) {
    return world.pds().loss(snapshot, live, outside, Set.of(), Instant.EPOCH);
  }

  private static String name(String name) {
    return name.equals("-") ? "" : name + ".test (did:plc:" + name + ")";
  }

  private static List<String> codes(Loss loss) {
    return loss.findings().stream().map(Finding::code).toList();
  }

  private static Finding finding(Loss loss, String code) {
    return loss.findings().stream().filter(found -> found.code().equals(code)).findFirst().orElseThrow();
  }
}
