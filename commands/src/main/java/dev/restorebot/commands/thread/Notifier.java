package dev.restorebot.commands.thread;

import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.Transition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Brings what the journal tells to a chat, in order, and journals what has arrived. What a chat does not take stays to be
/// brought later, so a run never waits for a chat. A message may arrive twice if the bot is killed right after posting it,
/// and never less than once. Thread-safe.
public final class Notifier {
  private static final Logger LOG = System.getLogger(Notifier.class.getName());

  private final Ledger ledger;
  private final Chat chat;
  private final ReentrantLock turn = new ReentrantLock();
  private long delivered;
  private final long posted;

  /// A courier that goes on after the newest message that `chat` is known to have.
  public Notifier(Ledger ledger, Chat chat) {
    this.ledger = ledger;
    this.chat = chat;
    this.posted = ledger.entriesAfter(0).stream()
        .mapToLong(entry -> entry.event() instanceof Posted(var frontEnd, var number, _)
            && frontEnd.equals(chat.name()) ? number : 0)
        .max().orElse(0);
  }

  /// Brings everything that was not brought yet. Does nothing if it is already doing so.
  public void deliver() {
    if (turn.isHeldByCurrentThread()) {
      return;
    }
    turn.lock();
    try {
      for (var news = ledger.transitionsAfter(delivered); !news.isEmpty(); news = ledger.transitionsAfter(delivered)) {
        news.forEach(this::deliver);
      }
    } catch (Chat.ChatException e) {
      LOG.log(Level.WARNING, chat.name() + " did not take a message; it is offered again later", e);
    } finally {
      turn.unlock();
    }
  }

  private void deliver(Transition told) {
    var entry = told.entry();
    if (entry.number() > posted) {
      ThreadText.post(told).ifPresent(post -> bring(entry, post));
    }
    delivered = entry.number();
  }

  private void bring(Entry entry, Post post) {
    var message = chat.post(entry.run(), post);
    RunEvent arrived = new Posted(chat.name(), entry.number(), message);
    ledger.append(entry.run(), _ -> Optional.of(arrived));
  }
}
