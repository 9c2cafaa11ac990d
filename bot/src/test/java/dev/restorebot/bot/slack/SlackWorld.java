package dev.restorebot.bot.slack;

import dev.restorebot.approval.Policy;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Fronts;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.chat.ChatClocks;
import dev.restorebot.bot.chat.ChatInbox;
import dev.restorebot.bot.chat.ChatSetup;
import dev.restorebot.bot.chat.Chats;
import dev.restorebot.bot.chat.DoorState;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.slack.SlackFrontEnd.Workspace;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.run.Journal;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sandbox with a bot that is talked to in a Slack of the tests' own: alice may ask, bob may approve. A script in
/// Java: each line is done when everything has come to rest.
final class SlackWorld implements AutoCloseable {
  static final String ALICE = "U0ALICE";
  static final String BOB = "U0BOB";
  static final String STRANGER = "U0STRANGER";

  private final FakeSlack slack;
  private final Sandbox world;
  private final UnaryOperator<Policy> rules;
  private @Nullable Bot bot;

  private SlackWorld(FakeSlack slack, Sandbox world, UnaryOperator<Policy> rules) {
    this.slack = slack;
    this.world = world;
    this.rules = rules;
  }

  /// A new world in `folder`, with the bot at work.
  static SlackWorld open(Path folder) throws Exception {
    return open(folder, UnaryOperator.identity());
  }

  /// A new world under other rules.
  static SlackWorld open(Path folder, UnaryOperator<Policy> rules) throws Exception {
    return open(folder, rules, Parts.USUAL);
  }

  /// A new world with a bot that is made of `parts`.
  static SlackWorld open(Path folder, UnaryOperator<Policy> rules, Parts parts) throws Exception {
    return started(Worlds.open(folder.resolve("world")), rules, parts);
  }

  /// A new world with a knot.
  static SlackWorld openKnot(Path folder) throws Exception {
    return started(Worlds.openKnot(folder.resolve("world")), UnaryOperator.identity(), Parts.USUAL);
  }

  private static SlackWorld started(Sandbox world, UnaryOperator<Policy> rules, Parts parts) throws Exception {
    var made = new SlackWorld(FakeSlack.start(), world, rules);
    made.start(parts);
    return made;
  }

  /// What a bot is made of, for tests that have something of their own in it.
  ///
  /// @param entrance how Slack reaches it
  /// @param inbox opens the inbox in a file
  /// @param others makes the chats beside Slack, each from the time that people are told and the pace of its messages
  record Parts(Entrance entrance, UnaryOperator<Journal> journal, UnaryOperator<Cluster> cluster,
      BiFunction<Path, InstantSource, ChatInbox> inbox, List<BiFunction<InstantSource, Brisk, ChatSetup>> others) {
    Parts(Entrance entrance, UnaryOperator<Journal> journal, UnaryOperator<Cluster> cluster,
        BiFunction<Path, InstantSource, ChatInbox> inbox) {
      this(entrance, journal, cluster, inbox, List.of());
    }

    /// The usual ones, with another chat beside Slack.
    static Parts beside(BiFunction<InstantSource, Brisk, ChatSetup> other) {
      return new Parts(Entrance.SOCKET, UnaryOperator.identity(), UnaryOperator.identity(), ChatInbox::open,
          List.of(other));
    }

    static final Parts USUAL = over(Entrance.SOCKET);

    /// The usual ones, where Slack comes in by `entrance`.
    static Parts over(Entrance entrance) {
      return new Parts(entrance, UnaryOperator.identity(), UnaryOperator.identity(), ChatInbox::open);
    }
  }

  /// A bot while it runs.
  record Bot(Wiring wiring, ChatInbox inbox, Chats.Open front, Brisk pace, List<Brisk> paces) {
    void close() {
      front.close();
      wiring.close();
      inbox.close();
    }

    void settle() throws InterruptedException {
      front.awaitRest();
      wiring.engine().awaitRest();
      pace.awaitIdle();
      for (var other : paces) {
        other.awaitIdle();
      }
      // Answers that were posted just now may have pictures.
      front.awaitRest();
    }
  }

  /// Starts the bot, which goes on where it was.
  void start() throws InterruptedException {
    start(Parts.USUAL);
  }

