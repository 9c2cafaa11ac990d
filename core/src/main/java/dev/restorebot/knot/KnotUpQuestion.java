package dev.restorebot.knot;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Gateway;
import dev.restorebot.kind.Observation;
import dev.restorebot.knot.KnotApi.WordAnswer;
import java.net.URI;

/// Whether the knot answers at all, and knows whose it is.
record KnotUpQuestion(URI url, KnotApi knot) implements Check {
  @Override
  public String name() {
    return "answers";
  }

  @Override
  public String question() {
    return "Does the knot answer, and say whose it is?";
  }

  @Override
  public Observation look() {
    return switch (knot.version()) {
      case WordAnswer.Said(var version) -> owned(version);
      case WordAnswer.Refused(var status, _, _) when Gateway.nobodyBehind(status) -> Observation.of(
          Condition.DEGRADED, KnotSign.SILENT, url + " answers HTTP " + status
              + ", and not as a knot does: " + Gateway.TOLD);
      case WordAnswer.Refused(var status, _, _) -> Observation.of(Condition.DEGRADED, KnotSign.STRANGER,
          url + " answers HTTP " + status + ", as no knot does");
      case WordAnswer.Unreachable(var reason) ->
        Observation.of(Condition.DEGRADED, KnotSign.SILENT, url + " does not answer: " + reason);
    };
  }

  private Observation owned(String version) {
    var up = "it is up, version " + Words.of(version);
    return switch (knot.owner()) {
      case WordAnswer.Said(var did) -> Observation.fine(up + ", owned by " + Words.of(did));
      case WordAnswer.Refused(var status, var error, _) -> Observation.of(Condition.DEGRADED, KnotSign.OWNER_UNTOLD,
          up + ", and does not say who owns it: HTTP " + status + " " + Words.of(error));
      case WordAnswer.Unreachable(var reason) -> Observation.unknown(up + ", and then stopped answering: " + reason);
    };
  }
}
