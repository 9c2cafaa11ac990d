package dev.restorebot.facts;

import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.kind.Contents;
import dev.restorebot.plan.Candidate;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotBook;
import dev.restorebot.snapshot.UnmanagedObjects;
import dev.restorebot.snapshot.VerificationRecord;
import dev.restorebot.store.BackupStore;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Task;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at what a service has, in its backups and on its volume, with the same eyes as a restore and without a run. Changes nothing
/// and journals nothing. Blocks; thread-safe. Throws [dev.restorebot.store.BackupStoreException] and
/// [dev.restorebot.cluster.ClusterException].
public final class SnapshotInspector {
  private static final Logger LOG = System.getLogger(SnapshotInspector.class.getName());

  private final Map<ServiceName, ManagedService> sites;
  private final SnapshotResolver resolver;
  private final SnapshotVerifier verifier;
  private final Examinations examinations;
  private final SnapshotBook book;
  private final InstantSource time;
  private final Map<Opening, CompletableFuture<Opened>> openings = new ConcurrentHashMap<>();

  public SnapshotInspector(Map<ServiceName, ManagedService> sites, SnapshotResolver resolver, SnapshotVerifier verifier,
      Examinations examinations,
      SnapshotBook book, InstantSource time) {
    this.book = book;
    this.time = time;
    this.sites = sites;
    this.resolver = resolver;
    this.verifier = verifier;
    this.examinations = examinations;
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
  public Map<ServiceName, ManagedService> sites() {
    return sites;
  }

  /// The service called `name`, if it can be restored.
  public Optional<ManagedService> site(ServiceName name) {
    return Optional.ofNullable(sites.get(name));
  }

  /// The newest snapshots, complete or not, as the listing of the bucket shows them; the newest first.
  public List<Snapshot> recent(ManagedService site, int count) {
    return resolver.recent(site.definition(), count);
  }

  /// The bucket of the service's backups.
  public BackupStore bucket(ManagedService site) {
    return resolver.bucket(site.definition());
  }

  /// What lies in that bucket beside the backups of this service and of the others.
  public UnmanagedObjects.Found unclaimed(ManagedService site) {
    return new UnmanagedObjects(bucket(site), site.definition().backups(),
        sites.values().stream().map(other -> other.definition().backups()).toList()).find();
  }

  /// Fetches the databases of a complete snapshot, opens them and checks them, as before a restore. What it turned out to be is
  /// remembered. Where it is being opened already, that is waited for.
  public Opened open(ManagedService site, Snapshot snapshot) throws IOException, InterruptedException {
    try {
      return opening(site, snapshot).get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException("a snapshot could not be opened", e);
      }
    }
  }

  /// What a complete snapshot turned out to be when it was opened, this time or before. An object that was written anew since counts as
  /// another.
  ///
  /// @param atMost how long it may take to open it; zero to go by memory alone
  /// @return empty if that was not long enough: it goes on being opened, and is known the next time
  public Optional<VerificationRecord> known(ManagedService site, Snapshot snapshot, Duration atMost)
      throws InterruptedException {
    var before = book.of(site.definition().name(), snapshot);
    if (before.isPresent() || atMost.isZero()) {
      return before;
    }
    try {
      return Optional.of(insight(opening(site, snapshot).get(atMost.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (TimeoutException | ExecutionException _) {
      return Optional.empty();
    }
  }

  private static VerificationRecord insight(Opened opened) {
    return switch (opened) {
      case Opened.Good(_, var check) -> VerificationRecord.Sound.of(check);
      case Opened.Bad(var reasons) -> new VerificationRecord.Unsound(reasons);
    };
  }

  /// A snapshot that is being opened: once, however many ask.
  private record Opening(ServiceName service, Snapshot snapshot) {}

  private CompletableFuture<Opened> opening(ManagedService site, Snapshot snapshot) {
    var key = new Opening(site.definition().name(), snapshot);
    var mine = new CompletableFuture<Opened>();
    var begun = openings.putIfAbsent(key, mine);
    if (begun != null) {
      return begun;
    }
    Thread.ofVirtual().name("surveyor").start(() -> {
      try {
        var opened = fetched(site, snapshot);
        remember(key, insight(opened));
        openings.remove(key);
        mine.complete(opened);
      } catch (IOException | InterruptedException | RuntimeException e) {
        openings.remove(key);
        mine.completeExceptionally(e);
      }
    });
    return mine;
  }

  /// A book that cannot be written to costs another look the next time, and nothing else.
  private void remember(Opening opening, VerificationRecord insight) {
    try {
      book.note(opening.service(), opening.snapshot(), insight, time.instant());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what " + opening.snapshot().timestamp() + " of " + opening.service()
          + " turned out to be was not noted", e);
    }
  }

  private Opened fetched(ManagedService site, Snapshot snapshot) throws IOException, InterruptedException {
    return switch (verifier.look(bucket(site), site, snapshot, Optional.empty(), List.of())) {
      case SnapshotVerifier.Verification.Good(var candidate, var check) -> new Opened.Good(candidate, check);
      case SnapshotVerifier.Verification.Bad(var reasons) -> new Opened.Bad(reasons);
      case SnapshotVerifier.Verification.WithoutMirrors(var reasons) -> new Opened.Bad(reasons);
    };
  }

  /// `good`, which was opened without its mirrors, with them as they are now; empty if they cannot be restored.
  public Optional<Candidate> withMirrors(ManagedService site, Candidate good) throws IOException, InterruptedException {
    return verifier.withMirrors(bucket(site), site, good);
  }

  /// Some of what the mirrors hold now, by names alone.
  public Contents mirrors(ManagedService site) {
    return SnapshotVerifier.glance(bucket(site), site);
  }

  /// Has a Job examine the volume, once for all who ask meanwhile, unless a restore is at work on it.
  public Report examine(ManagedService site, Task.Examine task) throws InterruptedException {
    return examinations.of(site.definition(), task);
  }
}
