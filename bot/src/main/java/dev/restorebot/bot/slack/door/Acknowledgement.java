package dev.restorebot.bot.slack.door;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Slack is told at once about something that came in. What is to be done about that waits for it: nobody should read what came of
/// something before they read that it was taken. Thread-safe.
public final class Acknowledgement {
  private static final ScopedValue<Acknowledgement> OF_THIS_REQUEST = ScopedValue.newInstance();
  /// When Slack has told the person that nobody answered; https://docs.slack.dev/interactivity/handling-user-interaction.
  private static final Duration TOO_LATE = Duration.ofSeconds(3);

  private final CountDownLatch sent = new CountDownLatch(1);

  Acknowledgement() {}

  /// That of the request which this thread handles; one that was sent where it handles none.
  public static Acknowledgement ofThisRequest() {
    if (OF_THIS_REQUEST.isBound()) {
      return OF_THIS_REQUEST.get();
    }
    var none = new Acknowledgement();
    none.sent();
    return none;
  }

  /// Has `handler` handle the request that this acknowledges.
  <T> T of(Callable<T> handler) throws Exception {
    return ScopedValue.where(OF_THIS_REQUEST, this).call(handler::call);
  }

  /// It was sent, or could not be.
  void sent() {
    sent.countDown();
  }

  /// Blocks until it was sent, and for no longer than that is worth while.
  public void await() {
    try {
      var _ = sent.await(TOO_LATE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
