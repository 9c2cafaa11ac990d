package dev.restorebot.knot;

import dev.restorebot.cluster.PodExec;
import dev.restorebot.service.WorkloadRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Asks the internal API of a knot in its own pod: 204 lets a push in, 403 refuses it, and whatever else is no answer.
/// Thread-safe.
public final class PodPushGate implements PushGate {
  private static final int ALLOWED = 204;
  private static final int DENIED = 403;

  private final PodExec inside;
  private final WorkloadRef knot;
  private final int port;

  /// @param port where its internal API answers
  public PodPushGate(PodExec inside, WorkloadRef knot, int port) {
    this.inside = inside;
    this.knot = knot;
    this.port = port;
  }

  @Override
  public Round round() {
    return new InPod(inside.visit(knot, port));
  }

  private record InPod(PodExec.Visit visit) implements Round {
    @Override
    public PushAnswer allowed(String did, String repository) {
      return switch (visit.get("/push-allowed?user=" + encoded(did) + "&repo=" + encoded(repository))) {
        case PodExec.ExecResult.Answered(var status, _) when status == ALLOWED -> new PushAnswer.Allowed();
        case PodExec.ExecResult.Answered(var status, _) when status == DENIED -> new PushAnswer.Denied();
        case PodExec.ExecResult.Answered(var status, _) ->
          new PushAnswer.Unknown("its internal API answers HTTP " + status + " to /push-allowed");
        case PodExec.ExecResult.NotAllowed(var reason) -> new PushAnswer.Unknown(reason);
        case PodExec.ExecResult.Unreachable(var reason) -> new PushAnswer.Unknown(reason);
      };
    }

    @Override
    public void close() {
      visit.close();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
