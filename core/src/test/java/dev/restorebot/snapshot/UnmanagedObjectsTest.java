package dev.restorebot.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.service.Backups;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.CountingStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnmanagedObjectsTest {
  private static final Backups PDS = backups("pds/db/account-{timestamp}.sqlite");
  private static final Backups KNOT = backups("knot/db/knotserver-{timestamp}.db",
      new MirrorDefinition("repositories", "knot/git/", "repositories"));

  private final CountingStore store = new CountingStore();

  @Test
  void namesFoldersAndObjectsThatBelongToNoBackup() {
    objects("pds/actors/00/did/store.sqlite", "pds/actors/01/did/store.sqlite", "pds/db/account-20260224-020011.sqlite",
        "pds/db/account-20260225-020011.sqlite", "pds/db/plc-rotation-key.hex", "pds/notes.txt", "photos/1.jpg");

    assertThat(beside(PDS)).isEqualTo("[pds/actors/, pds/db/plc-rotation-key.hex, pds/notes.txt]");
  }

  @Test
  void findsNothingWhereThereAreBackupsAlone() {
    objects("knot/db/knotserver-20260224-020011.db", "knot/git/did:plc:1/site/HEAD");

    assertThat(beside(KNOT)).isEqualTo("[]");
    assertThat(beside(PDS)).isEqualTo("[]");
  }

  @Test
  void doesNotNameTheBackupsOfAnotherServiceInTheSameFolder() {
    objects("knot/db/knotserver-20260224-020011.db", "knot/git/did:plc:1/site/HEAD",
        "knot/users/users-20260224.sqlite");

    assertThat(beside(KNOT)).isEqualTo("[knot/users/]");
    assertThat(beside(KNOT, backups("knot/users/users-{timestamp}.sqlite"))).isEqualTo("[]");
  }

  @Test
  void looksAtTheWholeBucketWhereBackupsLieInNoFolder() {
    objects("account-20260224-020011.sqlite", "photos/1.jpg", "photos/2.jpg");

    assertThat(beside(backups("account-{timestamp}.sqlite"))).isEqualTo("[photos/]");
    assertThat(beside(backups("{timestamp}.sqlite"))).as("every key may be one").isEqualTo("[]");
  }

  @Test
  void takesSomeRequestsHoweverFullTheBucketIs() {
    for (var object = 0; object < 100_000; object++) {
      objects(String.format("pds/actors/%05d/store.sqlite", object),
          String.format("pds/db/account-%05d.sqlite", object));
    }
    assertThat(beside(PDS)).isEqualTo("[pds/actors/]");
    assertThat(store.requests()).isEqualTo(3);

    for (var object = 0; object < 1000; object++) {
      objects(String.format("pds/note-%05d.txt", object));
    }
    assertThat(beside(PDS)).startsWith("[pds/actors/, pds/note-00000.txt, ")
        .endsWith(", pds/note-00021.txt], and more");
    assertThat(store.requests()).isEqualTo(3 + 24);
  }

  private String beside(Backups backups, Backups... others) {
    var found = new UnmanagedObjects(store, backups, List.of(others)).find();
    return found.names() + (found.more() ? ", and more" : "");
  }

  private void objects(String... keys) {
    Stream.of(keys).forEach(key -> store.put(key, 1));
  }

  private static Backups backups(String key, MirrorDefinition... mirrors) {
    var like = SnapshotFinderTest.BACKUPS;
    return new Backups(like.store(), like.bucket(), like.credentials(),
        List.of(new DatabaseDefinition("database", KeyTemplate.parse(key), "database.sqlite", Need.REQUIRED)),
        List.of(mirrors), like.schedule(), like.cronJobs(), like.tolerance());
  }
}
