package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Message.Role;
import dev.restorebot.commands.thread.Messages.Destination;
import dev.restorebot.commands.thread.Messages.Reach;
import dev.restorebot.commands.thread.Messages.Written;
import dev.restorebot.commands.thread.Outbox.Write;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a chat shows of one run, and the writes that make it what it should be. Confined to the outbox's thread.
final class Page {
  private static final Logger LOG = System.getLogger(Page.class.getName());
  private static final Duration UNWANTED_AGAIN = Duration.ofMinutes(1);

  private final RunId run;
  private final Ledger ledger;
  private final Messages messages;
  private final Pace pace;
  private final Track track;
  private Instant nextUpdate = Instant.MIN;
  private Instant heldBack = Instant.MIN;

  Page(RunId run, Ledger ledger, Messages messages, Pace pace) {
    this.run = run;
    this.ledger = ledger;
    this.messages = messages;
    this.pace = pace;
    this.track = new Track(messages.name());
  }

  Track track() {
    return track;
  }

  /// The next new message and the next edit that make the page say what is `wanted`; none if it does.
  Stream<Write> writes(Run now, List<Message> wanted) {
    return Stream.concat(track.missing(wanted).map(message -> posting(where(now), wanted, message)).stream(),
        track.stale(wanted).map(this::editing).stream());
  }

  private static String where(Run now) {
    return now.entries().getFirst().event() instanceof Asked(_, _, var where) ? where : "";
  }

  private Write posting(String where, List<Message> wanted, Message message) {
    var rank = track.missesSomethingUrgent(wanted) ? Write.AWAITED : Write.NEW;
    return new Write(rank, Pace.later(pace.post(where), heldBack), now -> post(where, wanted, message, now));
  }

  private void post(String where, List<Message> wanted, Message message, Instant now) {
    var thread = message.role() == Role.CARD ? Optional.<String>empty() : track.card(wanted);
    var reach = message.role() == Role.ANNOUNCEMENT ? Reach.CHANNEL : Reach.THREAD;
    switch (messages.post(new Destination(where, thread, reach), message.content())) {
      case Written.Taken(var reference) -> {
        pace.posted(where, now);
        track.posted(message, reference);
        ledger.append(run, _ -> Optional.of(new Posted(messages.name(), message.anchor(), reference)));
      }
      case Written.Later later -> pace.holdPosts(later, now);
      case Written.Gone(var why) -> {
        LOG.log(Level.WARNING, messages.name() + " has lost the card of " + run + ", it is posted anew: " + why);
        track.lost(wanted.getFirst());
      }
      case Written.Unwanted(var why) -> holdBack("a message of " + run, why, now);
    }
  }

  private Write editing(Message message) {
    return message.role().urgent()
        ? new Write(Write.DECIDED, Pace.later(pace.edit(), heldBack), now -> edit(message, now))
        : new Write(Write.CHANGED, Pace.later(Pace.later(pace.edit(), nextUpdate), heldBack),
            now -> edit(message, now));
  }

  private void edit(Message message, Instant now) {
    switch (messages.edit(track.reference(message), message.content())) {
      case Written.Taken(var reference) -> {
        pace.edited(now);
        track.posted(message, reference);
        nextUpdate = pace.nextUpdate(now);
      }
      case Written.Later later -> pace.holdEdits(later, now);
      case Written.Gone(var why) -> {
        LOG.log(Level.WARNING, messages.name() + " has lost a message of " + run + ", it is posted anew: " + why);
        track.lost(message);
      }
      case Written.Unwanted(var why) -> holdBack("an edit in " + run, why, now);
    }
  }

  private void holdBack(String what, String why, Instant now) {
    LOG.log(Level.ERROR, messages.name() + " does not want " + what + ", it is offered again in a minute: " + why);
    heldBack = now.plus(UNWANTED_AGAIN);
  }

  /// Journals that everything is shown, where the run has come to rest.
  void settle(Run now) {
    var newest = now.entries().stream().filter(Page::shows).mapToLong(Entry::number).max().orElse(0);
    if (track.begun() && now.state().resting() && newest > track.shown()) {
      ledger.append(run, _ -> Optional.of(new Shown(messages.name(), newest)));
    }
  }

  private static boolean shows(Entry entry) {
    return !(entry.event() instanceof Posted || entry.event() instanceof Shown || entry.event() instanceof Recovered);
  }
}
