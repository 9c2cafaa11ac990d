package dev.restorebot.failsafe;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import dev.restorebot.store.Retries;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// [Retries] with a delay that doubles. Thread-safe.
public final class FailsafeRetries implements Retries {
  private final FailsafeExecutor<Object> executor;

  /// Four attempts, half a second after the first.
  public FailsafeRetries() {
    this(4, Duration.ofMillis(500));
  }

  /// At most `attempts` attempts, `delay` after the first and twice as long after each one that follows.
  public FailsafeRetries(int attempts, Duration delay) {
    var builder = RetryPolicy.builder()
        .handleIf(failure -> failure instanceof BackupStoreException e && e.kind() == Kind.UNAVAILABLE)
        .withMaxAttempts(attempts);
    executor = Failsafe.with(
        delay.isZero() ? builder.build() : builder.withBackoff(delay, delay.multipliedBy(64)).build());
  }

  /// The first attempt is made without the library, which costs more than reading a small object; it hears of failures only.
  @Override
  public void make(Attempt attempt) throws InterruptedException {
    try {
      attempt.run();
    } catch (BackupStoreException e) {
      again(attempt, e);
    }
  }

  private void again(Attempt attempt, BackupStoreException first) throws InterruptedException {
    var failed = new AtomicBoolean(true);
    try {
      executor.run(() -> {
        if (failed.getAndSet(false)) {
          throw first;
        }
        attempt.run();
      });
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        var interrupted = new InterruptedException("while trying again");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }
}
