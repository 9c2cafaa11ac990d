package dev.restorebot.pds;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Gateway;
import dev.restorebot.kind.Observation;
import java.net.URI;

/// Whether the PDS answers at all.
record HealthQuestion(URI url, PdsApi pds) implements Check {
  @Override
  public String name() {
    return "answers";
  }

  @Override
  public String question() {
    return "Does the PDS answer, and say that it is well?";
  }

  @Override
  public Observation look() {
    return switch (pds.health()) {
      case PdsApi.HealthAnswer.Up(var version) ->
        Observation.fine("it is up, version " + version + ", which proves nothing about its data");
      case PdsApi.HealthAnswer.Unwell(var status) when status == 503 -> Observation.of(Condition.DEGRADED,
          PdsSign.UNWELL, "its health check answers HTTP 503: it cannot read account.sqlite");
      case PdsApi.HealthAnswer.Unwell(var status) -> strange(status);
      case PdsApi.HealthAnswer.Stranger(var status) when Gateway.nobodyBehind(status) -> Observation.of(
          Condition.DEGRADED, PdsSign.SILENT, url + " answers HTTP " + status
              + ", and not as a PDS does: " + Gateway.TOLD);
      case PdsApi.HealthAnswer.Stranger(var status) -> strange(status);
      case PdsApi.HealthAnswer.Unreachable(var reason) ->
        Observation.of(Condition.DEGRADED, PdsSign.SILENT, url + " does not answer: " + reason);
    };
  }

  private Observation strange(int status) {
    return Observation.of(Condition.DEGRADED, PdsSign.STRANGER, url + " answers HTTP " + status + ", as no PDS does");
  }
}
