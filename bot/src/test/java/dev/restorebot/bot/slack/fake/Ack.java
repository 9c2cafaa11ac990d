package dev.restorebot.bot.slack.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of something that Slack sent to the app. Thread-safe.
public final class Ack {
  /// After which a person is told that the app did not answer.
  public static final Duration IN_TIME = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Watch watch;
  private final Sent sent;
  private final List<Arrival> arrivals = new ArrayList<>();
  private long sentAt;
  private int deliveries;
  private int status;
  private int retries;

  /// What was sent.
  ///
  /// @param type as `slash_commands`
  /// @param effect what an acknowledgement in time does in Slack
  record Sent(String type, String envelope, ObjectNode payload, Consumer<JsonNode> effect) {
    Sent as(String newEnvelope) {
      return new Sent(type, newEnvelope, payload, effect);
    }
  }

  private record Arrival(JsonNode payload, Duration after) {}

  Ack(Watch watch, Sent sent) {
    this.watch = watch;
    this.sent = sent;
  }

  Sent sent() {
    return sent;
  }

  /// How often it was tried before.
  int retries() {
    return retries;
  }

  void retriedAfter(int before) {
    retries = before + 1;
  }

  void departs() {
    sentAt = System.nanoTime();
    deliveries++;
  }

  /// Nobody took it.
  void comesBack() {
    deliveries--;
  }

  void arrives(JsonNode payload) {
    arrivals.add(new Arrival(payload, Duration.ofNanos(System.nanoTime() - sentAt)));
    if (arrivals.size() == 1 && !late()) {
      sent.effect().accept(payload);
    }
  }

  void refused(int httpStatus) {
    status = httpStatus;
  }

  /// Whether there was somebody to send it to. If not, the person was told at once.
  public boolean delivered() {
    return watch.see(() -> deliveries > 0);
  }

  /// Whether it is acknowledged by now.
  public boolean acked() {
    return watch.see(() -> !arrivals.isEmpty());
  }

  /// Waits until it is acknowledged.
  ///
  /// @throws AssertionError if it is not
  public Ack await() {
    if (!delivered()) {
      throw new AssertionError(sent.type() + " was not delivered: no socket is open");
    }
    if (!watch.await(() -> acked() || status() != 0, PATIENCE) || !acked()) {
      throw new AssertionError(sent.type() + " was not acknowledged" + (status == 0 ? "" : ": HTTP status " + status));
    }
    return this;
  }

  /// Waits for the acknowledgement's payload; an empty object if it has none.
  public JsonNode payload() {
    await();
    return watch.see(() -> arrivals.getFirst().payload());
  }

  /// Waits for the acknowledgement's text; empty if it has none.
  public String text() {
    return Json.text(payload(), "text");
  }

  /// From sending to the acknowledgement's arrival. Waits for it.
  public Duration latency() {
    await();
    return watch.see(() -> arrivals.getFirst().after());
  }

  /// Whether the acknowledgement came too late.
  public boolean late() {
    return watch.see(() -> !arrivals.isEmpty() && arrivals.getFirst().after().compareTo(IN_TIME) > 0);
  }

  /// How often it was acknowledged by now.
  public int times() {
    return watch.see(arrivals::size);
  }

  /// How often it was sent.
  int deliveries() {
    return deliveries;
  }

  /// The HTTP status if it was sent to a request URL and not taken; else 0.
  public int status() {
    return watch.see(() -> status);
  }

  /// What was sent.
  public JsonNode request() {
    return sent.payload();
  }
}
