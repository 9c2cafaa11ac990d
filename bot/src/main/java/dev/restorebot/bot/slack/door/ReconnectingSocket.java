package dev.restorebot.bot.slack.door;

import dev.restorebot.bot.chat.DoorState;
import dev.restorebot.bot.chat.DoorState.Connecting;
import dev.restorebot.bot.chat.DoorState.Disabled;
import dev.restorebot.bot.chat.DoorState.Open;
import dev.restorebot.bot.slack.door.SocketUrls.RefusedException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Keeps a line to Slack open: opens the next one before Slack closes the last, and waits longer and longer where that does
/// not succeed. Confined to the thread of `turns`, but for [#state].
final class ReconnectingSocket {
  private static final Logger LOG = System.getLogger(ReconnectingSocket.class.getName());

  private static final Duration OPENING = Duration.ofSeconds(10);
  private static final Duration DRAINING = Duration.ofSeconds(20);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  /// Slack pings its clients, which expect that within 30 s. After this time without a sound Slack is pinged, and after as
  /// much again the line is given up.
  private static final Duration SILENCE = Duration.ofSeconds(25);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  /// A line that lives shorter does not tell that all is well.
  private static final Duration GOOD_LIFE = Duration.ofMinutes(1);
  private static final Duration DISABLED = Duration.ofMinutes(15);

  private final Dialler dialler;
  private final Executor turns;
  private final Timer timer;
  private final InstantSource time;
  private volatile DoorState state;

  private final Set<SocketLine> draining = new HashSet<>();
  private @Nullable SocketLine current;
  private @Nullable SocketLine opening;
  private Instant openedAt = Instant.EPOCH;
  private boolean seeking;
  private boolean ended;
  private int attempt;
  private int failures;
  private String said = "";

  ReconnectingSocket(Dialler dialler, Executor turns, Timer timer, InstantSource time) {
    this.dialler = dialler;
    this.turns = turns;
    this.timer = timer;
    this.time = time;
    this.state = new Connecting(time.instant(), "the bot has just been started");
  }

  DoorState state() {
    return state;
  }

  /// Looks for a line, if none is being looked for.
  void seek() {
    if (!seeking) {
      seek(Duration.ZERO);
    }
  }

  private void seek(Duration delay) {
    seeking = true;
    attempt++;
    var mine = attempt;
    if (delay.isZero()) {
      dial(mine);
    } else {
      later(delay, () -> dial(mine));
    }
  }

  private void dial(int mine) {
    if (mine == attempt) {
      Thread.ofVirtual().name("slack-dial").start(() -> dialling(mine));
    }
  }

  /// On a thread of its own: Slack may take its time.
  private void dialling(int mine) {
    try {
      var line = dialler.dial();
      turns.execute(() -> connect(mine, line));
    } catch (RefusedException e) {
      turns.execute(() -> refused(mine, described(e)));
    } catch (IOException | RuntimeException e) {
      turns.execute(() -> failed(mine, described(e)));
    }
  }

  private void connect(int mine, SocketLine line) {
    if (mine != attempt) {
      return;
    }
    opening = line;
    line.connect();
    later(OPENING, () -> {
      if (line.equals(opening)) {
        line.end();
      }
    });
  }

  private void refused(int mine, String why) {
    if (mine != attempt) {
      return;
    }
    if (current == null) {
      disable(why);
    } else {
      failed(mine, why);
    }
  }

  private void failed(int mine, String why) {
    if (mine != attempt) {
      return;
    }
    seeking = false;
    if (state instanceof Disabled) {
      rest();
      return;
    }
    if (current == null) {
      state = new Connecting(state instanceof Connecting before ? before.since() : time.instant(), why);
    }
    tell(Level.WARNING, "no socket to Slack could be opened: " + why);
    seek(nextWait());
  }

