package dev.restorebot.bot.slack.door;

import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import dev.restorebot.bot.chat.Door;
import dev.restorebot.bot.chat.DoorState;
import dev.restorebot.bot.chat.DoorState.Disabled;
import dev.restorebot.bot.slack.door.Frame.Delivery;
import dev.restorebot.bot.slack.door.Frame.Disconnect;
import dev.restorebot.bot.slack.door.Frame.Hello;
import dev.restorebot.bot.slack.door.Reception.Acknowledged;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Slack's Socket Mode: the bot opens a socket to Slack, and needs no way in from outside. What comes is acknowledged on the
/// socket on which it came, once. Sockets that Slack closes, that break or that fall silent are replaced; where Slack has
/// switched the link off, it is tried again every 15 minutes, so that a bot comes back without a restart when somebody has
/// switched it on. Never throws while Slack cannot be reached. Thread-safe.
public final class SocketDoor implements Door {
  private static final Logger LOG = System.getLogger(SocketDoor.class.getName());
  private static final Duration TO_FINISH = Duration.ofSeconds(2);
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("slack-door").factory());
  /// No virtual threads: those that compute, or are in SQLite, let the others wait, and people wait for this.
  private final ExecutorService deliveries =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("slack-delivery-", 0).factory());
  private final JsonMapper mapper = JsonMapper.shared();
  private final Reception reception;
  private final SocketModeRequestParser parser;
  private final ReconnectingSocket keeper;

  private SocketDoor(SocketUrls urls, Reception reception, Timer timer, InstantSource time) {
    this.reception = reception;
    this.parser = new SocketModeRequestParser(reception.config());
    var ears = new Ears();
    this.keeper = new ReconnectingSocket(() -> {
      reception.start();
      return new SocketLine(urls.next(), ears);
    }, this::turn, timer, time);
  }

  /// Begins to look for Slack, and returns.
  public static SocketDoor open(SocketUrls urls, Reception reception, Timer timer, InstantSource time) {
    var door = new SocketDoor(urls, reception, timer, time);
    door.turn(door.keeper::seek);
    return door;
  }

  @Override
  public DoorState state() {
    return keeper.state();
  }

  /// Tries at once, if the state is [Disabled]: somebody has put right what was wrong.
  public void again() {
    turn(() -> {
      if (keeper.state() instanceof Disabled) {
        keeper.seek();
      }
    });
  }

  private void turn(Runnable task) {
    try {
      turns.execute(() -> {
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "the socket to Slack is not looked after as it should be", e);
        }
      });
    } catch (RejectedExecutionException _) {
      // It is closed.
    }
  }

  private void deliver(SocketLine line, Delivery delivery) {
    var answer = reception.answer(() -> {
      var request = parser.parse(delivery.text());
      return request == null ? null : request.getBoltRequest();
    });
    try {
      line.send(acknowledgement(delivery, answer));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "an acknowledgement could not be sent, for its socket is gone: {0}", e.toString());
    }
    reception.afterwards(answer);
  }

  private String acknowledgement(Delivery delivery, Acknowledged answer) {
    var json = mapper.createObjectNode().put("envelope_id", delivery.envelope());
    if (delivery.answerable() && !answer.body().isBlank()) {
      if (answer.json()) {
        try {
          json.set("payload", mapper.readTree(answer.body()));
        } catch (JacksonException e) {
          LOG.log(Level.ERROR, "an answer to Slack is not the JSON that it says it is; it is only acknowledged", e);
        }
      } else {
        json.putObject("payload").put("text", answer.body());
      }
    }
    return mapper.writeValueAsString(json);
  }

  @Override
  public void close() {
    deliveries.shutdown();
    try {
      deliveries.awaitTermination(TO_FINISH.toMillis(), TimeUnit.MILLISECONDS);
      for (var line : lastLines()) {
        line.end(GOODBYE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      deliveries.shutdownNow();
      turns.shutdownNow();
    }
  }

  private List<SocketLine> lastLines() throws InterruptedException {
    try {
      return turns.submit(keeper::end).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (RejectedExecutionException _) {
      return List.of(); // closed before
    }
  }

  private final class Ears implements SocketLine.Ears {
    @Override
    public void said(SocketLine line, String text) {
      var frame = Frame.parse(mapper, text);
      if (frame.isEmpty()) {
        LOG.log(Level.WARNING, "Slack said something on the socket that is not understood; it was left");
        return;
      }
      switch (frame.get()) {
        case Hello _ -> turn(() -> keeper.hello(line));
        case Disconnect(var reason) -> turn(() -> keeper.disconnect(line, reason));
        case Delivery delivery -> take(line, delivery);
      }
    }

    private void take(SocketLine line, Delivery delivery) {
      try {
        deliveries.execute(() -> deliver(line, delivery));
      } catch (RejectedExecutionException _) {
        LOG.log(Level.WARNING, "something came from Slack while the bot was being ended; it was not acknowledged");
      }
    }

    @Override
    public void closed(SocketLine line, String why) {
      turn(() -> keeper.closed(line, why));
    }
  }
}
