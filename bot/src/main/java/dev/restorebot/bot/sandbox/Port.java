package dev.restorebot.bot.sandbox;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.time.Duration;

/// Taking a port of this machine.
final class Port {
  /// A process that is being started holds a copy of every socket of this one until it has become its own program: a
  /// port that was given up at that moment stays taken for some milliseconds.
  private static final RetryPolicy<Object> UNTIL_FREE =
      RetryPolicy.builder().withDelay(Duration.ofMillis(50)).withMaxAttempts(20).build();

  private Port() {}

  /// What `listen` returns, tried again for a second while it fails. Blocks.
  ///
  /// @param name whose port it is, for people
  /// @throws IllegalStateException if it goes on failing
  static <T> T take(String name, int port, CheckedSupplier<T> listen) {
    try {
      return Failsafe.with(UNTIL_FREE).get(listen);
    } catch (RuntimeException e) {
      var why = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException("the sandbox's " + name + " cannot use port " + port + ": " + why.getMessage(),
          why);
    }
  }
}