  /// 1, 2, 4 ... 30 seconds.
  private Duration nextWait() {
    var wait = Duration.ofSeconds(1L << Math.min(failures, 5));
    failures++;
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /// `line` is ready.
  void hello(SocketLine line) {
    if (!line.equals(opening)) {
      return;
    }
    var before = current;
    opening = null;
    seeking = false;
    current = line;
    openedAt = time.instant();
    if (!(state instanceof Open)) {
      state = new Open(openedAt);
      tell(Level.INFO, "the socket to Slack is open");
    }
    listen(line, false);
    if (before != null) {
      drain(before);
    }
  }

  /// Slack announces that it will close `line`.
  void disconnect(SocketLine line, String reason) {
    if (reason.equals("link_disabled")) {
      disable("Slack says link_disabled: Socket Mode is switched off. Switch it on in the app's settings");
    } else if (line.equals(opening)) {
      line.end();
    } else if (line.equals(current) && !seeking) {
      replace(reason.equals("too_many_websockets"));
    }
  }

  private void replace(boolean crowded) {
    var early = livedShortly();
    if (crowded) {
      tell(Level.WARNING, "Slack says that this app has too many sockets open: does another restorebot run?");
    }
    var wait = failures > 0 || crowded ? nextWait() : Duration.ZERO;
    if (early && wait.isZero()) {
      failures++;
    }
    seek(wait);
  }

  /// Forgets earlier failures if the current line has lived long enough to tell that they are over.
  private boolean livedShortly() {
    var early = Duration.between(openedAt, time.instant()).compareTo(GOOD_LIFE) < 0;
    if (!early) {
      failures = 0;
    }
    return early;
  }

  /// `line` is gone.
  void closed(SocketLine line, String why) {
    draining.remove(line);
    if (ended) {
      return;
    }
    if (line.equals(opening)) {
      opening = null;
      failed(attempt, why);
    } else if (line.equals(current)) {
      current = null;
      state = new Connecting(time.instant(), why);
      tell(Level.WARNING, "the socket to Slack is lost: " + why);
      livedShortly();
      if (!seeking) {
        seek(nextWait());
      }
    }
  }

  /// What is under way on `line` may come to its end.
  private void drain(SocketLine line) {
    draining.add(line);
    later(DRAINING, () -> {
      if (draining.contains(line)) {
        line.close();
        later(GOODBYE, line::end);
      }
    });
  }

  private void listen(SocketLine line, boolean asked) {
    later(SILENCE, () -> {
      if (!line.equals(current) && !draining.contains(line)) {
        return;
      }
      if (line.heard()) {
        listen(line, false);
      } else if (asked || !line.pinged()) {
        tell(Level.WARNING, "the socket to Slack is silent; another is opened");
        line.end();
      } else {
        listen(line, true);
      }
    });
  }

  private void disable(String why) {
    if (!(state instanceof Disabled)) {
      tell(Level.ERROR, why + ". It is tried again every " + DISABLED.toMinutes() + " minutes; nobody in Slack is heard"
          + " until then");
    }
    state = new Disabled(state instanceof Disabled before ? before.since() : time.instant(), why);
    var lines = lines();
    current = null;
    opening = null;
    lines.forEach(this::drain);
    rest();
  }

  private void rest() {
    seeking = false;
    attempt++;
    var mine = attempt;
    later(DISABLED, () -> {
      if (mine == attempt) {
        seek();
      }
    });
  }

  /// The lines that are there, for their end; opens no more.
  List<SocketLine> end() {
    ended = true;
    attempt++;
    var lines = lines();
    lines.addAll(draining);
    return lines;
  }

  private List<SocketLine> lines() {
    var lines = new ArrayList<SocketLine>();
    if (current != null) {
      lines.add(current);
    }
    if (opening != null) {
      lines.add(opening);
    }
    return lines;
  }

  private void later(Duration delay, Runnable task) {
    timer.after(delay, () -> turns.execute(() -> {
      if (!ended) {
        task.run();
      }
    }));
  }

  /// Logs it, unless it was the last thing logged.
  private void tell(Level level, String what) {
    if (!what.equals(said)) {
      said = what;
      LOG.log(level, what);
    }
  }

  private static String described(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /// Makes the next line, not yet connected; blocks.
  @FunctionalInterface
  interface Dialler {
    SocketLine dial() throws IOException;
  }
}
