package dev.restorebot.run;

import dev.restorebot.approval.Person;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunEvent.Unreadable.Bearing;
import dev.restorebot.service.ServiceName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Every run as the journal tells it, kept up to date with each entry. The one place that appends: what is decided from a
/// state and what is written on it cannot be parted by another thread. The one place, too, that folds entries to states: it
/// publishes each entry with the state before and the state after. Thread-safe.
public final class Ledger implements Runs {
  private final Journal journal;
  private final InstantSource time;
  private final List<Consumer<Transition>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<RunId, Run> runs = new LinkedHashMap<>();
  /// The runs that are not over: few, however many there were.
  private final Map<RunId, Run> open = new LinkedHashMap<>();
  /// The runs about a service, by their first entries.
  private final Map<ServiceName, NavigableMap<Long, RunId>> about = new HashMap<>();
  private final List<Transition> transitions = new ArrayList<>();

  /// Reads the whole journal.
  public Ledger(Journal journal, InstantSource time) {
    this.journal = journal;
    this.time = time;
    journal.after(0).forEach(entry -> take(folded(entry)));
  }

  /// An entry that cannot follow those before it, by the rules of this version, is as good as unreadable.
  private Transition folded(Entry entry) {
    var state = of(entry.run()).state();
    try {
      return Transition.of(state, entry);
    } catch (RuntimeException e) {
      return Transition.of(state, new Entry(entry.number(), entry.run(), entry.at(),
          new Unreadable("", String.valueOf(e.getMessage()), null, Bearing.STATE)));
    }
  }

  private Run of(RunId id) {
    return runs.getOrDefault(id, new Run(id, List.of()));
  }

  /// Tells `listener` of each new entry after it is durable, with what it made of its run, on the thread that appended it.
  public void listen(Consumer<Transition> listener) {
    listeners.add(listener);
  }

  /// One run: all its entries and what each made of it, the oldest first.
  public record Run(RunId id, List<Transition> history) {
    public Run {
      history = List.copyOf(history);
    }

    /// The run called `id` to which `entries` happened.
    ///
    /// @throws IllegalStateException if one of them cannot follow those before it
    public static Run of(RunId id, List<Entry> entries) {
      var run = new Run(id, List.of());
      for (var entry : entries) {
        run = run.with(Transition.of(run.state(), entry));
      }
      return run;
    }

    private Run with(Transition next) {
      var longer = new ArrayList<>(history);
      longer.add(next);
      return new Run(id, longer);
    }

    /// Where it stands.
    public RunState state() {
      return history.isEmpty() ? new RunState.Unborn() : history.getLast().after();
    }

    /// All its entries, the oldest first.
    public List<Entry> entries() {
      return history.stream().map(Transition::entry).toList();
    }

    /// What was asked for when it began; empty if that cannot be read.
    public Optional<Request> request() {
      return Optional.ofNullable(state().known().request());
    }

    /// Who asked for what it does now, or did last; empty if that cannot be read.
    public Optional<Person> asker() {
      return Optional.ofNullable(state().known().asker());
    }

    /// The service that it is about; empty if that cannot be read.
    public Optional<ServiceName> service() {
      return state().known().service();
    }

    /// True if it is about `name`.
    public boolean isAbout(ServiceName name) {
      return service().filter(name::equals).isPresent();
    }

    /// The number of its first entry: of two runs, the one that was asked for sooner has the lower.
    public long begun() {
      return history.getFirst().entry().number();
    }

    long newest() {
      return history.isEmpty() ? 0 : history.getLast().entry().number();
    }
  }

  /// The run called `id`, if there is one.
  @Override
  public Optional<Run> run(RunId id) {
    return locked(() -> Optional.ofNullable(runs.get(id)));
  }

  /// All runs, the oldest first.
  public List<Run> runs() {
    return locked(() -> List.copyOf(runs.values()));
  }

  /// The runs that are not over, the oldest first.
  @Override
  public List<Run> open() {
    return locked(() -> open.values().stream().sorted(Comparator.comparingLong(Run::begun)).toList());
  }

  /// The runs about `service`, the oldest first.
  @Override
  public List<Run> about(ServiceName service) {
    return locked(() -> about.getOrDefault(service, Collections.emptyNavigableMap()).values().stream()
        .map(id -> Objects.requireNonNull(runs.get(id))).toList());
  }

  /// All entries after `number`, over all runs, in order.
  public List<Entry> entriesAfter(long number) {
    return transitionsAfter(number).stream().map(Transition::entry).toList();
  }

  /// The same, with what each made of its run.
  @Override
  public List<Transition> transitionsAfter(long number) {
    return locked(() -> {
      var from = transitions.size();
      while (from > 0 && transitions.get(from - 1).entry().number() > number) {
        from--;
      }
      return List.copyOf(transitions.subList(from, transitions.size()));
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
        return Optional.<Transition>empty();
      }
      var after = run.state().after(event.get());
      var entry = journal.append(id, run.newest(), time.instant(), event.get());
      var transition = new Transition(entry, run.state(), after);
      take(transition);
      return Optional.of(transition);
    });
    appended.ifPresent(transition -> listeners.forEach(listener -> listener.accept(transition)));
    return appended.map(Transition::entry);
  }

  private void take(Transition transition) {
    var id = transition.entry().run();
    var now = of(id).with(transition);
    runs.put(id, now);
    if (transition.after().over()) {
      open.remove(id);
    } else {
      open.put(id, now);
    }
    transitions.add(transition);
    index(now, transition.before().known().service(), now.service());
  }

  private void index(Run run, Optional<ServiceName> before, Optional<ServiceName> after) {
    if (before.equals(after)) {
      return;
    }
    before.ifPresent(service -> Objects.requireNonNull(about.get(service)).remove(run.begun()));
    after.ifPresent(service -> about.computeIfAbsent(service, _ -> new TreeMap<>()).put(run.begun(), run.id()));
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
