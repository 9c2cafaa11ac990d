package dev.restorebot.bot.chat;

import dev.restorebot.approval.Policy;
import dev.restorebot.bot.chat.Dispatcher.Out;
import dev.restorebot.bot.chat.Intake.Parts;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Outbox;
import dev.restorebot.run.Inbox;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/// Connects one chat with the bot: what people say there comes in, and runs are shown there. Made before the engine, because it watches
/// what the engine does; asks the chat for nothing before it is opened, and nothing else waits for the chat after that. Thread-safe
/// once it is open.
final class ChatConnector implements AutoCloseable {
  private static final Logger LOG = System.getLogger(ChatConnector.class.getName());

  private final ChatSetup setup;
  private final Ledger ledger;
  private final MentionRegistry mentions;
  private final RunIndex runs = new RunIndex();
  private final FrontEnd front;
  private final Pictures pictures;
  private final Answers answers;
  private final Outbox outbox;

  /// Connects the chat of `setup`, which shows what `ledger` tells.
  ///
  /// @param chats what all chats of this bot are called in the journal
  ChatConnector(ChatSetup setup, Set<String> chats, Policy policy, Ledger ledger) {
    this.setup = setup;
    this.ledger = ledger;
    this.mentions = new MentionRegistry(policy, setup.places(), ledger);
    this.front = setup.front().apply(mentions);
    this.pictures = new Pictures(front.messages());
    this.answers = new Answers(front.messages(), pictures);
    var clocks = setup.clocks();
    this.outbox = new Outbox(ledger, front.messages(), where -> setup.shows(where, chats),
        new Outbox.Times(clocks.told(), clocks.pacing()), clocks.rest());
    ledger.entriesAfter(0).forEach(this::note);
    ledger.listen(told -> {
      note(told.entry());
      outbox.wake();
    });
  }

  private void note(Entry entry) {
    mentions.meet(entry);
    runs.note(entry);
  }

  String name() {
    return setup.name();
  }

  FrontEnd front() {
    return front;
  }

  /// What shows the progress of steps.
  Outbox outbox() {
    return outbox;
  }

  /// Posts `reply`, which nobody has asked for, in the channel of runs that were asked for elsewhere.
  ///
  /// @param over what to do when the chat has it, or does not want it
  void announce(Reply reply, Runnable over) {
    var channel = setup.places().home();
    outbox.post(new Outbox.Notice(channel, () -> answers.post(channel, reply), over));
  }

  /// Makes what works off what people say, who are let in by [Working#open].
  Working work(FrontDesk desk, Inbox inbox) {
    var forms = new Forms(ledger, desk, setup.places());
    var parts = new Parts(desk, inbox, forms, setup.places(), setup.clocks().told());
    var dispatcher = new Dispatcher(parts, new Out(outbox, answers, front));
    return new Working(dispatcher, new Intake(parts, dispatcher, runs, front.formTime()));
  }

  /// A chat whose messages are worked off.
  final class Working {
    private final Dispatcher dispatcher;
    private final Intake intake;

    private Working(Dispatcher dispatcher, Intake intake) {
      this.dispatcher = dispatcher;
      this.intake = intake;
    }

    String name() {
      return setup.name();
    }

    Dispatcher dispatcher() {
      return dispatcher;
    }

    /// Shows what was not shown, and lets people in.
    Open open() {
      var poster = Thread.ofVirtual().name(name() + "-outbox").start(ChatConnector.this::write);
      return new Open(name(), front.open(intake), dispatcher, pictures, poster);
    }
  }

  private void write() {
    try {
      outbox.work();
    } catch (InterruptedException _) {
      LOG.log(Level.DEBUG, "the outbox has ended");
    }
  }

  /// A chat at work.
  record Open(String name, Door door, Dispatcher dispatcher, Pictures pictures, Thread poster)
      implements
      AutoCloseable {
    void awaitRest() throws InterruptedException {
      dispatcher.awaitRest();
      pictures.awaitRest();
    }

    @Override
    public void close() {
      door.close();
      poster.interrupt();
    }
  }

  @Override
  public void close() {
    front.close();
  }
}
