package dev.restorebot.diagnose;

import dev.restorebot.cluster.Symptoms;
import dev.restorebot.facts.SnapshotInspector;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Observed.Seen;
import dev.restorebot.kind.Observed.Unseen;
import dev.restorebot.kind.Signs;
import dev.restorebot.plan.Candidate;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.UnmanagedObjects;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Examined;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// What the checks of one diagnosis look at, each thing once.
final class Observations implements DiagnosisContext {
  /// So many of the newest snapshots are looked at.
  static final int RECENT = 30;
  /// So many of them are opened until one is good.
  private static final int OPENED = 4;
  private static final int LINES = 400;

  private final ManagedService site;
  private final SnapshotInspector inspector;
  private final Instant at;
  private final TimedLookup<Examined> volume;
  private final TimedLookup<List<Snapshot>> listing;
  private final TimedLookup<Survey> survey;
  private final TimedLookup<Candidate> prospect;
  private final TimedLookup<List<String>> log;
  private final TimedLookup<ExternalState> outside;
  private final TimedLookup<UnmanagedObjects.Found> unclaimed;

  /// Begins to look at everything.
  Observations(ManagedService site, SnapshotInspector inspector, Symptoms symptoms, Instant at, Limits limits,
      Executor executor) {
    this.site = site;
    this.inspector = inspector;
    this.at = at;
    var patience = limits.look();
    this.listing = TimedLookup.begin(executor, patience, () -> new Seen<>(inspector.recent(site, RECENT)));
    this.log =
        TimedLookup.begin(executor, patience, () -> new Seen<>(symptoms.log(site.definition().workload(), LINES)));
    this.volume = TimedLookup.begin(executor, patience, this::examine);
    this.outside =
        TimedLookup.begin(executor, patience, () -> new Seen<>(site.kind().outside()));
    this.unclaimed = TimedLookup.begin(executor, patience, () -> new Seen<>(inspector.unclaimed(site)));
    this.survey = TimedLookup.begin(executor, patience, this::open);
    this.prospect = TimedLookup.begin(executor, patience, this::complete);
  }

  private Observed<Examined> examine() throws InterruptedException {
    var service = site.definition();
    var required = service.backups().databases().stream().filter(DatabaseDefinition::required)
        .map(DatabaseDefinition::name).collect(Collectors.toSet());
    return switch (inspector.examine(site, new Task.Examine(service.kind(), service.backups().files(), required))) {
      case Examined examined -> new Seen<>(examined);
      case Report.Failed(var reason, _, _) -> new Unseen<>(reason);
      case Report other -> new Unseen<>("a worker told to examine the volume reported " + other);
    };
  }

  private Observed<Survey> open() throws IOException, InterruptedException {
    return switch (listing.whole()) {
      case Unseen<List<Snapshot>>(var why, var lasting) -> new Unseen<>(why, lasting);
      case Seen<List<Snapshot>>(var recent) -> new Seen<>(opened(recent));
    };
  }

  private Survey opened(List<Snapshot> recent) throws IOException, InterruptedException {
    var rejected = new ArrayList<Survey.Rejected>();
    for (var snapshot : recent.stream().filter(Snapshot::ready).limit(OPENED).toList()) {
      switch (inspector.open(site, snapshot)) {
        case SnapshotInspector.Opened.Good(var candidate, var check) -> {
          return new Survey(candidate, check, rejected);
        }
        case SnapshotInspector.Opened.Bad(var reasons) -> rejected.add(new Survey.Rejected(snapshot, reasons));
      }
    }
    return new Survey(null, null, rejected);
  }

  /// The good snapshot with its mirrors, which take longer to look at.
  private Observed<Candidate> complete() throws IOException, InterruptedException {
    var good = survey.whole().map(Survey::candidate);
    return switch (good) {
      case Unseen<Optional<Candidate>>(var why, _) -> new Unseen<>(why);
      case Seen<Optional<Candidate>>(var found) when found.isEmpty() -> new Unseen<>("there is no good snapshot");
      case Seen<Optional<Candidate>>(var found) -> site.definition().backups().mirrors().isEmpty()
          ? new Seen<>(found.get())
          : inspector.withMirrors(site, found.get()).<Observed<Candidate>>map(Seen::new)
              .orElseGet(() -> new Unseen<>("its mirrors cannot be restored as they are"));
    };
  }

  /// Whether a look goes on without which nothing can be recommended: at the volume, or at the backups.
  boolean underWay() {
    return volume.underWay() || survey.underWay();
  }

  /// From now on, each of them may have taken as long as this since the beginning.
  void extend(Duration patience) {
    List.of(listing, volume, survey, prospect).forEach(look -> look.extend(patience));
  }

  /// What the Job saw that examined the volume.
  Observed<Examined> volume() throws InterruptedException {
    return volume.get();
  }

  /// The newest snapshots, as the listing shows them.
  Observed<List<Snapshot>> listing() throws InterruptedException {
    return listing.get();
  }

  /// What the newest of them turned out to be.
  Observed<Survey> survey() throws InterruptedException {
    return survey.get();
  }

  /// What a restore would take, mirrors included.
  Observed<Candidate> prospect() throws InterruptedException {
    return prospect.get();
  }

  /// What lies in the bucket beside the backups.
  Observed<UnmanagedObjects.Found> unclaimed() throws InterruptedException {
    return unclaimed.get();
  }

  /// What others hold about the service.
  Observed<ExternalState> outside() throws InterruptedException {
    return outside.get();
  }

  @Override
  public Observed<Contents> live() throws InterruptedException {
    return volume.get().map(Examined::contents);
  }

  @Override
  public Observed<Signs> defects() throws InterruptedException {
    return volume.get().map(examined -> new Signs(examined.signs()));
  }

  @Override
  public Observed<Contents> snapshot() throws InterruptedException {
    return switch (survey.get()) {
      case Unseen<Survey>(var why, _) -> new Unseen<>(why);
      case Seen<Survey>(var seen) -> seen.candidate().<Observed<Contents>>map(good -> new Seen<>(good.contents()))
          .orElseGet(() -> new Unseen<>("there is no good snapshot among the newest"));
    };
  }

  @Override
  public Observed<Boolean> mirrored(String path) {
    return TimedLookup.guarded(() -> new Seen<>(
        site.definition().backups().mirrors().stream().anyMatch(mirror -> holds(mirror, path))));
  }

  @Override
  public Observed<Contents> mirrors() {
    return TimedLookup.guarded(() -> new Seen<>(inspector.mirrors(site)));
  }

  private boolean holds(MirrorDefinition mirror, String path) {
    return !inspector.bucket(site).list(mirror.prefix() + path + "/", "", 1).objects().isEmpty();
  }

  @Override
  public Observed<List<String>> log() throws InterruptedException {
    return log.get();
  }

  @Override
  public Instant at() {
    return at;
  }
}
