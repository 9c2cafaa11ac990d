package dev.restorebot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Closed;
import dev.restorebot.run.RunEvent.Parked;
import dev.restorebot.run.RunId;
import dev.restorebot.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When seals are kept, and what people are told of it.
class AnchoringTest {
  private static final Instant START = Instant.parse("2026-02-26T12:00:00Z");
  private static final Duration RETAIN = Duration.ofDays(90);

  @TempDir
  private Path folder;
  private final FakeAnchor anchor = new FakeAnchor();
  private Instant now = START;
  private SqliteJournal journal;
  private Ledger ledger;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec());
    ledger = new Ledger(journal, () -> now);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void keepsTheSealOfEachRunThatEndedOnce() {
    var anchoring = anchoring();
    ends("r-aaaa");
    append("r-bbbb", new Parked("its record cannot be read", List.of()));

    assertThat(anchoring.tick()).isEmpty();
    ends("r-cccc");
    assertThat(anchoring.tick()).isEmpty();
    assertThat(anchoring.tick()).isEmpty();

    assertThat(anchor.calls).containsExactly("names", "keep r-aaaa-2.json", "keep r-cccc-5.json");
    assertThat(anchor.kept).containsEntry(new AnchoredSeal("r-aaaa", 2, journal.seal(2)), START.plus(RETAIN))
        .containsEntry(new AnchoredSeal("r-cccc", 5, journal.seal(5)), START.plus(RETAIN));
  }

  @Test
  void asksForNothingWhereNothingEnded() {
    append("r-aaaa", new Parked("its record cannot be read", List.of()));

    assertThat(anchoring().tick()).isEmpty();
    assertThat(anchor.calls).isEmpty();
  }

  @Test
  void knowsAfterARestartWhatIsKeptAndKeepsTheRest() {
    ends("r-aaaa");
    anchoring().tick();
    ends("r-bbbb");

    assertThat(anchoring().tick()).isEmpty();

    assertThat(anchor.calls).containsExactly("names", "keep r-aaaa-2.json", "names", "keep r-bbbb-4.json");
  }

  @Test
  void triesAgainLaterSaysOnceThatItFailsAndOnceThatItWorksAgain() {
    var anchoring = anchoring();
    anchor.fault = "the store is away";
    ends("r-aaaa");
    ends("r-bbbb");

    assertThat(anchoring.tick())
        .contains("Seals of the record cannot be kept in s3://seals/: the store is away. Runs go on."
            + " I try again every 5 minutes, and say when it works.");
    now = now.plus(Duration.ofMinutes(4));
    assertThat(anchoring.tick()).isEmpty();
    assertThat(anchor.calls).as("it does not try for five minutes").containsExactly("names");
    now = now.plus(Duration.ofMinutes(1));
    assertThat(anchoring.tick()).as("said before").isEmpty();
    anchor.fault = "";
    now = now.plus(Duration.ofMinutes(5));
    assertThat(anchoring.tick()).contains("Seals of the record are kept in s3://seals/ again, all of them.");
    assertThat(anchoring.tick()).isEmpty();
    assertThat(anchor.kept.keySet()).extracting(AnchoredSeal::name).containsExactly("r-aaaa-2.json", "r-bbbb-4.json");
  }

  @Test
  void readsNothingButASealOfItsName() {
    var seal = new AnchoredSeal("r-aaaa", 43, "9f86d081884c7d65".repeat(4));

    assertThat(AnchoredSeal.named(seal.name())).isTrue();
    assertThat(AnchoredSeal.named("readme.json")).isFalse();
    assertThat(AnchoredSeal.parse("r-aaaa-43.json", seal.text())).contains(seal);
    assertThat(AnchoredSeal.parse("r-aaaa-44.json", seal.text())).isEmpty();
    assertThat(AnchoredSeal.parse("r-aaaa-43.json", seal.text().replace("9f86", "9F86"))).isEmpty();
    assertThat(AnchoredSeal.parse("r-aaaa-43.json", "")).isEmpty();
  }

  private Anchoring anchoring() {
    return new Anchoring(ledger, anchor, RETAIN, () -> now);
  }

  private void ends(String run) {
    append(run, new Parked("its record cannot be read", List.of()));
    append(run, new Closed(new Person("sandbox:alice")));
  }

  private void append(String run, RunEvent event) {
    ledger.append(new RunId(run), _ -> Optional.of(event));
  }

  private static final class FakeAnchor implements Anchor {
    private final Map<AnchoredSeal, Instant> kept = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private String fault = "";

    @Override
    public String place() {
      return "s3://seals/";
    }

    @Override
    public void keep(AnchoredSeal seal, Instant until) {
      called("keep " + seal.name());
      kept.putIfAbsent(seal, until);
    }

    @Override
    public Set<String> names() {
      called("names");
      return Set.copyOf(kept.keySet().stream().map(AnchoredSeal::name).toList());
    }

    @Override
    public List<Found> all() {
      return kept.keySet().stream().map(seal -> new Found(seal.name(), Optional.of(seal))).toList();
    }

    @Override
    public Lock lock() {
      return new Lock.On();
    }

    private void called(String call) {
      calls.add(call);
      if (!fault.isEmpty()) {
        throw new AnchorException(fault);
      }
    }
  }
}
