package dev.restorebot.engine;

import dev.restorebot.plan.Plan;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Parked;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunState;
import dev.restorebot.service.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What people are told of a run that is not over and of which an entry cannot be read: the bot does not know how far it has
/// come, so they must look. Pure.
final class Parking {
  private final Run run;
  private final Optional<ServiceDefinition> service;

  /// @param service what the configuration says of the run's service, if that is known and configured
  Parking(Run run, Optional<ServiceDefinition> service) {
    this.run = run;
    this.service = service;
  }

  /// What is to be journaled when the bot finds the run: nothing if it is not parked, or was told of already.
  Optional<RunEvent> due() {
    if (!(run.state() instanceof RunState.Parked)) {
      return Optional.empty();
    }
    var told = run.entries().reversed().stream()
        .filter(entry -> entry.event() instanceof Parked || breaks(entry)).findFirst()
        .filter(entry -> entry.event() instanceof Parked);
    return told.isPresent() ? Optional.empty() : Optional.of(new Parked(why(), byHand()));
  }

  private static boolean breaks(Entry entry) {
    return entry.event() instanceof Unreadable unreadable && unreadable.bearing() == Unreadable.Bearing.STATE;
  }

  private String why() {
    return run.entries().stream().filter(Parking::breaks).findFirst()
        .map(entry -> entry.event() instanceof Unreadable(var name, var why, _, _)
            ? "entry " + entry.number() + (name.isEmpty() ? "" : " (`" + name + "`)")
                + " of its record cannot be read: "
                + why
            : "")
        .orElse("an entry of its record cannot be read");
  }

  private List<String> byHand() {
    var steps = new ArrayList<String>();
    var job = "If a Job with " + run.id() + " in its name is still there, wait until it ends, then delete it.";
    if (Drills.isDrill(run)) {
      steps.add("A drill touches nothing of a service. " + job);
      steps.add("Then close the run: `/restore cancel " + run.id() + "`.");
      return steps;
    }
    steps.addAll(service.map(known -> ofService(known, run.state().known().lastPlan())).orElseGet(this::ofUnknown));
    steps.add(job);
    steps.add("On the volume, look into the folder " + run.id().folder().path()
        + ": `sealed-journal`, or `journal` of an older run, says what was moved, `displaced/` has the old data. If a file is missing from its place, put it back"
        + " from there while the service is stopped.");
    steps.add("When the service runs on the right data, close the run: `/restore cancel " + run.id() + "`."
        + run.service().map(name -> " Until then no other restore of " + name + " begins.").orElse("")
        + " Other services are not affected.");
    return steps;
  }

  private List<String> ofUnknown() {
    return List.of(run.service().map(name -> "The service " + name + " is not configured here.").orElse(
        "Which service it is about cannot be read. `restorebot audit export` prints the entry as it is stored."));
  }

  private static List<String> ofService(ServiceDefinition service, Optional<Plan> plan) {
    var workload = service.workload();
    var replicas = plan.map(made -> " to " + made.replicas()).orElse("");
    var steps = new ArrayList<String>();
    steps.add("See whether " + service.name() + " runs: " + workload.kind() + "/" + workload.name() + " in namespace "
        + workload.namespace() + ". If it is scaled to 0, scale it back" + replicas
        + ", but only after the look at the volume below.");
    if (!service.backups().cronJobs().isEmpty()) {
      steps.add("See whether its backups are suspended, and let them run again: CronJob "
          + String.join(", ", service.backups().cronJobs()) + ".");
    }
    return steps;
  }
}
