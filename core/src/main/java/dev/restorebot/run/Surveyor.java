package dev.restorebot.run;

import dev.restorebot.plan.Candidate;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.BackupStore;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotCheck;
import dev.restorebot.snapshot.Unclaimed;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Looks at what a service has, in its backups and on its volume, with the same eyes as a restore and without a run. Changes nothing
/// and journals nothing. Blocks; thread-safe. Throws [dev.restorebot.snapshot.BackupStoreException] and
/// [dev.restorebot.cluster.ClusterException].
public final class Surveyor {
  /// So many opened snapshots are remembered: each is some figures.
  private static final int REMEMBERED = 1000;

  private final Map<ServiceName, Site> sites;
  private final Resolving resolving;
  private final Vetting vetting;
  private final Workers workers;
  private final Supplier<RunId> ids;
  private final Map<Memory, Opened> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Memory, Opened> eldest) {
      return size() > REMEMBERED;
    }
  });

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

  /// What lies in that bucket beside the backups of this service and of the others.
  public Unclaimed.Found unclaimed(Site site) {
    return new Unclaimed(bucket(site), site.definition().backups(),
        sites.values().stream().map(other -> other.definition().backups()).toList()).find();
  }

  /// Fetches the databases of a complete snapshot, opens them and checks them, as before a restore. What it turned out to be is
  /// remembered.
  public Opened open(Site site, Snapshot snapshot) throws IOException, InterruptedException {
    var opened = fetched(site, snapshot);
    remembered.put(Memory.of(site, snapshot), opened);
    return opened;
  }

  /// What a complete snapshot turned out to be when it was opened, this time or before. An object that was written anew since counts as
  /// another.
  ///
  /// @param atMost how long it may take to open it; zero to go by memory alone
  /// @return empty if that was not long enough: it goes on being opened, and is known the next time
  public Optional<Opened> known(Site site, Snapshot snapshot, Duration atMost) throws InterruptedException {
    var before = remembered.get(Memory.of(site, snapshot));
    if (before != null || atMost.isZero()) {
      return Optional.ofNullable(before);
    }
    var opening = new CompletableFuture<Opened>();
    Thread.ofVirtual().name("surveyor").start(() -> {
      try {
        opening.complete(open(site, snapshot));
      } catch (IOException | InterruptedException | RuntimeException e) {
        opening.completeExceptionally(e);
      }
    });
    try {
      return Optional.of(opening.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException _) {
      return Optional.empty();
    }
  }

  /// By what a snapshot is remembered.
  private record Memory(ServiceName service, List<String> etags) {
    private static Memory of(Site site, Snapshot snapshot) {
      return new Memory(site.definition().name(), snapshot.members().stream()
          .map(member -> member.object().key() + " " + member.object().etag()).toList());
    }
  }

  private Opened fetched(Site site, Snapshot snapshot) throws IOException, InterruptedException {
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
