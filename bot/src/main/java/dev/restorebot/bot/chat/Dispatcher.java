package dev.restorebot.bot.chat;

import dev.restorebot.bot.chat.Forms.Found;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.bot.chat.Heard.Pressed;
import dev.restorebot.bot.chat.Heard.Said;
import dev.restorebot.bot.chat.Intake.Parts;
import dev.restorebot.commands.Command;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
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

/// Works off what was heard in one chat, after it was acknowledged: has the front desk answer, and brings the answer to where it
/// belongs, to everybody or to the person alone. Thread-safe.
final class Dispatcher {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  /// What was typed longer ago, before a restart, is not begun without asking.
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final FrontDesk desk;
  private final Inbox inbox;
  private final Forms forms;
  private final Places places;
  private final InstantSource time;
  private final Outbox outbox;
  private final Answers answers;
  private final FrontEnd front;
  private final Lanes lanes = new Lanes();

  Dispatcher(Parts parts, Out out) {
    this.desk = parts.desk();
    this.inbox = parts.inbox();
    this.forms = parts.forms();
    this.places = parts.places();
    this.time = parts.time();
    this.outbox = out.outbox();
    this.answers = out.answers();
    this.front = out.front();
  }

  /// The ways to people.
  record Out(Outbox outbox, Answers answers, FrontEnd front) {}

  /// Works off `item` soon, after its acknowledgement and what was heard before it about the same run.
  void attend(Item item, Heard heard, Interaction interaction) {
    lanes.submit(lane(heard, item), () -> {
      interaction.awaitAcknowledgement();
      workOff(item, heard, interaction);
    });
  }

  private static String lane(Heard heard, Item item) {
    return switch (heard) {
      case Pressed(_, _, Action.Choose(var run, _, _, _), _, _) -> run.value();
      case Pressed(_, _, Action.BreakGlass(var run, _, _), _, _) -> run.value();
      case Pressed _, Said _, Opened _ -> item.key();
    };
  }

  /// Works off `item`, which was acknowledged before the bot was killed, unless `taken` shows that it has had its effect. If it cannot be
  /// read, `speaker` is told so.
  void catchUp(Item item, HeardJson.Speaker speaker, AlreadyTaken taken) {
    try {
      var heard = HeardJson.read(item.text(), text -> desk.understand(text, item.at()));
      if (taken.test(heard, item.at())) {
        inbox.done(item.key());
      } else {
        attend(item, heard, Interaction.OVER);
      }
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "what was heard before a restart cannot be read, and whoever said it is told so", e);
      lanes.submit(item.key(), () -> tellUnread(speaker));
      inbox.done(item.key());
    }
  }

  private void tellUnread(HeardJson.Speaker speaker) {
    front.tell(speaker.by(), speaker.channel(),
        declined(
            "I was restarted with another version, and cannot read what you said or pressed before that. It was not done."
                + " Do it again if it is still wanted."));
  }

  /// Returns when everything that was heard is worked off.
  void awaitRest() throws InterruptedException {
    lanes.awaitRest();
  }

  private void workOff(Item item, Heard heard, Interaction interaction) {
    try {
      answer(item, heard, interaction);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "something that " + heard.by() + " said could not be worked off", e);
      tell(heard, interaction,
          declined("I could not do this, and it counts for nothing: something is wrong on my side, and my"
              + " log says what. Try it again."));
      inbox.done(item.key());
    }
  }

  private void answer(Item item, Heard heard, Interaction interaction) {
    var late = item.at().plus(FORGOTTEN).isBefore(time.instant());
    switch (heard) {
      case Said said when late -> finish(item, heard, interaction, forgotten("`" + said.text() + "`"));
      case Said said -> say(item, said, interaction);
      case Pressed(var by, var channel, var action, var typed, var reason) -> finish(item, heard, interaction,
          desk.press(by, places.where(channel), action, new Written(typed, reason)));
      case Opened opened -> open(item, opened, interaction);
    }
  }

  /// Has a command answered. Who waits for a diagnosis sees what is known of it so far, in the message that the answer then takes.
  private void say(Item item, Said said, Interaction interaction) {
    var live = new LiveAnswer(answers, said.channel());
    var reply = desk.say(said.by(), places.where(said.channel()), said.text(),
        new Parsed.Understood(said.command(), said.echo()), live);
    if (live.take(reply)) {
      inbox.done(item.key());
    } else {
      reply(item, said, interaction, reply);
    }
  }

  private static Reply forgotten(String what) {
    return declined(
        "I was not there when you said " + what + " and have only found it now. It was not begun; say it again"
            + " if it is still wanted.");
  }

  private static Reply declined(String words) {
    return new Reply(Status.DECLINED, List.of(words), List.of());
  }

  /// Brings the answer to where it belongs. What starts or changes a run is answered by the run's card and thread.
  private void reply(Item item, Said said, Interaction interaction, Reply reply) {
    if (reply.status() != Status.TAKEN) {
      finish(item, said, interaction, reply);
      return;
    }
    switch (said.command()) {
      case Command.Diagnose _, Command.ListSnapshots _, Command.Choose _, Command.Status _, Command.History _, Command.Show _, Command.Runbook _ ->
        outbox.post(new Notice(said.channel(), () -> answers.post(said.channel(), reply),
            () -> inbox.done(item.key())));
      case Command.Begin _, Command.Cancel _, Command.Reopen _, Command.Undo _, Command.Purge _ ->
        finish(item, said, interaction, reply);
      case Command.Help _ -> {
        tell(said, interaction, reply);
        inbox.done(item.key());
      }
    }
  }

  /// What was taken up is shown by the run that it is about; everything else is told to whoever said it.
  private void finish(Item item, Heard heard, Interaction interaction, Reply reply) {
    if (reply.status() != Status.TAKEN) {
      tell(heard, interaction, reply);
    }
    inbox.done(item.key());
  }

  private void open(Item item, Opened heard, Interaction interaction) {
    var refusal = switch (forms.find(heard)) {
      case Found.Ready(var form) -> shown(interaction.show(form));
      case Found.Decided(var reply) -> reply;
    };
    refusal.ifPresent(reply -> tell(heard, interaction, reply));
    inbox.done(item.key());
  }

  /// What to say instead of a form, if it was not shown.
  private Optional<Reply> shown(Interaction.Showing showing) {
    return switch (showing) {
      case SHOWN -> Optional.empty();
      case NOT_SHOWN -> Optional
          .of(declined(front.title() + " did not show the form, so nothing was decided. Press the button again."));
      case OVER -> Optional.of(declined("I was restarted just as you pressed this button. Press it again."));
    };
  }

  private void tell(Heard heard, Interaction interaction, Reply reply) {
    if (!interaction.tell(reply)) {
      front.tell(heard.by(), heard.channel(), reply);
    }
  }
}
