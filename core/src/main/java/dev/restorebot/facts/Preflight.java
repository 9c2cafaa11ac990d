package dev.restorebot.facts;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import dev.restorebot.jobs.JobRequest;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.NoRoomException;
import dev.restorebot.jobs.Patience;
import dev.restorebot.jobs.Tasks;
import dev.restorebot.jobs.Waits;
import dev.restorebot.jobs.Workers;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Means;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.Facts;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Planner;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.service.SecretRef;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Gathers the facts for a plan without touching anything, and has the plan made. Blocks; thread-safe. What is missing or
/// does not answer becomes a refusal with its reason.
public final class Preflight {
  private static final ByteSize NOTHING = new ByteSize(0);

  private final Cluster cluster;
  private final SnapshotResolver resolver;
  private final Workers workers;
  private final Function<ServiceName, Optional<PastDrill>> lastDrill;
  private final InstantSource time;

  public Preflight(Cluster cluster, SnapshotResolver resolver, Workers workers,
      Function<ServiceName, Optional<PastDrill>> lastDrill,
      InstantSource time) {
    this.lastDrill = lastDrill;
    this.cluster = cluster;
    this.resolver = resolver;
    this.workers = workers;
    this.time = time;
  }

  /// How far the run is whose facts are gathered.
  ///
  /// @param staged how much of the snapshot is on the volume already
  /// @param stoppedFor the plan for which the service was stopped, if it was
  /// @param attempt which look it is while the service is stopped, from 1
  private record Stage(ByteSize staged, Optional<Plan> stoppedFor, int attempt) {
    private static final Stage FRESH = new Stage(NOTHING, Optional.empty(), 1);
  }

  /// What was decided, and on which contents of the volume.
  ///
  /// @param live empty if it was not looked at
  public record Recheck(Decision decision, Contents live) {
    private static Recheck refused(String reason, String hint) {
      return new Recheck(new Decision.Refused(reason, hint), Contents.EMPTY);
    }
  }

  /// Whether the service runs while the facts are gathered.
  private enum Service {
    AS_IT_IS, STOPPED_BY_US
  }

  /// Has a worker wait for what `run` will need, where that can be had, before it is planned.
  ///
  /// @param left the run before, whose worker still waits where the cluster or the bot was away when that ended
  /// @return why it need not be planned: the cluster does not answer; empty otherwise
  public Optional<Decision.Refused> ready(RunId run, ManagedService site, Optional<RunId> left)
      throws InterruptedException {
    try {
      if (left.isPresent()) {
        workers.standDown(left.get(), site.definition());
      }
      workers.standBy(run, site.definition());
      return Optional.empty();
    } catch (ClusterException e) {
      return e.kind() == Kind.UNAVAILABLE
          ? Optional.of(new Decision.Refused(String.valueOf(e.getMessage()), e.next()))
          : Optional.empty();
    }
  }

  /// The plan for `request`, from scratch.
  public Decision plan(RunId run, ManagedService site, Request request) throws InterruptedException {
    return guarded(() -> switch (request.intent()) {
      case Intent.Amend _ -> decide(run, site, request, resolver.asItIs(), Stage.FRESH);
      case Intent.OfSnapshot of -> switch (resolver.resolve(site, of.selector(), of.mirrors())) {
        case SnapshotResolver.Resolution.Refused(var reason, var hint) -> Recheck.refused(reason, hint);
        case SnapshotResolver.Resolution.Resolved(var candidate) when request.isDrill() -> drill(site, candidate);
        case SnapshotResolver.Resolution.Resolved(var candidate) -> decide(run, site, request, candidate, Stage.FRESH);
      };
    }).decision();
  }

  /// The plan of a drill, for which nothing in the cluster is looked at.
  private Recheck drill(ManagedService site, Candidate candidate) {
    var now = time.instant();
    var noun =
        site.kind().loss(candidate.contents(), candidate.contents(), ExternalState.NOTHING, Set.of(), now).noun();
    return new Recheck(new Decision.Planned(Planner.drill(site.definition(), candidate, noun, now)), Contents.EMPTY);
  }

