package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Conversation.Now;
import dev.restorebot.commands.thread.Messages.Written;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Posted;
import dev.restorebot.run.RunEvent.Shown;
import dev.restorebot.run.RunEvent.StepStarted;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.volume.OutputLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Brings every run's [Conversation] to a chat whose messages can be edited, and keeps it as it should be: posts what is
/// missing, in order, edits what has changed, one write at a time and no faster than the chat wants. What people wait for
/// goes first. What the chat does not take stays to be brought later, so a run never waits for a chat; where a message is
/// is journaled, so a restart goes on with the same messages. A message may be posted twice if the bot is killed, or the
/// chat's answer is lost, right after posting it, and never less than once.
///
/// [#turn] and [#work] belong to one thread; everything else is thread-safe.
public final class Outbox implements Watcher {
  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  private static final Duration IDLE = Duration.ofMinutes(1);
  /// When what grows by itself, a downtime, is looked at again.
  private static final Duration NEXT_LOOK = Duration.ofSeconds(15);
  /// What ended longer ago and was never posted is left to `/restore history`.
  private static final Duration TOO_OLD = Duration.ofDays(1);

  private final Ledger ledger;
  private final Messages messages;
  private final Times times;
  private final Rest rest;
  private final Pace pace;
  private final Predicate<String> shows;
  private final Map<RunId, Page> pages = new LinkedHashMap<>();
  private final Map<RunId, Progress> progress = new ConcurrentHashMap<>();
  private final Set<RunId> changed = ConcurrentHashMap.newKeySet();
  private final Set<RunId> elsewhere = ConcurrentHashMap.newKeySet();
  private final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
  private long read;

  /// An outbox of what `ledger` tells, for the chat behind `messages`.
  ///
  /// @param shows whether a run is shown in this chat, by where it was asked for, as the journal has it
  public Outbox(Ledger ledger, Messages messages, Predicate<String> shows, Times times, Rest rest) {
    this.ledger = ledger;
    this.messages = messages;
    this.shows = shows;
    this.pace = new Pace(messages.pacing());
    this.times = times;
    this.rest = rest;
  }

  /// Two clocks.
  ///
  /// @param told what people are told
  /// @param pacing what writes are paced by
  public record Times(InstantSource told, InstantSource pacing) {}

  /// A message that belongs to no run.
  ///
  /// @param where where it goes, as this chat calls it
  /// @param write one attempt to post it
  /// @param over what to do when the chat has it, or does not want it
  public record Notice(String where, Supplier<Written> write, Runnable over) {}

  /// Posts `notice` when its turn comes; forgotten if the bot ends before that.
  public void post(Notice notice) {
    notices.add(notice);
    rest.wake();
  }

  @Override
  public void advanced(RunId run, OutputLine.Advanced line) {
    if (elsewhere.contains(run)) {
      return;
    }
    var now = times.pacing().instant();
    progress.compute(run, (_, before) -> before == null
        ? Progress.begin(line, now)
        : before.next(line, now));
    changed.add(run);
    rest.wake();
  }

  /// Says that the journal has grown.
  public void wake() {
    rest.wake();
  }

  /// Works until the thread is interrupted.
  public void work() throws InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      var nothingDue = turnSafely();
      if (nothingDue.isPositive()) {
        rest.rest(nothingDue);
      }
    }
  }

  private Duration turnSafely() {
    try {
      return turn();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, messages.name() + " could not be told the news; it is tried again", e);
      return NEXT_LOOK;
    }
  }

  /// A write that is to be done.
  ///
  /// @param rank the lower, the sooner
  record Write(int rank, Instant due, Consumer<Instant> deed) {
    /// A new message that somebody waits for, or one that must come before it.
    static final int AWAITED = 0;
    /// A message that is no longer to be decided by.
    static final int DECIDED = 1;
    /// A new message.
    static final int NEW = 2;
    /// A message that says something else now.
    static final int CHANGED = 3;
  }

  /// Writes at most one message.
  ///
  /// @return how long nothing will be due, unless something happens; zero if it should be called again at once
  public Duration turn() {
    read();
    var now = times.pacing().instant();
    var writes = Stream.concat(List.copyOf(changed).stream().flatMap(this::writes), notice()).toList();
    var due = writes.stream().filter(write -> !write.due().isAfter(now)).min(Comparator.comparingInt(Write::rank));
    if (due.isPresent()) {
      due.get().deed().accept(now);
      return Duration.ZERO;
    }
    return writes.stream().map(write -> Duration.between(now, write.due())).min(Comparator.naturalOrder())
        .orElse(changed.isEmpty() ? IDLE : NEXT_LOOK);
  }

  /// Reads what the journal tells since the last turn.
  private void read() {
    var first = read == 0;
    for (var entry : ledger.entriesAfter(read)) {
      read = entry.number();
      if (isElsewhere(entry)) {
        continue;
      }
      page(entry.run()).track().remember(entry);
      if (!(entry.event() instanceof Posted || entry.event() instanceof Shown)) {
        changed.add(entry.run());
      }
      if (entry.event() instanceof StepStarted) {
        progress.remove(entry.run());
      }
    }
    if (first) {
      pages.forEach(this::recall);
    }
  }

  /// True if `entry` is of a run that other chats show.
  private boolean isElsewhere(Entry entry) {
    if (entry.event() instanceof Asked(_, _, var where) && !shows.test(where)) {
      elsewhere.add(entry.run());
    }
    return elsewhere.contains(entry.run());
  }

  private Page page(RunId run) {
    return pages.computeIfAbsent(run, id -> new Page(id, ledger, messages, pace));
  }

  /// Finds out, after a restart, what the chat may not show as it should be.
  private void recall(RunId id, Page page) {
    var run = ledger.run(id).orElseThrow();
    var shown = run.history().stream().filter(told -> told.entry().number() <= page.track().shown()).toList();
    if (!shown.isEmpty()) {
      page.track().assume(conversation(new Run(id, shown)));
    }
    var ended = run.history().getLast().entry().at();
    if (run.state().over() && !page.track().begun() && ended.plus(TOO_OLD).isBefore(times.told().instant())) {
      changed.remove(id);
    }
  }

  private List<Message> conversation(Run run) {
    return Conversation.of(run,
        new Now(times.told().instant(), Optional.ofNullable(progress.get(run.id())), ledger::seal));
  }

  /// What is to be written for `id`. If that is nothing, it is not looked at again before something happens, but for a
  /// service that is stopped.
  private Stream<Write> writes(RunId id) {
    var run = ledger.run(id).orElseThrow();
    var writes = page(id).writes(run, conversation(run)).toList();
    if (writes.isEmpty()) {
      if (Outage.of(run.entries()).since().isEmpty()) {
        changed.remove(id);
      }
      page(id).settle(run);
    }
    return writes.stream();
  }

  private Stream<Write> notice() {
    return Optional.ofNullable(notices.peek())
        .map(notice -> new Write(Write.NEW, pace.post(notice.where()), now -> post(notice, now))).stream();
  }

  private void post(Notice notice, Instant now) {
    switch (notice.write().get()) {
      case Written.Later later -> pace.holdPosts(later, now);
      case Written.Taken _ -> {
        pace.posted(notice.where(), now);
        over(notice);
      }
      case Written.Gone(var why) -> unwanted(notice, why);
      case Written.Unwanted(var why) -> unwanted(notice, why);
    }
  }

  private void unwanted(Notice notice, String why) {
    LOG.log(Level.ERROR, messages.name() + " does not want a message at " + notice.where() + ": " + why);
    over(notice);
  }

  private void over(Notice notice) {
    notices.remove();
    notice.over().run();
  }
}
