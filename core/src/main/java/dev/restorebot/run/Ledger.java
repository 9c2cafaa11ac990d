package dev.restorebot.run;

import dev.restorebot.plan.Request;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.TurnedAway;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Every run as the journal tells it, kept up to date with each entry. The one place that appends: what is decided from a
/// state and what is written on it cannot be parted by another thread. Thread-safe.
public final class Ledger {
  private final Journal journal;
  private final InstantSource time;
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<RunId, Run> runs = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /// Reads the whole journal.
  public Ledger(Journal journal, InstantSource time) {
    this.journal = journal;
    this.time = time;
    journal.after(0).forEach(this::take);
  }

  /// Tells `listener` of each new entry after it is durable, on the thread that appended it.
  public void listen(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  /// One run: its state and all its entries, the oldest first.
  public record Run(RunId id, RunState state, List<Entry> entries) {
    public Run {
      entries = List.copyOf(entries);
    }

    /// What was asked for when it began.
    public Request request() {
      return switch (entries.getFirst().event()) {
        case Asked(_, var request, _) -> request;
        case TurnedAway(_, var request, _) -> request;
        case RunEvent event -> throw new IllegalStateException("run " + id + " begins with " + event);
      };
    }

    long newest() {
      return entries.isEmpty() ? 0 : entries.getLast().number();
    }
  }

  /// The run called `id`, if there is one.
  public Optional<Run> run(RunId id) {
    return locked(() -> Optional.ofNullable(runs.get(id)));
  }

  /// All runs, the oldest first.
  public List<Run> runs() {
    return locked(() -> List.copyOf(runs.values()));
  }

  /// All entries after `number`, over all runs, in order.
  public List<Entry> entriesAfter(long number) {
    return locked(() -> {
      var from = entries.size();
      while (from > 0 && entries.get(from - 1).number() > number) {
        from--;
      }
      return List.copyOf(entries.subList(from, entries.size()));
    });
  }

  /// The digest that seals entry `number` and every entry before it.
  ///
  /// @throws Journal.JournalException if there is no such entry, or it cannot be read
  public String seal(long number) {
    return journal.seal(number);
  }

  /// Appends the event that `decision` makes of the run's present state, if it makes one, and returns once it is durable.
  /// Meanwhile nothing else is appended to any run.
  ///
  /// @throws Journal.JournalException if it could not be stored; nothing was appended
  /// @throws IllegalStateException if the event cannot follow the state; nothing was appended
  public Optional<Entry> append(RunId id, Function<Run, Optional<? extends RunEvent>> decision) {
    var appended = locked(() -> {
      var run = runs.getOrDefault(id, new Run(id, new RunState.Unborn(), List.of()));
      var event = decision.apply(run);
      if (event.isEmpty()) {
        return Optional.<Entry>empty();
      }
      var _ = run.state().after(event.get());
      var entry = journal.append(id, run.newest(), time.instant(), event.get());
      take(entry);
      return Optional.of(entry);
    });
    appended.ifPresent(entry -> listeners.forEach(listener -> listener.accept(entry)));
    return appended;
  }

  private void take(Entry entry) {
    var run = runs.getOrDefault(entry.run(), new Run(entry.run(), new RunState.Unborn(), List.of()));
    var ofRun = new ArrayList<>(run.entries());
    ofRun.add(entry);
    runs.put(entry.run(), new Run(entry.run(), run.state().after(entry.event()), ofRun));
    entries.add(entry);
  }

  private <T> T locked(Supplier<T> work) {
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }
}
