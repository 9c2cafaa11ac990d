package dev.restorebot.engine;

import dev.restorebot.cluster.ByHand;
import dev.restorebot.engine.Engine.Printed;
import dev.restorebot.facts.Preflight;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.runbook.RunbookWriter;
import dev.restorebot.worker.WorkerCodec;

/// Plans restores and writes the plans down for people, who do them by hand. Reads only. Blocks; thread-safe.
final class Runbooks {
  private final Preflight preflight;
  private final ByHand byHand;
  private final WorkerCodec codec;

  Runbooks(Preflight preflight, ByHand byHand, WorkerCodec codec) {
    this.preflight = preflight;
    this.byHand = byHand;
    this.codec = codec;
  }

  /// The one for `request`, as the run called `run`.
  Printed print(RunId run, ManagedService site, Request request) throws InterruptedException {
    return switch (preflight.plan(run, site, request)) {
      case Decision.Refused(var reason, var hint) -> new Printed.Declined(reason, hint);
      case Decision.Planned(var plan) -> new Printed.Written(
          new RunbookWriter(byHand, codec, run, site, request, plan).write(preflight.capacity(site.definition())));
    };
  }
}
