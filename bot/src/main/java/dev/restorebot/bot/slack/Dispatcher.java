package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.Heard.Opened;
import dev.restorebot.bot.slack.Heard.Pressed;
import dev.restorebot.bot.slack.Heard.Typed;
import dev.restorebot.bot.slack.PrivateAnswers.Addressee;
import dev.restorebot.bot.slack.door.Acknowledgement;
import dev.restorebot.commands.Command;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Standing;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Outbox;
import dev.restorebot.commands.thread.Outbox.Notice;
import dev.restorebot.run.Inbox;
import dev.restorebot.run.Inbox.Item;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Works off what was heard, after it was acknowledged: has the front desk answer, and brings the answer to where it belongs,
/// to everybody or to the person alone. Thread-safe.
final class Dispatcher {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  /// What was typed longer ago, before a restart, is not begun without asking.
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final FrontDesk desk;
  private final Inbox inbox;
  private final Outbox outbox;
  private final SlackMessages messages;
  private final PrivateAnswers privately;
  private final Forms forms;
  private final InstantSource time;
  private final Lanes lanes = new Lanes();

  Dispatcher(FrontDesk desk, Inbox inbox, Out out, InstantSource time) {
    this.desk = desk;
    this.inbox = inbox;
    this.outbox = out.outbox();
    this.messages = out.messages();
    this.privately = out.privately();
    this.forms = out.forms();
    this.time = time;
  }

  /// The ways to people.
  record Out(Outbox outbox, SlackMessages messages, PrivateAnswers privately, Forms forms) {}

  /// How a person can still be reached because of what they did.
  ///
  /// @param trigger what a form can be opened with, for three seconds
  record Line(Optional<String> responseUrl, Optional<String> trigger) {
    static final Line CUT = new Line(Optional.empty(), Optional.empty());
  }

  /// Works off `item` soon, after its acknowledgement and what was heard before it about the same run.
  void attend(Item item, Heard heard, Line line, Acknowledgement acknowledgement) {
    lanes.submit(lane(heard, item), () -> {
      acknowledgement.await();
      workOff(item, heard, line);
    });
  }

  private static String lane(Heard heard, Item item) {
    return switch (heard) {
      case Pressed(_, _, Action.Choose(var run, _, _, _), _, _) -> run.value();
      case Pressed(_, _, Action.BreakGlass(var run, _, _), _, _) -> run.value();
      case Pressed _, Typed _, Opened _ -> item.key();
    };
  }

  /// Works off what was acknowledged before the bot was killed, unless `taken` shows that it has had its effect. Who said what
  /// cannot be read is told so.
  ///
  /// @return how much cannot be read of which not even the speaker is known
  int catchUp(AlreadyTaken taken) {
    var unknown = 0;
    for (var item : inbox.open()) {
      try {
        var heard = HeardJson.read(item.text());
        if (taken.test(heard, item.at())) {
          inbox.done(item.key());
        } else {
          attend(item, heard, Line.CUT, Acknowledgement.ofThisRequest());
        }
      } catch (IllegalArgumentException e) {
        LOG.log(Level.ERROR, "what was heard before a restart cannot be read, and whoever said it is told so", e);
        var speaker = HeardJson.speaker(item.text());
        speaker.ifPresent(one -> lanes.submit(item.key(), () -> tellUnread(one)));
        unknown += speaker.isPresent() ? 0 : 1;
        inbox.done(item.key());
      }
    }
    return unknown;
  }

  private void tellUnread(HeardJson.Speaker speaker) {
    privately.tell(new Addressee(speaker.by().name(), speaker.channel(), Optional.empty()),
        declined(
            "I was restarted with another version, and cannot read what you said or pressed before that. It was not done."
                + " Do it again if it is still wanted."));
  }

  /// Returns when everything that was heard is worked off.
  void awaitRest() throws InterruptedException {
    lanes.awaitRest();
  }

  private void workOff(Item item, Heard heard, Line line) {
    try {
      answer(item, heard, line);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "something that " + heard.by() + " said could not be worked off", e);
      tell(heard, line, declined("I could not do this, and it counts for nothing: something is wrong on my side, and my"
          + " log says what. Try it again."));
      inbox.done(item.key());
    }
  }

  private void answer(Item item, Heard heard, Line line) {
    var late = item.at().plus(FORGOTTEN).isBefore(time.instant());
    switch (heard) {
      case Typed(_, _, var text) when late -> finish(item, heard, line, forgotten("`" + text + "`"));
      case Pressed(_, _, Action.Say(var command), _, _) when late ->
        finish(item, heard, line, forgotten("`" + command + "`"));
      case Typed(var by, var channel, var text) ->
        say(item, heard, line, by, channel, text);
      case Pressed(var by, var channel, Action.Say(var command), _, _) ->
        say(item, heard, line, by, channel, command);
      case Pressed(var by, var channel, var action, var typed, var reason) ->
        finish(item, heard, line, desk.press(by, Places.where(channel), action, new Written(typed, reason)));
      case Opened opened -> open(item, opened, line);
    }
  }

  /// Has `text` answered. Who waits for a diagnosis sees what is known of it so far, in the message that the answer then takes.
  private void say(Item item, Heard heard, Line line, Person by, String channel, String text) {
    var live = new LiveAnswer(messages, channel);
    var meaning = desk.understand(text, item.at());
    var reply = desk.say(by, Places.where(channel), text, meaning, live);
    if (live.take(reply)) {
      inbox.done(item.key());
    } else {
      reply(item, heard, line, meaning, reply);
    }
  }

  private static Reply forgotten(String what) {
    return declined(
        "I was not there when you said " + what + " and have only found it now. It was not begun; say it again"
            + " if it is still wanted.");
  }

  private static Reply declined(String words) {
    return new Reply(Standing.DECLINED, List.of(words), List.of());
  }

  /// Brings the answer to where it belongs. What starts or changes a run is answered by the run's card and thread.
  private void reply(Item item, Heard heard, Line line, Parsed meaning, Reply reply) {
    if (reply.standing() != Standing.TAKEN || !(meaning instanceof Parsed.Understood(var command, _))) {
      finish(item, heard, line, reply);
      return;
    }
    switch (command) {
      case Command.Diagnose _, Command.ListSnapshots _, Command.Choose _, Command.Status _, Command.History _, Command.Show _, Command.Runbook _ ->
        outbox.post(new Notice(heard.channel(), () -> messages.answer(heard.channel(), reply),
            () -> inbox.done(item.key())));
      case Command.Begin _, Command.Cancel _, Command.Reopen _, Command.Undo _, Command.Purge _ ->
        finish(item, heard, line, reply);
      case Command.Help _ -> {
        tell(heard, line, reply);
        inbox.done(item.key());
      }
    }
  }

  /// What was taken up is shown by the run that it is about; everything else is told to whoever said it.
  private void finish(Item item, Heard heard, Line line, Reply reply) {
    if (reply.standing() != Standing.TAKEN) {
      tell(heard, line, reply);
    }
    inbox.done(item.key());
  }

  private void open(Item item, Opened heard, Line line) {
    var refusal = line.trigger().map(trigger -> forms.open(heard, trigger))
        .orElseGet(() -> Optional.of(declined("I was restarted just as you pressed this button. Press it again.")));
    refusal.ifPresent(reply -> tell(heard, line, reply));
    inbox.done(item.key());
  }

  private void tell(Heard heard, Line line, Reply reply) {
    privately.tell(new Addressee(heard.by().name(), heard.channel(), line.responseUrl()), reply);
  }
}
