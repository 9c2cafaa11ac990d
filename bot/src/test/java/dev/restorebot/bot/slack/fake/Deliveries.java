package dev.restorebot.bot.slack.fake;

import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends to the app what happens in Slack, and keeps what became of it. Thread-safe.
final class Deliveries implements Sockets.Listener, AutoCloseable {
  private final Watch watch;
  private final Workspace workspace;
  private final SlackTime time;
  private final Sockets sockets;
  private final Map<String, Ack> sent = new LinkedHashMap<>();
  private final List<Ack> undeliveredEvents = new ArrayList<>();
  private Optional<RequestUrl> requestUrl = Optional.empty();

  Deliveries(Watch watch, Workspace workspace, SlackTime time, Sockets sockets) {
    this.watch = watch;
    this.workspace = workspace;
    this.time = time;
    this.sockets = sockets;
  }

  void deliverTo(URI uri, UnaryOperator<SignedRequest> onTheWay) {
    watch.change(() -> requestUrl = Optional.of(new RequestUrl(uri, onTheWay)));
  }

  Ack send(String type, ObjectNode payload, Consumer<JsonNode> effect) {
    return watch.make(() -> first(new Ack.Sent(type, workspace.nextId("envelope."), payload, effect)));
  }

  /// The same again, in another envelope.
  Ack again(Ack ack) {
    return watch.make(() -> first(ack.sent().as(workspace.nextId("envelope."))));
  }

  /// The same again, as Slack does with an event that was not acknowledged.
  Ack retry(Ack ack) {
    return watch.make(() -> {
      var next = new Ack(watch, ack.sent().as(workspace.nextId("envelope.")));
      next.retriedAfter(ack.retries());
      return sent(next);
    });
  }

  /// The very same envelope again.
  void repeat(Ack ack) {
    watch.change(() -> dispatch(ack));
  }

  private Ack first(Ack.Sent what) {
    return sent(new Ack(watch, what));
  }

  private Ack sent(Ack ack) {
    sent.put(ack.sent().envelope(), ack);
    if (!dispatch(ack) && "events_api".equals(ack.sent().type())) {
      undeliveredEvents.add(ack);
    }
    return ack;
  }

  private boolean dispatch(Ack ack) {
    if (requestUrl.isPresent()) {
      requestUrl.get().send(ack, time, new RequestUrl.Answered() {
        @Override
        public void acknowledged(JsonNode payload) {
          watch.change(() -> arrived(ack, payload));
        }

        @Override
        public void refused(int status) {
          watch.change(() -> ack.refused(status));
        }
      });
      return true;
    }
    ack.departs();
    if (sockets.send(envelope(ack))) {
      return true;
    }
    ack.comesBack();
    return false;
  }

  private static ObjectNode envelope(Ack ack) {
    var what = ack.sent();
    var envelope = Json.object().put("envelope_id", what.envelope()).put("type", what.type())
        .put("accepts_response_payload", takesPayload(what));
    if ("events_api".equals(what.type())) {
      envelope.put("retry_attempt", ack.retries()).put("retry_reason", ack.retries() == 0 ? "" : "timeout");
    }
    envelope.set("payload", what.payload());
    return envelope;
  }

  private static boolean takesPayload(Ack.Sent what) {
    return "slash_commands".equals(what.type()) || "view_submission".equals(Json.text(what.payload(), "type"));
  }

  @Override
  public void opened() {
    var waiting = List.copyOf(undeliveredEvents);
    undeliveredEvents.clear();
    for (var ack : waiting) {
      ack.retriedAfter(ack.retries());
      sent(ack);
    }
  }

  @Override
  public void said(JsonNode message) {
    var ack = sent.get(Json.text(message, "envelope_id"));
    if (ack == null) {
      workspace.violation("acknowledged what was never sent: " + message);
      return;
    }
    arrived(ack, message.has("payload") ? message.path("payload") : Json.object());
    if (message.has("payload") && !takesPayload(ack.sent())) {
      workspace.violation("answered in the acknowledgement of " + Json.text(ack.request(), "type"));
    }
  }

  private void arrived(Ack ack, JsonNode payload) {
    ack.arrives(payload);
    if (ack.late()) {
      workspace.violation("acknowledged after " + ack.latency().truncatedTo(ChronoUnit.MILLIS));
    }
    if (ack.times() > ack.deliveries()) {
      workspace.violation("acknowledged twice: " + ack.sent().envelope());
    }
  }

  @Override
  public void broke(String why) {
    workspace.violation("a socket said what is not understood: " + why);
  }

  /// All that was ever sent, in order.
  List<Ack> all() {
    return List.copyOf(sent.values());
  }

  @Override
  public void close() {
    requestUrl.ifPresent(RequestUrl::close);
  }
}
