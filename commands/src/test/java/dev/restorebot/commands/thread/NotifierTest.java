package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.Refused;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.sqlite.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {
  private static final RunId ONE = new RunId("r-one1");
  private static final RunId TWO = new RunId("r-two2");
  private static final Person ALICE = new Person("sandbox:alice");
  private static final RunEvent ASKED = new Asked(ALICE, new Request(new ServiceName("pds"),
      new Intent.Restore(new Selector.Latest(), Intent.Mirrors.NOW, Intent.Reach.WHOLE), null, Set.of()), "");
  private static final RunEvent REFUSED = new Refused("the Secret is missing", "Create it.");

  @TempDir
  Path folder;

  private final Noticeboard chat = new Noticeboard("board");
  private SqliteJournal journal;
  private Ledger ledger;

  @BeforeEach
  void open() {
    journal = SqliteJournal.open(folder.resolve("restorebot.db"), new JournalCodec());
    ledger = ledger();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void bringsEverythingInOrderAndJournalsWhatHasArrived() {
    var notifier = new Notifier(ledger, chat);
    append(ONE, ASKED);
    append(TWO, ASKED);
    append(ONE, REFUSED);

    notifier.deliver();

    assertThat(chat.posts).containsExactly("r-one1 Restore", "r-two2 Restore", "r-one1 Refused");
    assertThat(posted()).containsExactly(new Posted("board", 1, "m-1"), new Posted("board", 2, "m-2"),
        new Posted("board", 3, "m-3"));
  }

  @Test
  void bringsLaterAndInOrderWhatAChatThatIsDownDidNotTake() {
    var notifier = new Notifier(ledger, chat);
    append(ONE, ASKED);
    chat.down = true;
    notifier.deliver();
    append(ONE, REFUSED);
    notifier.deliver();
    assertThat(chat.posts).isEmpty();
    assertThat(posted()).isEmpty();
    chat.down = false;

    notifier.deliver();

    assertThat(chat.posts).containsExactly("r-one1 Restore", "r-one1 Refused");
  }

  @Test
  void bringsNothingTwiceAndNothingLessAfterAChatBrokeOff() {
    var notifier = new Notifier(ledger, chat);
    append(ONE, ASKED);
    append(TWO, ASKED);
    append(TWO, new CancelAsked(ALICE));
    append(ONE, REFUSED);
    chat.takesUntil = 2;
    notifier.deliver();
    chat.takesUntil = Integer.MAX_VALUE;

    notifier.deliver();
    notifier.deliver();

    assertThat(chat.posts)
        .containsExactly("r-one1 Restore", "r-two2 Restore", "r-two2 alice", "r-one1 Refused");
  }

  @Test
  void bringsNothingAgainAfterARestart() {
    append(ONE, ASKED);
    new Notifier(ledger, chat).deliver();
    append(ONE, REFUSED);

    new Notifier(ledger(), chat).deliver();
    new Notifier(ledger(), chat).deliver();

    assertThat(chat.posts).containsExactly("r-one1 Restore", "r-one1 Refused");
  }

  @Test
  void bringsAfterARestartWhatTheChatDidNotTakeBefore() {
    append(ONE, ASKED);
    append(TWO, ASKED);
    chat.takesUntil = 1;
    new Notifier(ledger, chat).deliver();
    append(ONE, REFUSED);
    chat.takesUntil = Integer.MAX_VALUE;

    new Notifier(ledger(), chat).deliver();

    assertThat(chat.posts).containsExactly("r-one1 Restore", "r-two2 Restore", "r-one1 Refused");
  }

  @Test
  void bringsToEachChatEverything() {
    var other = new Noticeboard("other");
    append(ONE, ASKED);

    new Notifier(ledger, chat).deliver();
    new Notifier(ledger, other).deliver();

    assertThat(other.posts).isEqualTo(chat.posts).hasSize(1);
  }

  @Test
  void mayBeCalledForEveryEntryThatItWritesItself() {
    var notifier = new Notifier(ledger, chat);
    ledger.listen(_ -> notifier.deliver());

    append(ONE, ASKED);
    append(ONE, REFUSED);

    assertThat(chat.posts).containsExactly("r-one1 Restore", "r-one1 Refused");
  }

  private Ledger ledger() {
    return new Ledger(journal, InstantSource.fixed(Instant.parse("2026-02-26T12:00:00Z")));
  }

  private void append(RunId run, RunEvent event) {
    ledger.append(run, _ -> Optional.of(event));
  }

  private List<RunEvent> posted() {
    return journal.after(0).stream().map(Entry::event).filter(Posted.class::isInstance).toList();
  }

  /// A chat that keeps the first word of every message, and can be down.
  private static final class Noticeboard implements Chat {
    private final String name;
    private final List<String> posts = new ArrayList<>();
    private boolean down;
    private int takesUntil = Integer.MAX_VALUE;

    Noticeboard(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String post(RunId run, Post post) {
      if (down || posts.size() >= takesUntil) {
        throw new ChatException("the board is down", new IOException("no route"));
      }
      posts.add(run + " " + post.lines().getFirst().replaceAll("[ :].*", ""));
      return "m-" + posts.size();
    }
  }
}
