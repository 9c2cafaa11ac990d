package dev.restorebot.pds;

import dev.restorebot.kind.Item;

/// The parts of an account and the names of figures, as [dev.restorebot.kind.DataKind#contents] of a PDS tells them.
final class PdsItem {
  /// There is a row in the account table.
  static final String ACCOUNT = "account";
  /// The account has no e-mail address and no password: there is no row for it in the table `account`, without which nobody logs in.
  static final String NO_LOGIN = "no-login";
  /// The account is neither deactivated nor taken down.
  static final String ACTIVE = "active";
  /// `actors/` has its store.
  static final String REPO = "repo";
  /// `actors/` has its signing key.
  static final String KEY = "key";
  /// The sequencer told that the account was deleted.
  static final String DELETED = "deleted";
  /// The sequencer tells of the account, of which there is no row.
  static final String SEQUENCED = "sequenced";
  /// The last sequence number.
  static final String SEQUENCE_LAST = "sequence.last";
  /// The sequence number of the event that the fix-up wrote for relays to see.
  static final String SEQUENCE_ANNOUNCED = "sequence.announced";

  private PdsItem() {}

  /// What people call the account, with its DID.
  static String name(Item item) {
    return name(item.id(), item.label());
  }

  /// @param label its handle, or again the DID
  static String name(String did, String label) {
    return isHandle(did, label) ? label + " (" + did + ")" : did;
  }

  /// True if the account has a handle; without one, its label says nothing.
  static boolean hasHandle(Item item) {
    return isHandle(item.id(), item.label());
  }

  private static boolean isHandle(String did, String label) {
    return !label.isBlank() && !label.equals(did);
  }

  /// An error of the protocol for people.
  static String words(String error, String message) {
    if (error.isEmpty() && message.isEmpty()) {
      return "without a reason";
    }
    return error.isEmpty() || message.isEmpty() ? error + message : error + ": " + message;
  }
}
