package dev.restorebot.bot.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/// The connections of a server, and which has to go. Each has a time; and where there is no room for one more, the oldest
/// goes that has not asked yet, at first of the same address. So whoever asks at once is heard, however many wait:
/// a genuine request is whole within milliseconds, and one that dribbles is always older. Thread-safe.
final class Strangers implements Connection.Listener {
  private final Limits limits;
  private final Scheduler scheduler;
  /// In the order in which they came.
  private final Map<Connection, Stranger> open = new LinkedHashMap<>();

  Strangers(Limits limits, Scheduler scheduler) {
    this.limits = limits;
    this.scheduler = scheduler;
  }

  private static final class Stranger {
    private final String address;
    private final Scheduler.Task end;
    private boolean heard;

    private Stranger(String address, Scheduler.Task end) {
      this.address = address;
      this.end = end;
    }
  }

  @Override
  public void onOpened(Connection connection) {
    var address = address(connection);
    List<Connection> surplus = new ArrayList<>();
    synchronized (open) {
      if (of(address) >= limits.ofOneAddress()) {
        oldest(stranger -> stranger.address.equals(address)).ifPresent(surplus::add);
      } else if (open.size() >= limits.connections()) {
        oldest(_ -> true).ifPresent(surplus::add);
      }
      surplus.forEach(this::forget);
      open.put(connection, new Stranger(address, after(limits.time(), connection)));
    }
    surplus.forEach(Strangers::end);
  }

  @Override
  public void onClosed(Connection connection) {
    synchronized (open) {
      forget(connection);
    }
  }

  /// Its request is whole: it stays until it has its answer.
  void heard(Connection connection) {
    mark(connection, true);
  }

  /// It has its answer.
  void answered(Connection connection) {
    mark(connection, false);
  }

  /// How many there are.
  int count() {
    synchronized (open) {
      return open.size();
    }
  }

  private void mark(Connection connection, boolean heard) {
    synchronized (open) {
      var stranger = open.get(connection);
      if (stranger != null) {
        stranger.heard = heard;
      }
    }
  }

  private Scheduler.Task after(Duration time, Connection connection) {
    return scheduler.schedule(() -> timeIsUp(connection), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void timeIsUp(Connection connection) {
    synchronized (open) {
      var stranger = open.get(connection);
      if (stranger == null) {
        return;
      }
      if (stranger.heard) {
        var later = new Stranger(stranger.address, after(limits.time(), connection));
        later.heard = true;
        open.replace(connection, later);
        return;
      }
      forget(connection);
    }
    end(connection);
  }

  private void forget(Connection connection) {
    var stranger = open.remove(connection);
    if (stranger != null) {
      stranger.end.cancel();
    }
  }

  private long of(String address) {
    return open.values().stream().filter(stranger -> stranger.address.equals(address)).count();
  }

  private Optional<Connection> oldest(Predicate<Stranger> of) {
    return open.entrySet().stream().filter(entry -> !entry.getValue().heard && of.test(entry.getValue()))
        .map(Map.Entry::getKey).findFirst();
  }

  private static void end(Connection connection) {
    connection.getEndPoint().close();
  }

  private static String address(Connection connection) {
    return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : "";
  }
}
