package dev.restorebot.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.restorebot.engine.FinishedRuns;
import dev.restorebot.engine.Tale;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Journal.JournalException;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Ended;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.service.ServiceName;
import dev.restorebot.sqlite.SqliteJournal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final RunId RUN = new RunId("r-led6er");
  private static final RunId OTHER = new RunId("r-other1");
  private static final RunEvent ASKED = new Asked(Tale.ALICE, new PlanWorld().request(), "");
  private static final InstantSource TIME = InstantSource.fixed(Instant.parse("2026-02-26T12:00:00Z"));

  @TempDir
  Path folder;

  private SqliteJournal journal;
  private Ledger ledger;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec());
    ledger = new Ledger(journal, TIME);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void journalsNothingThatCannotFollow() {
    append(RUN, ASKED);
    var heard = new ArrayList<Transition>();
    ledger.listen(heard::add);

    assertThatThrownBy(() -> append(RUN, new Ended(Outcome.RESTORED))).isInstanceOf(IllegalStateException.class)
        .hasMessage("Ended[outcome=RESTORED] cannot follow: the run is looking at the backups and the volume");
    assertThat(journal.after(0)).hasSize(1);
    assertThat(ledger.run(RUN).orElseThrow().entries()).hasSize(1);
    assertThat(heard).isEmpty();
  }

  @Test
  void appendsNothingWhereNothingIsDecided() {
    var appended = ledger.append(RUN, _ -> Optional.empty());

    assertThat(appended).isEmpty();
    assertThat(ledger.run(RUN)).isEmpty();
    assertThat(journal.after(0)).isEmpty();
  }

  @Test
  void tellsOfAnEntryOnlyWhenItIsDurable() {
    var durable = new ArrayList<List<Entry>>();
    try (var reader = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec())) {
      ledger.listen(told -> durable.add(reader.after(told.entry().number() - 1)));

      append(RUN, ASKED);
      append(RUN, new CancelAsked(Tale.ALICE));
    }

    assertThat(durable).containsExactly(List.of(new Entry(1, RUN, TIME.instant(), ASKED)),
        List.of(new Entry(2, RUN, TIME.instant(), new CancelAsked(Tale.ALICE))));
  }

  @Test
  void publishesTheStateBeforeAndAfterEachEntry() {
    var heard = new ArrayList<Transition>();
    ledger.listen(heard::add);

    append(RUN, ASKED);
    append(RUN, new Refused("no", ""));

    var request = new PlanWorld().request();
    var looking = new RunState.Resolving(Tale.ALICE, request);
    assertThat(heard).extracting(Transition::before, Transition::after).containsExactly(
        tuple(new RunState.Unborn(), looking),
        tuple(looking, new RunState.Dismissed(Tale.ALICE, request, Outcome.REFUSED)));
    assertThat(ledger.transitionsAfter(0)).isEqualTo(heard).isEqualTo(new Ledger(journal, TIME).transitionsAfter(0));
    assertThat(ledger.transitionsAfter(1)).isEqualTo(heard.subList(1, 2));
    assertThat(ledger.run(RUN).orElseThrow().history()).isEqualTo(heard);
  }

  /// As it is written by a bot of another version, or by nobody's.
  @Test
  void publishesAnEntryThatCannotFollowAsOneThatCannotBeRead() {
    append(RUN, ASKED);
    journal.append(RUN, 1, TIME.instant(), new Ended(Outcome.RESTORED));

    var told = new Ledger(journal, TIME).transitionsAfter(1).getFirst();

    assertThat(told.entry().event()).isInstanceOf(Unreadable.class);
    assertThat(told.before()).isInstanceOf(RunState.Resolving.class);
    assertThat(told.after()).isInstanceOf(RunState.Parked.class);
  }

  @Test
  void isAfterARestartWhatItWas() {
    append(RUN, ASKED);
    append(OTHER, ASKED);
    append(RUN, new Refused("no", ""));

    var restarted = new Ledger(journal, TIME);

    assertThat(restarted.runs()).isEqualTo(ledger.runs());
    assertThat(restarted.entriesAfter(0)).isEqualTo(ledger.entriesAfter(0)).extracting(Entry::number)
        .containsExactly(1L, 2L, 3L);
    assertThat(restarted.run(RUN).orElseThrow().state()).isInstanceOf(RunState.Dismissed.class);
  }

  @Test
  void findsTheRunsAboutAService() {
    var service = new PlanWorld().request().service();
    var memory = new FinishedRuns(List.of(), 0, TIME.instant());
    memory.append(RUN, 0, TIME.instant(), new Unreadable("asked", "no", null, Unreadable.Bearing.STATE));
    ledger = new Ledger(memory, TIME);
    append(OTHER, ASKED);
    assertThat(ledger.about(service)).extracting(Run::id).containsExactly(OTHER);

    append(RUN, ASKED);
    append(OTHER, new Refused("no", ""));

    assertThat(ledger.about(service)).isEqualTo(ledger.runs()).extracting(Run::id).containsExactly(RUN, OTHER);
    assertThat(ledger.open()).extracting(Run::id).containsExactly(RUN);
    assertThat(ledger.about(new ServiceName("another"))).isEmpty();
    assertThat(new Ledger(memory, TIME).about(service)).isEqualTo(ledger.about(service));
  }

  @Test
  void stopsWhereAnotherBotWroteMeanwhile() {
    append(RUN, ASKED);
    var stale = new Ledger(journal, TIME);
    append(RUN, new Refused("no", ""));

    assertThatThrownBy(() -> stale.append(RUN, _ -> Optional.of(new CancelAsked(Tale.ALICE))))
        .isInstanceOf(JournalException.class).hasMessageContaining("another restorebot writes to");
    assertThat(journal.after(0)).hasSize(2);
    assertThat(stale.run(RUN).orElseThrow().entries()).hasSize(1);
  }

  @Test
  void goesOnAfterAListenerHasAppended() {
    ledger.listen(told -> {
      if (told.entry().event() instanceof Asked) {
        append(RUN, new Refused("no", ""));
      }
    });

    append(RUN, ASKED);

    assertThat(journal.after(0)).extracting(Entry::event).containsExactly(ASKED, new Refused("no", ""));
  }

  private void append(RunId run, RunEvent event) {
    ledger.append(run, _ -> Optional.of(event));
  }
}
