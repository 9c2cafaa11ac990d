package dev.restorebot.readiness;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.snapshot.SnapshotFinder;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStores;
import dev.restorebot.text.Times;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks whether the backups of a service can be read: the keys, and the bucket.
record BackupsLook(Cluster cluster, BackupStores stores, InstantSource time) {
  List<Requirement> of(ServiceDefinition service) {
    var reference = service.backups().credentials();
    var access = cluster.secret(service.namespace(), reference.secret(), reference.accessKey());
    var secret = cluster.secret(service.namespace(), reference.secret(), reference.secretKey());
    return Stream.of(
        Stream.of(entry(service, reference.accessKey(), access), entry(service, reference.secretKey(), secret)),
        access.flatMap(name -> secret.map(key -> new AccessKeys(name, key))).map(keys -> bucket(service, keys))
            .stream())
        .flatMap(stream -> stream).toList();
  }

  private static Requirement entry(ServiceDefinition service, String entry, Optional<String> value) {
    return Requirement.secret(service.namespace(), service.backups().credentials().secret(), entry, value,
        "Create it, or correct `backups.credentials` in the configuration.");
  }

  private Requirement bucket(ServiceDefinition service, AccessKeys keys) {
    var backups = service.backups();
    var what = "bucket " + backups.bucket() + " of " + backups.store().name();
    try {
      var newest = new SnapshotFinder(stores.open(backups.store(), backups.bucket(), keys), backups)
          .recent(1, time.instant()).stream().findFirst();
      if (newest.isEmpty()) {
        return Requirement.doubtful(what, "it can be read, and there is no snapshot in it",
            "See whether backups are made, and whether `databases` names their keys.");
      }
      return SnapshotFinder.lately(newest.get(), time.instant())
          ? Requirement.there(what, "newest snapshot " + newest.get().timestamp() + ", "
              + Times.moment(newest.get().last().instant()))
          : Requirement.doubtful(what, "there is no snapshot of the last weeks in it: the newest is "
              + newest.get().timestamp(), "See why none are made any more.");
    } catch (BackupStoreException e) {
      return Requirement.missing(what, String.valueOf(e.getMessage()), "");
    }
  }
}
