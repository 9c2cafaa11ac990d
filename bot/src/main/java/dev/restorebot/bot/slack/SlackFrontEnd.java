package dev.restorebot.bot.slack;

import com.slack.api.Slack;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.Dispatcher.Out;
import dev.restorebot.bot.slack.door.BoltApps;
import dev.restorebot.bot.slack.door.Door;
import dev.restorebot.bot.slack.door.DoorState;
import dev.restorebot.bot.slack.door.Reception;
import dev.restorebot.bot.slack.door.SocketUrls;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Standing;
import dev.restorebot.commands.thread.Outbox;
import dev.restorebot.commands.thread.Rest;
import dev.restorebot.run.Inbox;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Slack as a front end of the bot. Made before the engine, because it watches what the engine does; asks Slack for nothing
/// before it is opened, and nothing else waits for Slack after that. Thread-safe once it is open.
public final class SlackFrontEnd implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SlackFrontEnd.class.getName());

  private final Slack slack;
  private final SlackTokens tokens;
  private final WebApi api;
  private final Places places;
  private final InstantSource time;
  private final MentionRegistry mentions;
  private final RunIndex runs = new RunIndex();
  private final SlackMessages messages;
  private final SlackGroups groups;
  private final Ledger ledger;
  private final Outbox outbox;

  /// A front end that shows what `ledger` tells.
  public SlackFrontEnd(Workspace workspace, Policy policy, Ledger ledger, Clocks clocks) {
    this.slack = WebApi.client(workspace.api());
    this.tokens = workspace.tokens();
    this.api = new WebApi(slack, tokens.bot());
    this.places = new Places(workspace.channels());
    this.time = clocks.told();
    this.mentions = new MentionRegistry(policy, places);
    this.messages = new SlackMessages(api, () -> mentions.blocks(ledger), places);
    this.groups = new SlackGroups(api, clocks.pacing());
    this.ledger = ledger;
    this.outbox =
        new Outbox(ledger, messages, new Outbox.Times(clocks.told(), clocks.pacing()), clocks.rest());
    ledger.entriesAfter(0).forEach(this::note);
    ledger.listen(entry -> {
      note(entry);
      outbox.wake();
    });
  }

  /// Where Slack is, and what the bot is there.
  ///
  /// @param api the address of the Web API, with a slash at its end
  /// @param channels the ids of the channels in which it works; the first is where runs go that were asked for elsewhere
  public record Workspace(String api, List<String> channels, SlackTokens tokens) {
    public Workspace {
      channels = List.copyOf(channels);
    }
  }

  /// The times it goes by.
  ///
  /// @param told what people are told
  /// @param pacing what messages are paced by
  /// @param rest where the outbox waits
  public record Clocks(InstantSource told, InstantSource pacing, Rest rest) {
    /// In the real world.
    public static Clocks real(InstantSource told, InstantSource pacing) {
      return new Clocks(told, pacing, new Doorbell());
    }
  }

  private void note(Entry entry) {
    mentions.meet(entry);
    runs.note(entry);
  }

  /// Who is in the groups that Slack knows.
  public Groups groups() {
    return groups;
  }

  /// Where Socket Mode is to be had.
  public SocketUrls sockets() {
    return new SocketUrls(slack, tokens.app());
  }

  /// What shows the progress of steps.
  public Outbox outbox() {
    return outbox;
  }

  /// Posts `reply`, which nobody has asked for, in the channel of runs that were asked for elsewhere.
  ///
  /// @param over what to do when Slack has it, or does not want it
  public void announce(Reply reply, Runnable over) {
    var channel = places.home();
    outbox.post(new Outbox.Notice(channel, () -> messages.answer(channel, reply), over));
  }

  /// The same, where nothing depends on it.
  public void announce(Reply reply) {
    announce(reply, () -> {
    });
  }

  /// Tells everybody that what was said before may not have been done, where the inbox was damaged.
  public void tellWhatIsLost(SlackInbox inbox) {
    inbox.lost().ifPresent(this::announce);
  }

  /// Begins: works off what had been heard before, shows what was not shown, and lets people in.
  ///
  /// @param way how they come in
  public Open open(FrontDesk desk, Inbox inbox, Function<Reception, Door> way) {
    var privately = new PrivateAnswers(api, mentions);
    var forms = new Forms(api, ledger, desk, mentions);
    var dispatcher = new Dispatcher(desk, inbox, new Out(outbox, messages, privately, forms), time);
    var intake = new Intake(desk, inbox, dispatcher, runs, places, time);
    var handlers = new Handlers(intake, privately, mentions);
    var app = BoltApps.of(slack, tokens.bot());
    handlers.register(app);
    handlers.rehearse(app);

    if (dispatcher.catchUp(new AlreadyTaken(ledger, desk)) > 0) {
      announce(new Reply(Standing.DECLINED,
          List.of("I was restarted, and cannot read something that somebody here had said or"
              + " pressed just before. It was not done: look at `/restore status`, and do it again if it is still wanted."),
          List.of()));
    }
    var poster = Thread.ofVirtual().name("slack-outbox").start(this::write);
    return new Open(way.apply(new Reception(app, handlers::notTaken)), dispatcher, messages, poster);
  }

  private void write() {
    try {
      outbox.work();
    } catch (InterruptedException _) {
      LOG.log(Level.DEBUG, "the outbox has ended");
    }
  }

  /// A front end at work.
  public static final class Open implements AutoCloseable {
    private final Door door;
    private final Dispatcher dispatcher;
    private final SlackMessages messages;
    private final Thread poster;

    private Open(Door door, Dispatcher dispatcher, SlackMessages messages, Thread poster) {
      this.messages = messages;
      this.door = door;
      this.dispatcher = dispatcher;
      this.poster = poster;
    }

    /// Whether people in Slack are heard now.
    public DoorState state() {
      return door.state();
    }

    /// Returns when everything that was heard so far is worked off, and every picture is drawn that an answer had so far.
    public void awaitRest() throws InterruptedException {
      dispatcher.awaitRest();
      messages.awaitRest();
    }

    /// Hears and writes nothing more. What was not worked off or written is found again at the next start.
    @Override
    public void close() {
      door.close();
      poster.interrupt();
    }
  }

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "Slack's client did not end well", e);
    }
  }
}
