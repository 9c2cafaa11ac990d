package dev.restorebot.sqlite;

import dev.restorebot.run.Inbox;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The inbox in one SQLite file. One thread writes: all that waits goes into one transaction, so that many who speak at
/// once cost the disk as little as one. Waits a second at most for another program that holds the file, since people wait
/// for their acknowledgement. Thread-safe.
public final class SqliteInbox implements Inbox, AutoCloseable {
  static final OwnDatabase DATABASE = new OwnDatabase("inbox", Duration.ofSeconds(1),
      "Move it aside and start again: what was said just before is lost.", InboxException::new);

  private static final Logger LOG = System.getLogger(SqliteInbox.class.getName());
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Path file;
  private final InboxTable table;
  private final InstantSource time;
  private final Thread writer = Thread.ofPlatform().daemon().name("inbox").unstarted(this::write);

  private final ReentrantLock turn = new ReentrantLock();
  private final Condition stir = turn.newCondition();
  private final Condition answers = turn.newCondition();
  private final List<Letter> waiting = new ArrayList<>();
  private final Map<String, Instant> done = new HashMap<>();
  private boolean stirred;
  private boolean closed;

  private SqliteInbox(Path file, Connection connection, InstantSource time) {
    this.file = file;
    this.table = new InboxTable(connection);
    this.time = time;
  }

  /// Opens the inbox in `file`, made new where there is none and brought to this version's schema where it is older.
  ///
  /// @throws InboxException if it cannot be opened, or was written by a newer version; then it is left as it is
  public static SqliteInbox open(Path file, InstantSource time) {
    return on(file, DATABASE.open(file), time);
  }

  /// Sets `file` aside if no version can make anything of it, because it is damaged or something else: what people said must
  /// be heard, and the little that was not worked off is lost either way.
  ///
  /// @return where it is now; empty if it was left where it is
  /// @throws InboxException if it cannot be looked at, or moved
  public static Optional<Path> setAsideIfUnfit(Path file, InstantSource time) {
    try {
      if (DATABASE.damage(file).isEmpty()) {
        return Optional.empty();
      }
      var aside = file.resolveSibling(file.getFileName() + ".unfit-" + time.instant().getEpochSecond());
      Files.move(file, aside);
      for (var sidecar : List.of("-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + sidecar));
      }
      return Optional.of(aside);
    } catch (SQLException | IOException e) {
      throw new InboxException("could not look at the inbox " + file + ": " + e.getMessage(), e);
    }
  }

  /// An inbox on a connection to `file` that is open already.
  static SqliteInbox on(Path file, Connection connection, InstantSource time) {
    var inbox = new SqliteInbox(file, connection, time);
    inbox.writer.start();
    return inbox;
  }

  @Override
  public boolean keep(Item item) {
    var letter = new Letter(item);
    turn.lock();
    try {
      if (closed) {
        throw new InboxException("the inbox " + file + " is closed");
      }
      waiting.add(letter);
      stir();
      while (!letter.answered) {
        answers.awaitUninterruptibly();
      }
    } finally {
      turn.unlock();
    }
    if (letter.failure != null) {
      throw new InboxException("could not write to the inbox " + file + ": " + letter.failure.getMessage(),
          letter.failure);
    }
    return letter.fresh;
  }

  @Override
  public void done(String key) {
    turn.lock();
    try {
      done.putIfAbsent(key, time.instant());
      stir();
    } finally {
      turn.unlock();
    }
  }

  private void stir() {
    stirred = true;
    stir.signal();
  }

  @Override
  public List<Item> open() {
    var finished = finished();
    try {
      return table.open().stream().filter(item -> !finished.contains(item.key())).toList();
    } catch (SQLException e) {
      throw new InboxException("could not read the inbox " + file + ": " + e.getMessage(), e);
    }
  }

  private Set<String> finished() {
    turn.lock();
    try {
      return Set.copyOf(done.keySet());
    } finally {
      turn.unlock();
    }
  }

  private void write() {
    try {
      for (var load = next(); load.isPresent(); load = next()) {
        if (!load.get().isEmpty()) {
          write(load.get());
        }
      }
    } finally {
      end();
    }
  }

  /// Everything that is to be written now; waits until there is something. Empty when that was all.
  private Optional<Load> next() {
    turn.lock();
    try {
      while (!stirred && !closed) {
        stir.awaitUninterruptibly();
      }
      if (!stirred) {
        return Optional.empty();
      }
      stirred = false;
      var load = new Load(List.copyOf(waiting), Map.copyOf(done));
      waiting.clear();
      return Optional.of(load);
    } finally {
      turn.unlock();
    }
  }

  private void write(Load load) {
    var fresh = List.<Boolean>of();
    Exception failure = new IllegalStateException("the program has broken down");
    try {
      fresh = table.write(load.items(), load.done(), time.instant().minus(REMEMBERED));
      failure = null;
    } catch (SQLException | RuntimeException e) {
      failure = e;
    } finally {
      answer(load, fresh, failure);
    }
  }

  private void answer(Load load, List<Boolean> fresh, @Nullable Exception failure) {
    turn.lock();
    try {
      for (var i = 0; i < load.letters.size(); i++) {
        load.letters.get(i).answer(failure == null && fresh.get(i), failure);
      }
      if (failure == null) {
        done.keySet().removeAll(load.done.keySet());
      } else if (!load.done.isEmpty()) {
        LOG.log(Level.WARNING,
            "could not note in the inbox {0} what is done; it is tried again with the next item: {1}",
            file, failure.getMessage());
      }
      answers.signalAll();
    } finally {
      turn.unlock();
    }
  }

  /// Nobody waits for a writer that is gone.
  private void end() {
    turn.lock();
    try {
      closed = true;
      waiting.forEach(letter -> letter.answer(false, new IllegalStateException("it is closed")));
      waiting.clear();
      answers.signalAll();
    } finally {
      turn.unlock();
    }
  }

  /// Takes no more items, writes what was taken, and lets the file go.
  @Override
  public void close() {
    turn.lock();
    try {
      closed = true;
      stir();
    } finally {
      turn.unlock();
    }
    try {
      writer.join();
      table.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw new InboxException("could not close the inbox " + file + ": " + e.getMessage(), e);
    }
  }

  /// What goes into one transaction.
  private record Load(List<Letter> letters, Map<String, Instant> done) {
    boolean isEmpty() {
      return letters.isEmpty() && done.isEmpty();
    }

    List<Item> items() {
      return letters.stream().map(letter -> letter.item).toList();
    }
  }

  /// An item whose sender waits. Guarded by `turn`.
  private static final class Letter {
    private final Item item;
    private boolean answered;
    private boolean fresh;
    private @Nullable Exception failure;

    private Letter(Item item) {
      this.item = item;
    }

    private void answer(boolean isFresh, @Nullable Exception why) {
      answered = true;
      fresh = isFresh;
      failure = why;
    }
  }
}