  /// The plan for the same snapshot on the facts as they are now, while the service may be running.
  public Decision again(RunId run, ManagedService site, RunProgress course) throws InterruptedException {
    return again(run, site, course, Service.AS_IT_IS, 1).decision();
  }

  /// The same, after the service was stopped for the restore.
  ///
  /// @param attempt counted from 1
  public Recheck againWhileStopped(RunId run, ManagedService site, RunProgress course, int attempt)
      throws InterruptedException {
    return again(run, site, course, Service.STOPPED_BY_US, attempt);
  }

  /// What the cluster says that the service's volume may hold, in bytes, if it says so.
  public OptionalLong capacity(ServiceDefinition service) {
    return cluster.volume(service.namespace(), service.volume().claim()).map(Cluster.Volume::limit)
        .orElse(OptionalLong.empty());
  }

  /// With what one uses the service who is a user of it.
  public Means means(ServiceDefinition service, Patience patience) {
    return new UserMeans(cluster, service, time, patience);
  }

  private Recheck again(RunId run, ManagedService site, RunProgress course, Service state, int attempt)
      throws InterruptedException {
    var plan = course.plan();
    var stopped = state == Service.STOPPED_BY_US ? Optional.of(plan) : Optional.<Plan>empty();
    var isStaged = course.result(Step.STAGE).isPresent();
    var staged = isStaged ? plan.snapshot().size() : NOTHING;
    var where = isStaged ? SnapshotResolver.Where.STAGED : SnapshotResolver.Where.IN_THE_STORE;
    return guarded(() -> {
      if (state == Service.AS_IT_IS) {
        workers.standBy(run, site.definition());
      }
      return switch (known(site, course, where)) {
        case SnapshotResolver.Resolution.Refused(var reason, var hint) -> Recheck.refused(reason, hint);
        case SnapshotResolver.Resolution.Resolved(var candidate) -> decide(run, site, course.request(), candidate,
            new Stage(staged, stopped, attempt));
      };
    });
  }

  /// What the plan is about, as it is now.
  private SnapshotResolver.Resolution known(ManagedService site, RunProgress course, SnapshotResolver.Where where)
      throws IOException, InterruptedException {
    var known = course.plan().snapshot();
    return switch (course.request().intent()) {
      case Intent.Amend _ -> new SnapshotResolver.Resolution.Resolved(known);
      case Intent.OfSnapshot of -> {
        try (var _ = Waits.begun("the object store")) {
          yield resolver.again(site, known, of.mirrors(), where);
        }
      }
    };
  }

  /// What the last check of a restore of this service needs and is not there.
  private Optional<SecretRef> unset(ManagedService site) {
    return site.kind().secrets().stream()
        .filter(ref -> UserMeans.secret(cluster, site.definition(), ref).isEmpty()).findFirst();
  }

  private Recheck decide(RunId run, ManagedService site, Request request, Candidate candidate, Stage standing)
      throws InterruptedException {
    var service = site.definition();
    var workload = cluster.workload(service.workload());
    if (workload.isEmpty()) {
      return Recheck.refused("there is no workload " + service.workload(),
          "Correct `workload` in the configuration, or create it.");
    }
    var volume = cluster.volume(service.namespace(), service.volume().claim());
    if (volume.isEmpty()) {
      return Recheck.refused("there is no volume claim " + service.volume().claim() + " in namespace "
          + service.namespace(), "Correct `volume.claim` in the configuration, or create it.");
    }
    var unset = standing.stoppedFor().isEmpty() ? unset(site) : Optional.<SecretRef>empty();
    if (unset.isPresent()) {
      return Recheck.refused("the Secret " + unset.get().secret() + " in namespace " + service.namespace()
          + " is missing, or has no entry " + unset.get().entry() + ": with it the last check of a restore logs in",
          "Create it, or take out of the configuration what names it.");
    }
    var look = new JobRequest(run, service, Tasks.inspect(service, volume.get().limit()), 1);
    return switch (workers
        .ask(standing.stoppedFor().map(plan -> look.hurried(plan, standing.attempt())).orElse(look))) {
      case Report.Inspected inspected ->
        new Recheck(Planner.decide(facts(site, request, candidate, inspected, workload.get(), standing)),
            inspected.contents());
      case Report.Failed(var reason, var hint, _) -> Recheck.refused("the volume " + service.volume().claim()
          + " could not be looked at: " + reason, hint);
      case Report other -> throw new IllegalStateException("a worker told to inspect reported " + other);
    };
  }

