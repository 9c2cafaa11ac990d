package dev.restorebot.run;

import dev.restorebot.approval.Person;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunEvent.Unreadable.Bearing;
import dev.restorebot.service.ServiceName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
  /// The runs that are not over: few, however many there were.
  private final Map<RunId, Run> open = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /// Reads the whole journal.
  public Ledger(Journal journal, InstantSource time) {
    this.journal = journal;
    this.time = time;
    journal.after(0).forEach(entry -> take(foldable(entry)));
  }

  /// An entry that cannot follow those before it, by the rules of this version, is as good as unreadable.
  private Entry foldable(Entry entry) {
    try {
      var _ = of(entry.run()).state().after(entry.event());
      return entry;
    } catch (RuntimeException e) {
      return new Entry(entry.number(), entry.run(), entry.at(),
          new Unreadable("", String.valueOf(e.getMessage()), null, Bearing.STATE));
    }
  }

  private Run of(RunId id) {
    return runs.getOrDefault(id, new Run(id, new RunState.Unborn(), List.of()));
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

    /// What was asked for when it began; empty if that cannot be read.
    public Optional<Request> request() {
      return Optional.ofNullable(state.known().request());
    }

    /// Who asked for what it does now, or did last; empty if that cannot be read.
    public Optional<Person> asker() {
      return Optional.ofNullable(state.known().asker());
    }

    /// The service that it is about; empty if that cannot be read.
    public Optional<ServiceName> service() {
      return state.known().service();
    }

    /// True if it is about `name`.
    public boolean isAbout(ServiceName name) {
      return service().filter(name::equals).isPresent();
    }

    /// The number of its first entry: of two runs, the one that was asked for sooner has the lower.
    public long begun() {
      return entries.getFirst().number();
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

  /// The runs that are not over, the oldest first.
  public List<Run> open() {
    return locked(() -> open.values().stream().sorted(Comparator.comparingLong(Run::begun)).toList());
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
      var run = of(id);
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
    var run = of(entry.run());
    var ofRun = new ArrayList<>(run.entries());
    ofRun.add(entry);
    var now = new Run(entry.run(), run.state().after(entry.event()), ofRun);
    runs.put(entry.run(), now);
    if (now.state().over()) {
      open.remove(entry.run());
    } else {
      open.put(entry.run(), now);
    }
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
