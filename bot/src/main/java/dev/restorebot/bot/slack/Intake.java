package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.Dispatcher.Line;
import dev.restorebot.bot.slack.Heard.Opened;
import dev.restorebot.bot.slack.Heard.Pressed;
import dev.restorebot.bot.slack.Heard.Typed;
import dev.restorebot.bot.slack.block.Submission;
import dev.restorebot.bot.slack.door.Acknowledgement;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Standing;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.Inbox;
import dev.restorebot.run.Inbox.InboxException;
import dev.restorebot.run.Inbox.Item;
import dev.restorebot.snapshot.Digest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes what people say in Slack: keeps it, and only then says what to acknowledge it with. Waits for nothing but the inbox's
/// own file; what is to be done about it is done afterwards. Thread-safe.
final class Intake {
  private static final Logger LOG = System.getLogger(Intake.class.getName());

  private final FrontDesk desk;
  private final Inbox inbox;
  private final Dispatcher dispatcher;
  private final RunIndex runs;
  private final Places places;
  private final InstantSource time;

  Intake(FrontDesk desk, Inbox inbox, Dispatcher dispatcher, RunIndex runs, Places places, InstantSource time) {
    this.desk = desk;
    this.inbox = inbox;
    this.dispatcher = dispatcher;
    this.runs = runs;
    this.places = places;
    this.time = time;
  }

  /// Who did something where, and how they can be reached for the moment.
  ///
  /// @param mark what tells this from the same done once more: Slack's own mark of it, which is the same however often it is
  ///     delivered
  record Deed(String user, String channel, String mark, Line line) {
    Person by() {
      return new Person(SlackMessages.NAME + ":" + user);
    }
  }

  /// Takes a command.
  ///
  /// @return the answer that goes with the acknowledgement, for the person alone
  Reply typed(Deed deed, String text) {
    if (!places.has(deed.channel())) {
      return declined("restorebot does not work in this channel; it works in " + places.names() + ".");
    }
    // What is told here is what will be done, however long that takes.
    var at = time.instant();
    if (desk.understand(text, at) instanceof Parsed.Understood(_, var echo)) {
      return kept(deed, new Typed(deed.by(), deed.channel(), text), at)
          ? new Reply(Standing.TAKEN, List.of("Understood: " + echo + "."), List.of())
          : notKept();
    }
    return desk.say(deed.by(), Places.where(deed.channel()), text);
  }

  /// The answer to what could not be kept.
  static Reply notKept() {
    return declined("I could not write this down, so it counts for nothing; my log says why. Try it again, or use"
        + " `restorebot terminal` in the bot's pod.");
  }

  private static Reply declined(String words) {
    return new Reply(Standing.DECLINED, List.of(words), List.of());
  }

  /// Takes the press of a button.
  ///
  /// @return what to tell the person at once; empty if it was kept
  Optional<Reply> pressed(Deed deed, Optional<Action> action) {
    if (action.isEmpty()) {
      return Optional.of(declined("This button is of another version of restorebot and does nothing any more."
          + " `/restore status` says what is to be decided."));
    }
    Heard heard = Forms.needed(action.get())
        ? new Opened(deed.by(), deed.channel(), action.get())
        : new Pressed(deed.by(), deed.channel(), action.get(), "", "");
    return kept(deed, heard) ? Optional.empty() : Optional.of(notKept());
  }

  /// What is wrong with what was filled in, by input; empty if nothing.
  Map<String, String> mistakes(Submission submission) {
    return runs.of(submission.action()).map(about -> submission.errors(about.service().value())).orElse(Map.of());
  }

  /// Takes a form that was filled in.
  ///
  /// @return true if it was kept
  boolean submitted(Deed deed, Submission submission) {
    return kept(deed, new Pressed(deed.by(), channel(submission), submission.action(), submission.typed(),
        submission.reason()));
  }

  /// The channel of the run that a form is about.
  String channel(Submission submission) {
    return places.channel(runs.of(submission.action()).map(RunIndex.About::where).orElse(""));
  }

  private boolean kept(Deed deed, Heard heard) {
    return kept(deed, heard, time.instant());
  }

  private boolean kept(Deed deed, Heard heard, Instant at) {
    var item = new Item(key(HeardJson.meaning(heard), deed.mark()), at, HeardJson.write(heard));
    try {
      if (inbox.keep(item)) {
        dispatcher.attend(item, heard, deed.line(), Acknowledgement.ofThisRequest());
      }
      return true;
    } catch (InboxException e) {
      LOG.log(Level.ERROR, "what " + deed.by() + " said could not be kept, and they were told so", e);
      return false;
    }
  }

  /// What makes it the same if it is delivered again: who meant what, and when they did it, as Slack marks that.
  private static String key(String meaning, String mark) {
    var sha = Digest.sha256Engine();
    sha.update((meaning + "\n" + mark).getBytes(StandardCharsets.UTF_8));
    return Digest.of(sha).sha256();
  }
}
