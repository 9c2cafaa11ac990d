package dev.restorebot.bot;

import dev.restorebot.audit.Anchoring;
import dev.restorebot.bot.Wiring.Fronts;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.chat.ChatInbox;
import dev.restorebot.bot.chat.Chats;
import dev.restorebot.bot.chat.DoorState;
import dev.restorebot.bot.console.ConsoleServer;
import dev.restorebot.bot.health.HealthServer;
import dev.restorebot.bot.health.HealthServer.Probe;
import dev.restorebot.bot.health.Pulse;
import dev.restorebot.bot.state.StateFolder;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.text.Times;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `restorebot serve`: the bot, for as long as nobody ends it. It may be ended at any moment, and goes on where it was.
@Command(name = "serve", description = "Run the bot until it is ended; people talk to it in Slack, and with `restorebot terminal`.")
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = System.getLogger(ServeCommand.class.getName());
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration WATCH = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Mixin
  private final Installation installation = new Installation();

  @Option(names = "--listen", paramLabel = "PORT", defaultValue = "8080", description = "Where /livez and /readyz answer. Default: 8080.")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var client = Ahead.of("connecting", () -> KubernetesClients.connect(installation.context()))) {
      return serve(client);
    }
  }

  private int serve(Ahead<KubernetesClient> client) throws IOException, InterruptedException {
    var configuration = installation.configuration();
    var keys = installation.keys();
    var board = new Board(System.out);
    var chats = Wiring.chats(configuration, System.getenv(), Wiring.realTime());
    var fronts = new Fronts(board, board, chats);
    try (var state = StateFolder.take(installation.state());
        var inbox = chats.isEmpty() ? null : ChatInbox.open(state.inbox(), Wiring.realTime());
        var connection = Wiring.connection(configuration, client.get(), System.getenv());
        var bot = Wiring.bot(Place.in(state, connection.forRestores(), keys), configuration, fronts,
            UnaryOperator.identity());
        var _ = ConsoleServer.open(installation.socket(), bot, board);
        var clock = Executors.newSingleThreadScheduledExecutor();
        var watch = Executors.newSingleThreadScheduledExecutor();
        var anchorage = Anchorage.of(configuration, System.getenv()).orElse(null);
        var anchor = Executors.newSingleThreadScheduledExecutor()) {
      var pulse = new Pulse(connection.time(), PATIENCE);
      bot.engine().recover();
      try (var open = open(bot, inbox);
          var health = HealthServer.open(port, pulse::beats, () -> true, questions(open))) {
        var _ = clock.scheduleWithFixedDelay(() -> tick(bot, pulse), 0, TICK.toSeconds(), TimeUnit.SECONDS);
        // Apart from the beat: a look at backups may take its time.
        var _ = watch.scheduleWithFixedDelay(() -> watch(bot), 0, WATCH.toSeconds(), TimeUnit.SECONDS);
        if (anchorage != null) {
          var anchoring = anchorage.anchoring(bot.engine().ledger(), connection.time());
          var _ = anchor.scheduleWithFixedDelay(() -> anchor(bot, anchoring), 0, WATCH.toSeconds(), TimeUnit.SECONDS);
        }
        System.out.println("restorebot serves " + configuration.catalogue().names() + "; its probes are on port "
            + health.port() + ", terminals find it at " + installation.socket());
        new CountDownLatch(1).await();
      }
    }
    return 0;
  }

  private static Chats.@Nullable Open open(Wiring bot, @Nullable ChatInbox inbox) {
    if (inbox == null) {
      return null;
    }
    bot.chats().tellWhatIsLost(inbox);
    return bot.chats().open(bot.desk(), inbox.inbox());
  }

  /// One for each chat: `/slackz`.
  private static Map<String, Supplier<Probe>> questions(Chats.@Nullable Open chats) {
    var questions = new HashMap<String, Supplier<Probe>>();
    if (chats != null) {
      chats.doors().forEach((name, door) -> questions.put("/" + name + "z", () -> inWords(door.state())));
    }
    return questions;
  }

  private static Probe inWords(DoorState state) {
    return switch (state) {
      case DoorState.Open(var since) -> new Probe(true, "open since " + Times.moment(since));
      case DoorState.Connecting(var since, var why) ->
        new Probe(false, "connecting since " + Times.moment(since) + ": " + why);
      case DoorState.Disabled(var since, var why) ->
        new Probe(false, "disabled since " + Times.moment(since) + ": " + why);
    };
  }

  private static void watch(Wiring bot) {
    try {
      bot.watch();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the bot could not look at backups; it looks again", e);
    }
  }

  private static void anchor(Wiring bot, Anchoring anchoring) {
    try {
      bot.anchor(anchoring);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the bot could not keep seals of the record; it tries again", e);
    }
  }

  private static void tick(Wiring bot, Pulse pulse) {
    try {
      bot.engine().tick();
      pulse.beat();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the bot missed a beat", e);
    }
  }
}
