package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.Deed.said;

import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Brings mishaps upon the knot.
record KnotFaults(KnotFolder folder, SandboxCluster cluster, KnotStandIn knot, SandboxStore store) {
  private static final Repo SITE = KnotHistory.SITE;

  String bring(Fault.OfKnot fault) {
    return switch (fault) {
      case KNOT_DATABASE_GONE -> changed("The database of the knot is gone.", this::removeDatabase);
      case KNOT_DATABASE_EMPTIED ->
        restarted("The database of the knot was lost, and it has made itself an empty one.", this::removeDatabase);
      case KNOT_DATABASE_GARBAGE ->
        restarted("The database of the knot is no database any more.", () -> Damage.garbage(folder.database()));
      case RIGHTS_MALFORMED -> restarted("Somebody has put a malformed row into the table acl.",
          () -> sql("INSERT INTO acl VALUES ('p', 'did:plc:nobody', 'thisserver', '', '', '', '')"));
      case RIGHTS_EMPTIED -> changed("The table acl is empty.", () -> sql("DELETE FROM acl"));
      case RIGHTS_LOST -> restarted("The table acl knows nothing of site any more.",
          () -> sql("DELETE FROM acl WHERE v2 = '" + SITE.path() + "'"));
      case RIGHTS_UNREAD -> unread();
      case REPOSITORY_GONE -> changed("site is gone from the volume.", () -> StateFile.deleteTree(site()));
      case REPOSITORY_GONE_EVERYWHERE -> changed("site is gone from the volume and from the mirror.", this::siteGone);
      case ALL_REPOSITORIES_GONE ->
        changed("All repositories are gone from the volume.", () -> Damage.wipe(folder.repositories()));
      case REFS_LOST ->
        changed("The folder refs/ of site is gone.", () -> StateFile.deleteTree(site().resolve("refs")));
      case OBJECT_LOST -> changed("An object of site is gone.", this::loseObject);
      case HEAD_LOST -> changed("The HEAD of site is gone.", () -> Files.delete(site().resolve("HEAD")));
      case HOOK_CLOSED ->
        changed("hooks/post-receive of site may not be run any more.", () -> close("hooks/post-receive"));
      case FEED_HOOK_CLOSED -> changed("hooks/post-receive.d/40-notify.sh of site may not be run any more.",
          () -> close("hooks/post-receive.d/40-notify.sh"));
      case OWNER_UNTOLD -> said(knot::forgetOwner, "The knot does not say who owns it any more.");
      case KNOT_WIPED -> changed("Everything on the volume of the knot is gone.", () -> Damage.wipe(folder.root()));
      case KNOT_HANGS -> said(knot.slowness()::hang, "The knot takes questions and does not answer.");
      case KNOT_SLOW -> said(() -> knot.slowness().slow(Slowness.SLOW), "The knot is slow.");
      case KNOT_WELL -> said(knot.slowness()::end, "The knot answers quickly again.");
    };
  }

  private Path site() {
    return folder.repository(SITE.path());
  }

  private void removeDatabase() throws IOException {
    var file = folder.database();
    for (var ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
    }
  }

  /// Takes the rows away, has the knot read the table, and puts them back.
  private String unread() {
    return changed("The knot does not know of the rights to site that its table acl has.", () -> {
      var whole = Files.readAllBytes(folder.database());
      knot.stop();
      sql("DELETE FROM acl WHERE v2 = '" + SITE.path() + "'");
      cluster.restart(SandboxService.KNOT);
      Files.write(folder.database(), whole);
    });
  }

  private void siteGone() {
    StateFile.deleteTree(site());
    store.keys(KnotMirror.PREFIX + SITE.path() + "/").forEach(store::remove);
  }

  private void loseObject() throws IOException {
    try (Stream<Path> all = Files.walk(site().resolve("objects"))) {
      Files.delete(
          all.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/info/")).sorted().findFirst()
              .orElseThrow());
    }
  }

  private void close(String hook) throws IOException {
    Files.setPosixFilePermissions(site().resolve(hook), PosixFilePermissions.fromString("rw-r--r--"));
  }

  private void sql(String statement) throws SQLException {
    try (var database = DatabaseFile.open(folder.database()); var prepared = database.createStatement()) {
      prepared.executeUpdate(statement);
    }
  }

  private static String changed(String sentence, Deed deed) {
    return Deed.changed("the knot", sentence, deed);
  }

  private String restarted(String sentence, Deed deed) {
    return changed(sentence, () -> {
      knot.stop();
      deed.run();
      cluster.restart(SandboxService.KNOT);
    });
  }
}
