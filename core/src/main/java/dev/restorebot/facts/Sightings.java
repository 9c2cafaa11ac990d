package dev.restorebot.facts;

import dev.restorebot.files.Digest;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.snapshot.Sight;
import dev.restorebot.snapshot.Snapshot.Member;
import dev.restorebot.snapshot.SnapshotBook;
import dev.restorebot.text.Times;
import java.time.InstantSource;
import java.util.Optional;

/// Remembers what each object of a backup was when it was first found good, which the watch sees to on the day when it was made, and tells
/// one that is another now: a backup is written once. Blocks; thread-safe.
public final class Sightings {
  private final SnapshotBook book;
  private final InstantSource time;

  public Sightings(SnapshotBook book, InstantSource time) {
    this.book = book;
    this.time = time;
  }

  /// Why `member`, of which `digest` was fetched, is not what it was; empty if it is, or was never found good before.
  Optional<String> changed(ServiceDefinition service, Member member, Digest digest) {
    return book.sight(service.name(), place(service, member)).filter(sight -> !sight.digest().equals(digest))
        .map(sight -> member.object().name() + " was changed since it was first found good on "
            + Times.minute(sight.at())
            + ": its SHA-256 was " + sight.digest().brief() + "… and is " + digest.brief()
            + "… now. A backup is written once; if it was meant, it is taken under a new time");
  }

  /// Notes that `member`, of which `digest` was fetched, was found good.
  void good(ServiceDefinition service, Member member, Digest digest) {
    book.sight(service.name(), place(service, member), new Sight(digest, time.instant()));
  }

  private static String place(ServiceDefinition service, Member member) {
    var backups = service.backups();
    return backups.store().endpoint() + " " + backups.bucket() + " " + member.object().key();
  }
}
