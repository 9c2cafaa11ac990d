package dev.restorebot.bot;

import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.bot.Wiring.Fronts;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.chat.ChatInbox;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.sandbox.World;
import dev.restorebot.bot.slack.SlackFrontEnd;
import dev.restorebot.bot.slack.SlackReadiness;
import dev.restorebot.bot.slack.SlackTokens;
import dev.restorebot.bot.terminal.Board;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/// The sandbox in a channel of a real Slack: every member of the channel may ask and approve, and what can happen to this
/// world is typed in the terminal.
final class SlackSandbox {
  private static final int WELL = 0;
  private static final int NO_TOKENS = 1;
  private static final String SANDBOX = "sandbox:";

  private final World world;
  private final SlackSettings settings;

  SlackSandbox(World world, SlackSettings settings) {
    this.world = world;
    this.settings = settings;
  }

  /// Goes on until somebody types `quit`, or the program is ended.
  int run(BufferedReader in, PrintStream out) throws IOException, InterruptedException {
    var tokens = SlackTokens.of(System.getenv());
    if (tokens.bot().isEmpty() || tokens.app().isEmpty()) {
      out.println("SLACK_BOT_TOKEN and SLACK_APP_TOKEN are not set; deploy/slack/README.md says where to get them.");
      return NO_TOKENS;
    }
    var configuration = configuration();
    var slack = SlackFrontEnd.setup(settings, tokens, world.clock(), Wiring.realTime());
    var board = new Board(out);
    SlackReadiness.of(settings, System.getenv()).look(configuration.policy())
        .forEach(requirement -> out.print(CheckCommand.lines(requirement)));
    try (var inbox = ChatInbox.open(world.inbox(), world.clock());
        var bot = Wiring.bot(Place.in(world), configuration, new Fronts(board, board, List.of(slack)),
            UnaryOperator.identity())) {
      bot.engine().recover();
      bot.chats().tellWhatIsLost(inbox);
      try (var _ = bot.chats().open(bot.desk(), inbox.inbox())) {
        out.println(world.story() + " Type /restore in the channel "
            + settings.channels()
                .getFirst()
            + ", and here what shall happen: sandbox: " + String.join(" | ", Fault.examples())
            + "; quit ends it.");
        listen(in, out, bot);
      }
    }
    return WELL;
  }

  private Configuration configuration() {
    var read = ConfigurationReader.read(world.configuration());
    var members = Set.of("slack-channel:" + settings.channels().getFirst());
    var policy = new Policy(members, members, read.policy().needed(), OwnRequest.MAY_APPROVE,
        read.policy().expireAfter(), read.policy().glass());
    return new Configuration(read.catalogue(), policy, read.kinds(), read.jobs(), read.slack(),
        read.anchor());
  }

  private void listen(BufferedReader in, PrintStream out, Wiring bot) throws IOException, InterruptedException {
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      if (line.strip().equals("quit")) {
        return;
      }
      var what = line.strip().startsWith(SANDBOX) ? line.strip().substring(SANDBOX.length()).strip() : line.strip();
      out.println(
          Fault.parse(what).map(world::happen).orElse(line.isBlank() ? "" : "Nothing like that can happen here."));
      bot.engine().tick();
    }
    new CountDownLatch(1).await();
  }
}
