package dev.restorebot.jobs;

import dev.restorebot.run.Wait;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the thread that takes a run on waits for while it makes an attempt at a step. For one thread.
public final class Waits {
  private static final ScopedValue<Waits> OF_THIS_ATTEMPT = ScopedValue.newInstance();
  /// Nobody asks why something took less.
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final InstantSource time;
  private final Map<String, Duration> all = new LinkedHashMap<>();

  public Waits(InstantSource time) {
    this.time = time;
  }

  /// An attempt at a step.
  @FunctionalInterface
  public interface Attempt<T> {
    /// Makes it.
    T make() throws InterruptedException;
  }

  /// Makes an attempt, and takes note of what it waits for.
  public <T> T of(Attempt<T> attempt) throws InterruptedException {
    return ScopedValue.where(OF_THIS_ATTEMPT, this).call(attempt::make);
  }

  /// Something that is waited for until this is closed.
  public interface Open extends AutoCloseable {
    @Override
    void close();
  }

  /// From now on the attempt that this thread makes waits for something; does nothing if it makes none.
  ///
  /// @param what as in [Wait]
  public static Open begun(String what) {
    if (!OF_THIS_ATTEMPT.isBound()) {
      return () -> {
      };
    }
    var waits = OF_THIS_ATTEMPT.get();
    var begun = waits.time.instant();
    return () -> waits.all.merge(what, Duration.between(begun, waits.time.instant()), Duration::plus);
  }

  /// What was waited for, in the order in which that began, as far as it was for a second or more.
  public List<Wait> told() {
    return all.entrySet().stream().filter(wait -> wait.getValue().compareTo(LEAST) >= 0)
        .map(wait -> new Wait(wait.getKey(), wait.getValue())).toList();
  }
}
