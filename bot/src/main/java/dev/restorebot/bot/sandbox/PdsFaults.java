package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.Deed.said;

import dev.restorebot.bot.sandbox.DatabaseFile.Filler;
import dev.restorebot.bot.sandbox.PdsHistory.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Brings mishaps upon the PDS and its relay.
record PdsFaults(PdsFolder folder, SandboxCluster cluster, PdsStandIn pds, RelayStandIn relay, SandboxClock clock) {
  private static final Account BOB = PdsHistory.ACCOUNTS.get(1);

  String bring(Fault.OfPds fault) {
    return switch (fault) {
      case STORE_LOST ->
        changed("The repo of bob is gone from the volume.", () -> Files.delete(folder.store(BOB.did())));
      case STORE_GARBAGE ->
        changed("The repo of bob is no database any more.", () -> Damage.garbage(folder.store(BOB.did())));
      case STORE_CORRUPT ->
        changed("The repo of bob is damaged in the middle.", () -> Damage.inTheMiddle(folder.store(BOB.did())));
      case KEY_LOST ->
        changed("The signing key of bob is gone from the volume.", () -> Files.delete(folder.key(BOB.did())));
      case ACCOUNT_ROW_LOST ->
        edited("The account database has lost the row of bob.", "DELETE FROM actor WHERE did = ?");
      case PASSWORD_LOST -> edited("The account database has lost the e-mail address and the password of bob.",
          "DELETE FROM account WHERE did = ?");
      case ACCOUNT_TAKEN_DOWN ->
        heard("takendown", edited("The account of bob is taken down.",
            "UPDATE actor SET takedownRef = 'sandbox' WHERE did = ?"));
      case ACCOUNT_DEACTIVATED -> heard("deactivated", edited("The account of bob is deactivated.",
          "UPDATE actor SET deactivatedAt = '2026-02-25T11:00:00.000Z' WHERE did = ?"));
      case DIRECTORY_DOWN -> said(() -> pds.resolve(false), "The directory of DIDs does not answer.");
      case DIRECTORY_UP -> said(() -> pds.resolve(true), "The directory of DIDs answers.");
      case ACCOUNTS_GONE -> changed("account.sqlite is gone.", () -> remove(PdsDatabase.ACCOUNT));
      case ACCOUNTS_EMPTIED -> restarted("account.sqlite was lost, and the PDS has made itself an empty one.",
          () -> remove(PdsDatabase.ACCOUNT));
      case ACCOUNTS_CORRUPT ->
        restarted("account.sqlite is damaged in the middle.", () -> Damage.inTheMiddle(file(PdsDatabase.ACCOUNT)));
      case ACCOUNTS_CUT_SHORT ->
        restarted("account.sqlite is cut short.", () -> Damage.cutShort(file(PdsDatabase.ACCOUNT)));
      case ACCOUNTS_GARBAGE ->
        restarted("account.sqlite is no database any more.", () -> Damage.garbage(file(PdsDatabase.ACCOUNT)));
      case SEQUENCER_GONE -> changed("sequencer.sqlite is gone.", () -> remove(PdsDatabase.SEQUENCER));
      case SEQUENCER_EMPTIED -> restarted("sequencer.sqlite was lost, and the PDS has made itself an empty one.",
          () -> remove(PdsDatabase.SEQUENCER));
      case DID_CACHE_GONE -> changed("did_cache.sqlite is gone.", () -> remove(PdsDatabase.DID_CACHE));
      case DID_CACHE_GARBAGE ->
        restarted("did_cache.sqlite is no database any more.", () -> Damage.garbage(file(PdsDatabase.DID_CACHE)));
      case DATABASES_READ_ONLY -> changed("The PDS may not write to its databases any more.", this::close);
      case FOREIGN_WAL -> changed("A -wal of another file lies beside account.sqlite.",
          () -> Damage.foreignWal(file(PdsDatabase.ACCOUNT)));
      case PDS_WIPED -> changed("Everything on the volume of the PDS is gone.", () -> Damage.wipe(folder.root()));
      case RELAY_IDLE -> said(() -> relay.become("idle"), "The relay is idle.");
      case RELAY_OFFLINE -> said(() -> relay.become("offline"), "The relay has given the PDS up.");
      case RELAY_BANS -> said(() -> relay.become("banned"), "The relay has banned the PDS.");
      case RELAY_FORGETS -> said(relay::forget, "The relay does not know the PDS any more.");
      case RELAY_DOWN -> said(relay::stop, "The relay is down.");
      case RELAY_HANGS -> said(relay.slowness()::hang, "The relay takes questions and does not answer.");
      case RELAY_SLOW -> said(() -> relay.slowness().slow(Slowness.SLOW), "The relay is slow.");
      case RELAY_WELL -> said(this::healRelay, "The relay is well.");
      case PDS_HANGS -> said(pds.slowness()::hang, "The PDS takes questions and does not answer.");
      case PDS_SLOW -> said(() -> pds.slowness().slow(Slowness.SLOW), "The PDS is slow.");
      case PDS_WELL -> said(pds.slowness()::end, "The PDS answers quickly again.");
    };
  }

  private void healRelay() {
    relay.slowness().end();
    relay.start();
    relay.become("active");
  }

  private Path file(PdsDatabase database) {
    return folder.database(database);
  }

  private void remove(PdsDatabase database) throws IOException {
    for (var ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(file(database).resolveSibling(database.file() + ending));
    }
  }

  private void close() throws IOException {
    for (var database : PdsImage.databases()) {
      Files.setPosixFilePermissions(file(database), PosixFilePermissions.fromString("r--r--r--"));
    }
  }

  /// Something that is done to files.
  private static String changed(String sentence, Deed deed) {
    return Deed.changed("the PDS", sentence, deed);
  }

  private String restarted(String sentence, Deed deed) {
    return changed(sentence, () -> {
      pds.stop();
      deed.run();
      cluster.restart(SandboxService.PDS);
    });
  }

  private String edited(String sentence, String statement) {
    return changed(sentence, () -> {
      Filler change = accounts -> {
        try (var prepared = accounts.prepareStatement(statement)) {
          prepared.setString(1, BOB.did());
          prepared.executeUpdate();
        }
      };
      try (var accounts = DatabaseFile.open(file(PdsDatabase.ACCOUNT))) {
        change.fill(accounts);
      }
    });
  }

  /// A PDS tells everybody in which state an account is now.
  private String heard(String status, String sentence) {
    relay.hear(BOB.did(), status);
    return sentence;
  }
}
