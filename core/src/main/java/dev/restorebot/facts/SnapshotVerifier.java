package dev.restorebot.facts;

import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.files.Tree;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.NoRoomException;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.SnapshotReader.Reading;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.WrittenDigests;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.Download;
import dev.restorebot.store.Download.Arrived;
import dev.restorebot.store.Download.Wanted;
import dev.restorebot.store.Retries;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Fetches a snapshot to the bot's own disk, has it opened and says whether anybody would want it back. Blocks; thread-safe.
public final class SnapshotVerifier {
  /// What must be left over.
  private static final ByteSize SPARE = new ByteSize(64L << 20);

  private final GuardedReader reader;
  private final Sightings sightings;
  private final Retries retries;
  private final Path scratch;

  public SnapshotVerifier(GuardedReader reader, Sightings sightings, Retries retries, Path scratch) {
    this.reader = reader;
    this.sightings = sightings;
    this.retries = retries;
    this.scratch = scratch;
  }

  /// Deletes what a bot that was killed has left behind.
  public void cleanUp() {
    try {
      Tree.delete(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("could not empty " + scratch, e);
    }
  }

  /// What came of it.
  sealed interface Verification {
    /// It can be restored.
    ///
    /// @param check what is in each of its databases
    record Good(Candidate candidate, SnapshotCheck check) implements Verification {}

    /// It cannot, and why.
    record Bad(List<String> reasons) implements Verification {}

    /// Its databases can, its mirrors cannot, and why.
    record WithoutMirrors(List<String> reasons) implements Verification {}
  }

  /// Looks at `snapshot`, which the listing showed to be complete. What was fetched is deleted again.
  ///
  /// @param mirrors which state of the mirrors is meant; empty to look at the databases alone
  Verification look(BackupStore store, ManagedService site, Snapshot snapshot, Optional<Mirrors> mirrors,
      List<String> passedOver)
      throws IOException, InterruptedException {
    Files.createDirectories(scratch);
    requireRoom(snapshot);
    var folder = Files.createTempDirectory(scratch, "vetting-");
    try {
      return look(store, site, snapshot, mirrors, passedOver, folder);
    } finally {
      Tree.delete(folder);
    }
  }

  /// The scratch folder may lie beside the journal, which must never want for room because somebody asked for a large snapshot.
  private void requireRoom(Snapshot snapshot) throws IOException {
    var free = new ByteSize(Files.getFileStore(scratch).getUsableSpace());
    var needed = snapshot.size().plus(SPARE);
    if (free.compareTo(needed) < 0) {
      throw new NoRoomException("restorebot's own disk has no room to look at the snapshot " + snapshot.timestamp()
          + ": " + needed + " are needed in " + scratch + ", and " + free + " are free");
    }
  }

  private Verification look(BackupStore store, ManagedService site, Snapshot snapshot, Optional<Mirrors> mirrors,
      List<String> passedOver, Path folder) throws IOException, InterruptedException {
    var wanted = snapshot.members().stream()
        .map(member -> new Wanted(member.object(), folder.resolve(member.database().name() + ".sqlite"))).toList();
    var arrived = new Download(store, retries, Download.Listener.SILENT).fetch(wanted);
    var files = new LinkedHashMap<String, Path>();
    for (var index = 0; index < arrived.size(); index++) {
      files.put(snapshot.members().get(index).database().name(), arrived.get(index).file());
    }
    var written = WrittenDigests.of(snapshot, store);
    var others = others(site, snapshot, arrived, written);
    if (!others.isEmpty()) {
      return new Verification.Bad(others);
    }
    return switch (reader.read(site.definition().name(), snapshot, site.data(), files)) {
      case Reading.Stopped(var reason) -> new Verification.Bad(List.of("it " + reason));
      case Reading.Told told -> judged(store, site, snapshot, mirrors, passedOver, folder, arrived, told, written);
    };
  }

  /// Why what has arrived is not what was backed up, or not what it was when it was first found good; then nobody opens it.
  private List<String> others(ManagedService site, Snapshot snapshot, List<Arrived> arrived, WrittenDigests written) {
    var reasons = new ArrayList<>(written.defects());
    for (var index = 0; index < arrived.size(); index++) {
      var member = snapshot.members().get(index);
      var digest = arrived.get(index).digest();
      reasons.addAll(written.against(member, digest));
      sightings.changed(site.definition(), member, digest).ifPresent(reasons::add);
    }
    return reasons;
  }

  private Verification judged(BackupStore store, ManagedService site, Snapshot snapshot, Optional<Mirrors> mirrors,
      List<String> passedOver, Path folder, List<Arrived> arrived, Reading.Told told, WrittenDigests written)
      throws IOException, InterruptedException {
    var check = told.check();
    var contents = told.contents();
    var reasons = defects(snapshot, check);
    if (!reasons.isEmpty()) {
      return new Verification.Bad(reasons);
    }
    reasons.addAll(contents.unreadable());
    reasons.addAll(site.kind().implausible(contents.plus(glance(store, site))));
    if (!reasons.isEmpty()) {
      return new Verification.Bad(reasons);
    }
    for (var index = 0; index < arrived.size(); index++) {
      sightings.good(site.definition(), snapshot.members().get(index), arrived.get(index).digest());
    }
    var definitions = mirrors.isEmpty() ? List.<MirrorDefinition>of() : site.definition().backups().mirrors();
    var mirrored = Files.createDirectory(folder.resolve("mirrors"));
    var seen = mirrors(store, site, snapshot).look(definitions, mirrors.orElse(Mirrors.NOW), mirrored);
    return seen.defects().isEmpty()
        ? new Verification.Good(
            candidate(snapshot, arrived, contents, findings(findings(CheckFindings.of(check), of(written, snapshot)),
                seen.findings()), seen, passedOver),
            check)
        : new Verification.WithoutMirrors(seen.defects());
  }

  /// `good`, which was looked at without its mirrors, with them as they are now; empty if they cannot be restored.
  Optional<Candidate> withMirrors(BackupStore store, ManagedService site, Candidate good)
      throws IOException, InterruptedException {
    Files.createDirectories(scratch);
    var folder = Files.createTempDirectory(scratch, "mirrors-");
    try {
      var seen = new MirrorLook(store, retries, site.data(), good.last().instant())
          .look(site.definition().backups().mirrors(), Mirrors.NOW, folder);
      return seen.defects().isEmpty()
          ? Optional.of(new Candidate(good.timestamp(), good.last(), good.sources(), seen.mirrors(),
              good.contents().plus(seen.contents()), findings(good.findings(), seen.findings()), good.passedOver()))
          : Optional.empty();
    } finally {
      Tree.delete(folder);
    }
  }

  /// Some of what the mirrors of a service hold now. One request for each.
  static Contents glance(BackupStore store, ManagedService site) {
    return MirrorLook.glance(store, site.data(), site.definition().backups().mirrors());
  }

  /// True if the mirrors of a snapshot that was looked at are still what they were. Lists them, and fetches nothing.
  boolean mirrorsUnchanged(BackupStore store, ManagedService site, Candidate known)
      throws IOException, InterruptedException {
    return new MirrorLook(store, retries, site.data(), known.last().instant()).unchanged(known.mirrors());
  }

  private MirrorLook mirrors(BackupStore store, ManagedService site, Snapshot snapshot) {
    return new MirrorLook(store, retries, site.data(), snapshot.last().instant());
  }

  private static List<String> defects(Snapshot snapshot, SnapshotCheck check) {
    var found = check.databases();
    var defects = new ArrayList<String>();
    for (var member : snapshot.members()) {
      if (found.get(member.database().name()) instanceof DatabaseCheck.Damaged(var reason)) {
        defects.add(member.object().name() + " " + reason);
      }
    }
    return defects;
  }

  /// What people must know of the digests that were written down.
  private static List<Finding> of(WrittenDigests written, Snapshot snapshot) {
    var missing = written.missing(snapshot);
    if (written.lists().isEmpty()) {
      return List.of();
    }
    return missing.isEmpty()
        ? List.of(new Finding(Severity.NOTE, "digests-written-down",
            "What was fetched is what the backup job wrote down in "
                + String.join(", ", written.lists()) + "."))
        : List.of(new Finding(Severity.WARNING, "digests-missing", "The backup job wrote down no digest of "
            + String.join(", ", missing) + " in " + String.join(", ", written.lists())
            + ", so nobody can tell whether that is what was backed up."));
  }

  private static List<Finding> findings(List<Finding> ofDatabases, List<Finding> ofMirrors) {
    return Stream.concat(ofDatabases.stream(), ofMirrors.stream()).toList();
  }

  private static Candidate candidate(Snapshot snapshot, List<Arrived> arrived, Contents contents,
      List<Finding> findings, MirrorLook.Seen mirrors, List<String> passedOver) {
    var sources = new ArrayList<Source>();
    for (var index = 0; index < arrived.size(); index++) {
      var member = snapshot.members().get(index);
      sources.add(new Source(member.database().name(), member.database().file(), member.object(),
          arrived.get(index).digest()));
    }
    return new Candidate(snapshot.timestamp(), snapshot.last(), sources, mirrors.mirrors(),
        contents.plus(mirrors.contents()), findings, passedOver);
  }
}
