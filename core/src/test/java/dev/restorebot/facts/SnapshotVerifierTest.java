package dev.restorebot.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.NoRoomException;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.FolderStore;
import dev.restorebot.text.ByteSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotVerifierTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir
  private Path folder;

  @Test
  void fetchesNothingThatItsOwnDiskHasNoRoomFor() {
    var scratch = folder.resolve("scratch");
    var verifier = new SnapshotVerifier(
        new GuardedReader(new DirectReader(new SqliteDatabases()), new ForgetfulBook(), InstantSource.system()),
        new Sightings(new ForgetfulBook(), InstantSource.system()),
        attempt -> attempt.run(), scratch);
    var database = PlanWorld.service().backups().databases().getFirst();
    var at = Instant.parse("2026-02-24T02:00:11Z");
    var huge = new Snapshot(List.of(new Snapshot.Member(database, new Timestamp(at),
        new BackupObject("huge", new ByteSize(1L << 60), "etag", at))), List.of());

    assertThatThrownBy(() -> verifier.look(new FolderStore(folder.resolve("no bucket")), site(), huge, Optional.empty(),
        List.of())).isInstanceOf(NoRoomException.class)
        .hasMessageStartingWith("restorebot's own disk has no room to look at the snapshot 20260224-020011: ")
        .hasMessageContaining(" are needed in " + scratch + ", and ").hasMessageEndingWith(" are free");

    assertThat(scratch).isEmptyDirectory();
  }

  private static ManagedService site() {
    var settings = new PdsSettings(NOWHERE, "pds.test", List.of(NOWHERE), 1000);
    return new ManagedService(PlanWorld.service(), new Pds(settings, new HttpPds(NOWHERE), new HttpRelay()),
        new PdsFiles());
  }
}
