package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.LocalServer.Request;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.service.WorkloadRef;
import java.net.URI;

/// The way into the sandbox's pods, for as long as they run. Only the knot says there what it does not say outside.
record SandboxInside(KnotStandIn knot) implements PodExec {
  @Override
  public Visit visit(WorkloadRef ref, int port) {
    return new PodVisit(knot, ref, port);
  }

  private record PodVisit(KnotStandIn knot, WorkloadRef ref, int port) implements Visit {
    @Override
    public ExecResult get(String pathAndQuery) {
      var uri = URI.create(pathAndQuery);
      var request = new Request("GET", uri.getPath(), uri.getRawQuery(), "");
      if (!ref.equals(SandboxService.KNOT.workload()) || !knot.running()) {
        return new ExecResult.Unreachable("no pod of " + ref + " is ready");
      }
      if (port != KnotSettings.INTERNAL_PORT) {
        return new ExecResult.Unreachable("nothing listens on port " + port + " in its pod");
      }
      return knot.internal(request).<ExecResult>map(answer -> new ExecResult.Answered(answer.status(), answer.body()))
          .orElseGet(() -> new ExecResult.Unreachable("the knot has stopped"));
    }

    @Override
    public void close() {
      // There is nothing to give up.
    }
  }
}