  void start(Parts parts) throws InterruptedException {
    var pace = new Brisk();
    var configuration = configuration();
    var workspace = new Workspace(slack.methodsUrl(), List.of(FakeSlack.OPS),
        new SlackTokens(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, FakeSlack.SIGNING_SECRET));
    var place = Place.in(world);
    var paces = parts.others().stream().map(_ -> new Brisk()).toList();
    var others = new ArrayList<ChatSetup>();
    for (var number = 0; number < paces.size(); number++) {
      others.add(parts.others().get(number).apply(world.clock(), paces.get(number)));
    }
    var wiring = Wiring.bot(place.with(parts.cluster().apply(place.cluster())).with(Limits.PATIENT), configuration,
        new Fronts(new Nobody(), Watcher.NONE, all(others, SlackFrontEnd.setup(workspace, !parts.others().isEmpty(),
            new ChatClocks(world.clock(), pace, pace),
            (reception, sockets) -> parts.entrance().open(slack, reception)))),
        parts.journal());
    var inbox = parts.inbox().apply(world.journal().resolveSibling("inbox.db"), world.clock());
    wiring.engine().recover();
    wiring.chats().tellWhatIsLost(inbox);
    var front = wiring.chats().open(wiring.desk(), inbox.inbox());
    bot = new Bot(wiring, inbox, front, pace, paces);
    slack.await("a way in",
        () -> front.doors().values().stream().allMatch(door -> door.state() instanceof DoorState.Open));
    bot.settle();
  }

  private static List<ChatSetup> all(List<ChatSetup> others, ChatSetup slack) {
    return Stream.concat(Stream.of(slack), others.stream()).toList();
  }

  private Configuration configuration() {
    var read = ConfigurationReader.read(world.configuration());
    var policy = read.policy();
    var ours = new Policy(Set.of("slack:" + ALICE), Set.of("slack:" + BOB), policy.needed(), policy.ownRequest(),
        policy.expireAfter());
    return new Configuration(read.catalogue(), rules.apply(ours), read.kinds(), read.jobs(), read.slack(),
        read.anchor());
  }

  /// Ends the bot, as a deployment does.
  void stop() {
    var running = bot();
    bot = null;
    running.close();
  }

  Bot bot() {
    if (bot == null) {
      throw new IllegalStateException("the bot does not run");
    }
    return bot;
  }

  FakeSlack slack() {
    return slack;
  }

  Sandbox sandbox() {
    return world;
  }

  /// `user` types `text` in the channel.
  Ack says(String user, String text) throws InterruptedException {
    var space = text.indexOf(' ');
    var ack = slack.command(user, FakeSlack.OPS, text.substring(0, space), text.substring(space + 1)).await();
    settle();
    return ack;
  }

  /// `user` clicks the newest button of that label.
  Ack clicks(String user, String label) throws InterruptedException {
    var ack = slack.click(user, having(label), label).await();
    settle();
    return ack;
  }

  /// The newest message with a button of that label.
  Message having(String label) {
    return slack.messages(FakeSlack.OPS).stream().filter(message -> message.buttons().contains(label))
        .reduce((_, newer) -> newer)
        .orElseThrow(() -> new AssertionError("no [" + label + "] in\n" + transcript() + slack.violations()));
  }

  /// Something happens to the world.
  void happens(String fault) throws InterruptedException {
    world.happen(Fault.parse(fault).orElseThrow());
    bot().wiring().engine().tick();
    settle();
  }

  /// Time passes in the world and in Slack.
  void passes(Duration time) throws InterruptedException {
    world.clock().advance(time);
    slack.pass(time);
    bot().pace().pass(time);
    bot().paces().forEach(pace -> pace.pass(time));
    bot().wiring().engine().tick();
    settle();
  }

  /// Returns when nothing more happens by itself.
  void settle() throws InterruptedException {
    bot().settle();
  }

  /// The channel as people see it.
  String transcript() {
    return slack.transcript(FakeSlack.OPS);
  }

  @Override
  public void close() {
    if (bot != null) {
      bot.close();
    }
    world.close();
    slack.close();
  }

  /// The terminal, at which nobody sits.
  private static final class Nobody implements Chat {
    @Override
    public String name() {
      return "terminal";
    }

    @Override
    public String post(RunId run, Post post) {
      return "unseen";
    }
  }
}