  private Facts facts(ManagedService site, Request request, Candidate candidate, Report.Inspected inspected,
      Workload workload,
      Stage standing) {
    var service = site.definition();
    var change = change(site, request, candidate, inspected.contents(), standing);
    var found = cronJobs(service);
    var active = found.entrySet().stream().filter(entry -> entry.getValue().equals(Optional.of(CronJob.ACTIVE)))
        .map(Map.Entry::getKey).toList();
    var missing = found.entrySet().stream().filter(entry -> entry.getValue().isEmpty())
        .map(Map.Entry::getKey).toList();
    return new Facts(service, request, change.candidate(),
        standing.stoppedFor().map(plan -> new Workload(plan.replicas(), 0, 0, workload.keepers())).orElse(workload),
        standing.stoppedFor().map(Plan::cronJobs).orElse(active), missing, inspected, standing.staged(),
        change.outside(), change.loss(),
        change.byHand(), change.ifUndone(), lastDrill.apply(service.name()).orElse(null), change.at());
  }

  /// What would be other than before, and what people must know of that.
  private record Change(Candidate candidate, ExternalState outside, Loss loss, List<String> byHand,
      List<String> ifUndone,
      Instant at) {}

  private Change change(ManagedService site, Request request, Candidate candidate, Contents live, Stage standing) {
    var kind = site.kind();
    return switch (request.intent()) {
      case Intent.Amend _ -> {
        var outside = site.outside();
        yield new Change(candidate.holding(live), outside, kind.amending(live), kind.byHandAfterAmendment(),
            kind.ifAmendmentUndone(), time.instant());
      }
      case Intent.OfSnapshot _ -> {
        var outside = standing.stoppedFor().map(site::outsideSince)
            .orElseGet(() -> kind.outside(candidate.contents(), live));
        var at = time.instant();
        yield new Change(candidate, outside,
            kind.loss(candidate.contents(), live, outside, request.accepted(), at),
            kind.byHand(candidate.contents()), kind.ifUndone(), at);
      }
    };
  }

  private SortedMap<String, Optional<CronJob>> cronJobs(ServiceDefinition service) {
    return service.backups().cronJobs().stream().collect(Collectors.toMap(Function.identity(),
        name -> cluster.cronJob(service.namespace(), name), (first, _) -> first, TreeMap::new));
  }

  private static Recheck guarded(Gathering gathering) throws InterruptedException {
    try {
      return gathering.decide();
    } catch (BackupStoreException e) {
      return Recheck.refused(String.valueOf(e.getMessage()), "");
    } catch (ClusterException e) {
      return Recheck.refused(String.valueOf(e.getMessage()), e.next());
    } catch (NoRoomException e) {
      return Recheck.refused(String.valueOf(e.getMessage()), "Make that volume larger, then ask again.");
    } catch (IOException e) {
      return Recheck.refused("restorebot's own disk failed: " + e.getMessage(), "Make room, then ask again.");
    } catch (RuntimeException e) {
      return Recheck.refused(Unexpected.told("the facts could not be gathered", e), Unexpected.NEXT);
    }
  }

  /// Work that ends in a decision and may fail on the way.
  private interface Gathering {
    Recheck decide() throws IOException, InterruptedException;
  }
}
