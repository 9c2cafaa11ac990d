package dev.restorebot.facts;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.jobs.BackupKeys;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.kind.Contents;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Selector.At;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.SnapshotFinder;
import dev.restorebot.snapshot.SnapshotFinder.Search;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStores;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Turns a selector into a snapshot that was opened and found good, or says why not and which one would be. Blocks;
/// thread-safe. Throws [dev.restorebot.store.BackupStoreException] and [ClusterException].
public final class SnapshotResolver {
  private static final int TRIES_FOR_A_GOOD_ONE = 6;

  private final Cluster cluster;
  private final BackupStores stores;
  private final SnapshotVerifier verifier;
  private final InstantSource time;

  public SnapshotResolver(Cluster cluster, BackupStores stores, SnapshotVerifier verifier, InstantSource time) {
    this.cluster = cluster;
    this.stores = stores;
    this.verifier = verifier;
    this.time = time;
  }

  /// What came of it.
  sealed interface Resolution {
    /// A good snapshot.
    record Resolved(Candidate candidate) implements Resolution {}

    /// None; `hint` is the next move: the newest good one, if there is one.
    record Refused(String reason, String hint) implements Resolution {}
  }

  /// Where the data of a snapshot is that is looked at again.
  enum Where {
    IN_THE_STORE, STAGED
  }

  /// No snapshot: the service's own data as it is now, of which nothing is known yet.
  Candidate asItIs() {
    var now = new Timestamp(time.instant());
    return new Candidate(now, now, List.of(), List.of(), Contents.EMPTY, List.of(), List.of());
  }

  /// The snapshot that `selector` means.
  Resolution resolve(ManagedService site, Selector selector, Mirrors mirrors) throws IOException, InterruptedException {
    var service = site.definition();
    var opened = store(service);
    if (opened.isEmpty()) {
      return new Resolution.Refused(missing(service), "Create it, or correct `credentials` in the configuration.");
    }
    var store = opened.get();
    return switch (new SnapshotFinder(store, service.backups()).find(selector, time.instant())) {
      case Search.NotFound(var reason, var older) -> new Resolution.Refused(reason, newestGood(store, site, older));
      case Search.Found(var snapshot, var passedOver, var older) -> switch (verifier.look(store, site, snapshot,
          Optional.of(mirrors), passedOver)) {
        case SnapshotVerifier.Verification.Good(var candidate, _) -> new Resolution.Resolved(candidate);
        case SnapshotVerifier.Verification.Bad(var reasons) ->
          new Resolution.Refused("the snapshot " + snapshot.timestamp()
              + " cannot be restored: " + String.join("; ", reasons), newestGood(store, site, older));
        case SnapshotVerifier.Verification.WithoutMirrors(var reasons) ->
          new Resolution.Refused("the snapshot " + snapshot.timestamp()
              + " cannot be restored: " + String.join("; ", reasons), otherMirrors(service, mirrors, snapshot));
      };
    };
  }

  /// The same snapshot as before: `known` itself while its objects are what they were, else vetted anew. Once it is staged, the
  /// mirrors may change: it is what was staged that counts.
  Resolution again(ManagedService site, Candidate known, Mirrors mirrors, Where where)
      throws IOException, InterruptedException {
    var service = site.definition();
    var store = store(service);
    if (store.isEmpty()) {
      return new Resolution.Refused(missing(service), "Create it again.");
    }
    var unchanged = known.sources().stream().allMatch(source -> store.get().find(source.object().key())
        .filter(now -> now.etag().equals(source.object().etag()) && now.size().equals(source.object().size()))
        .isPresent());
    return unchanged && (where == Where.STAGED || verifier.mirrorsUnchanged(store.get(), site, known))
        ? new Resolution.Resolved(known)
        : resolve(site, new At(known.timestamp()), mirrors);
  }

  /// The newest snapshots of a service, complete or not, as the listing shows them.
  List<Snapshot> recent(ServiceDefinition service, int count) {
    return new SnapshotFinder(bucket(service), service.backups()).recent(count, time.instant());
  }

  /// The bucket of a service's backups.
  ///
  /// @throws ClusterException also if its keys are not there
  BackupStore bucket(ServiceDefinition service) {
    return store(service).orElseThrow(() -> new ClusterException(missing(service)));
  }

  private String newestGood(BackupStore store, ManagedService site, List<Snapshot> older)
      throws IOException, InterruptedException {
    for (var snapshot : older.stream().filter(Snapshot::ready).limit(TRIES_FOR_A_GOOD_ONE).toList()) {
      if (verifier.look(store, site, snapshot, Optional.empty(),
          List.of()) instanceof SnapshotVerifier.Verification.Good(var candidate, _)) {
        return "The newest good one before it is " + candidate.timestamp() + ": `/restore " + site.definition().name()
            + " at " + candidate.timestamp() + "`.";
      }
    }
    return "`/restore list " + site.definition().name() + "` shows what there is.";
  }

  /// How the mirrors can be had that a snapshot lacks. An older snapshot has the same ones.
  private static String otherMirrors(ServiceDefinition service, Mirrors mirrors, Snapshot snapshot) {
    return mirrors == Mirrors.AS_OF_SNAPSHOT
        ? "To restore it with its mirrors as they are now, ask without `--mirror-as-of-snapshot`: `/restore "
            + service.name() + " at " + snapshot.timestamp() + "`."
        : "No other snapshot has other mirrors. See what is in the bucket " + service.backups().bucket()
            + ", and whether `mirrors` in the configuration says where they are.";
  }

  /// The bucket of a service's backups, if its keys are there.
  private Optional<BackupStore> store(ServiceDefinition service) {
    var backups = service.backups();
    return BackupKeys.of(cluster, service).map(keys -> stores.open(backups.store(), backups.bucket(), keys));
  }

  private static String missing(ServiceDefinition service) {
    CredentialsRef reference = service.backups().credentials();
    return "the Secret " + reference.secret() + " in namespace " + service.namespace() + " is missing, or has no entry "
        + reference.accessKey() + " or " + reference.secretKey();
  }
}
