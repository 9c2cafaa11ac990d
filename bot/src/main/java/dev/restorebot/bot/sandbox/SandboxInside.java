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
    public Answer get(String pathAndQuery) {
      var uri = URI.create(pathAndQuery);
      var request = new Request("GET", uri.getPath(), uri.getRawQuery(), "");
      if (!ref.equals(SandboxService.KNOT.workload()) || !knot.running()) {
        return new Answer.Unreachable("no pod of " + ref + " is ready");
      }
      if (port != KnotSettings.INTERNAL_PORT) {
        return new Answer.Unreachable("nothing listens on port " + port + " in its pod");
      }
      return knot.internal(request).<Answer>map(answer -> new Answer.Answered(answer.status(), answer.body()))
          .orElseGet(() -> new Answer.Unreachable("the knot has stopped"));
    }

    @Override
    public void close() {
      // There is nothing to give up.
    }
  }
}
