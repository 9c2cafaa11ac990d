package dev.restorebot.pds;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Sign;
import dev.restorebot.pds.RelayApi.HostAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer.Status;
import dev.restorebot.pds.RelayApi.HostAnswer.UnknownHost;
import dev.restorebot.pds.RelayApi.HostAnswer.Unreachable;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Whether a relay follows the PDS, and how far behind it is (source: `slurper.go` and `handlers.go` of indigo's relay).
record RelayQuestion(URI relay, String hostname, RelayApi relays, DiagnosisContext scene) implements Check {
  /// A relay that is further behind than this does not keep up.
  private static final long FAR = 1000;

  @Override
  public String name() {
    return "relay " + relay;
  }

  @Override
  public String question() {
    return "Does it follow the PDS, and how far has it come?";
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (relays.hostStatus(relay, hostname)) {
      case UnknownHost _ -> seen(PdsSign.RELAY_UNKNOWN, "it does not know " + hostname);
      case Unreachable(var reason) -> Observation.unknown("it could not be asked: " + reason);
      case Status status -> judged(status, scene.live().seen().flatMap(RelayQuestion::last));
    };
  }

  private static Optional<Long> last(Contents live) {
    return live.number(PdsItem.SEQUENCE_LAST);
  }

  private Observation judged(HostAnswer.Status status, Optional<Long> last) {
    var at = "at sequence number " + status.seq() + last.map(number -> ", the sequencer at " + number)
        .orElse(", and how far the sequencer is could not be seen");
    if (last.isPresent() && status.seq() > last.get()) {
      return seen(PdsSign.BEHIND_RELAY, "it is " + status.status() + " " + at
          + ": what the PDS numbers lower, this relay never takes");
    }
    return switch (status.status()) {
      case "active" -> last.filter(number -> number - status.seq() > FAR).isPresent()
          ? seen(PdsSign.RELAY_LAGS, "it follows, " + (last.get() - status.seq()) + " events behind: " + at)
          : Observation.fine("it follows, " + at);
      case "idle" ->
        seen(last.isPresent() ? PdsSign.RELAY_IDLE : PdsSign.RELAY_IDLE_UNSEEN,
            "idle: it was told that its cursor lies in the future, has stopped, and does"
                + " not come back by itself; it is " + at);
      case "offline" -> seen(PdsSign.RELAY_OFFLINE,
          "offline: it could not reach the PDS and has stopped trying; it is " + at);
      case "throttled", "banned" -> seen(PdsSign.RELAY_REFUSES, status.status() + " by its operators; it is " + at);
      default -> Observation.unknown("in a state that means nothing here: " + status.status());
    };
  }

  private Observation seen(String code, String text) {
    return Observation.of(Condition.DEGRADED, List.of(new Sign(code, List.of(relay.toString()), text)));
  }
}
