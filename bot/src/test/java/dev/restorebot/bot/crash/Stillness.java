package dev.restorebot.bot.crash;

import dev.restorebot.run.Inbox;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Where a bot stands still: around its inbox and its journal. Whoever comes to the moment of the blow says so by a file
/// and goes no further; the journal appends nothing any more then. Thread-safe.
///
/// @param said the file
record Stillness(SlackBlow blow, Path said) {
  /// `inbox` with this moment in it.
  Inbox in(Inbox inbox) {
    return new Inbox() {
      @Override
      public boolean keep(Item item) {
        at(SlackBlow.BEFORE_KEPT);
        var fresh = inbox.keep(item);
        at(SlackBlow.AFTER_KEPT);
        return fresh;
      }

      @Override
      public void done(String key) {
        inbox.done(key);
      }

      @Override
      public List<Item> open() {
        return inbox.open();
      }
    };
  }

  /// `journal` with this moment in it.
  Journal in(Journal journal) {
    return new Journal() {
      @Override
      public Entry append(RunId run, long after, Instant at, RunEvent event) {
        if (effect(event)) {
          at(SlackBlow.BEFORE_EFFECT);
        }
        if (event instanceof RunEvent.Posted(var chat, _, _) && chat.equals("slack")) {
          at(SlackBlow.BEFORE_POSTED);
        }
        var entry = journal.append(run, after, at, event);
        if (effect(event)) {
          at(SlackBlow.AFTER_EFFECT);
        }
        return entry;
      }

      @Override
      public List<Entry> after(long number) {
        return journal.after(number);
      }

      @Override
      public String seal(long number) {
        return journal.seal(number);
      }
    };
  }

  private static boolean effect(RunEvent event) {
    return event instanceof RunEvent.Chosen || event instanceof RunEvent.Asked || event instanceof RunEvent.PurgeAsked;
  }

  private void at(SlackBlow moment) {
    if (moment != blow) {
      return;
    }
    try {
      Files.writeString(said, moment.name());
    } catch (IOException e) {
      throw new UncheckedIOException("could not say that it stands still", e);
    }
    while (true) {
      LockSupport.park(this);
    }
  }
}
