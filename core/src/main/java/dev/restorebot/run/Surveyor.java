package dev.restorebot.run;

import dev.restorebot.plan.Candidate;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.BackupStore;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotCheck;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks at what a service has, in its backups and on its volume, with the same eyes as a restore and without a run. Changes nothing
/// and journals nothing. Blocks; thread-safe. Throws [dev.restorebot.snapshot.BackupStoreException] and
/// [dev.restorebot.cluster.ClusterException].
public final class Surveyor {
  private final Map<ServiceName, Site> sites;
  private final Resolving resolving;
  private final Vetting vetting;
  private final Workers workers;
  private final Supplier<RunId> ids;

  Surveyor(Map<ServiceName, Site> sites, Resolving resolving, Vetting vetting, Workers workers, Supplier<RunId> ids) {
    this.sites = sites;
    this.resolving = resolving;
    this.vetting = vetting;
    this.workers = workers;
    this.ids = ids;
  }

  /// What an opened snapshot turned out to be.
  public sealed interface Opened {
    /// It could be restored. Its mirrors were not looked at.
    ///
    /// @param check what is in each of its databases
    record Good(Candidate candidate, SnapshotCheck check) implements Opened {}

    /// It could not, and why.
    record Bad(List<String> reasons) implements Opened {
      public Bad {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /// The services that can be restored.
  public Map<ServiceName, Site> sites() {
    return sites;
  }

  /// The service called `name`, if it can be restored.
  public Optional<Site> site(ServiceName name) {
    return Optional.ofNullable(sites.get(name));
  }

  /// The newest snapshots, complete or not, as the listing of the bucket shows them; the newest first.
  public List<Snapshot> recent(Site site, int count) {
    return resolving.recent(site.definition(), count);
  }

  /// The bucket of the service's backups.
  public BackupStore bucket(Site site) {
    return resolving.bucket(site.definition());
  }

  /// Fetches the databases of a complete snapshot, opens them and checks them, as before a restore.
  public Opened open(Site site, Snapshot snapshot) throws IOException, InterruptedException {
    return switch (vetting.look(bucket(site), site, snapshot, Optional.empty(), List.of())) {
      case Vetting.Verdict.Good(var candidate, var check) -> new Opened.Good(candidate, check);
      case Vetting.Verdict.Bad(var reasons) -> new Opened.Bad(reasons);
      case Vetting.Verdict.WithoutMirrors(var reasons) -> new Opened.Bad(reasons);
    };
  }

  /// `good`, which was opened without its mirrors, with them as they are now; empty if they cannot be restored.
  public Optional<Candidate> withMirrors(Site site, Candidate good) throws IOException, InterruptedException {
    return vetting.withMirrors(bucket(site), site, good);
  }

  /// Has a fresh Job do `task`, which must only read, and removes the Job.
  public Report ask(Site site, Task task) throws InterruptedException {
    return workers.ask(ids.get(), site.definition(), task);
  }
}
