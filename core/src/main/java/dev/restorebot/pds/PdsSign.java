package dev.restorebot.pds;

/// The codes of the signs that only a PDS shows.
final class PdsSign {
  /// Accounts without a row in the account table that the newest snapshot has. Subjects: accounts.
  static final String ROWS_MISSING = "accounts-without-row";
  /// Accounts that the PDS does not know, where the volume was not seen. Subjects: accounts.
  static final String ROWS_UNSEEN = "rows-missing-volume-unseen";
  /// Accounts without a row that the newest snapshot has, and without a store, of which nobody told that they were deleted. Subjects:
  /// accounts.
  static final String GONE = "accounts-gone";
  /// Accounts that were deleted after the newest snapshot. Subjects: accounts.
  static final String DELETED = "accounts-deleted";
  /// Stores without a row in the account table, which the newest snapshot does not have either. Subjects: accounts.
  static final String ROWS_NOWHERE = "accounts-in-no-backup";
  /// Accounts without e-mail address and password, which the newest snapshot has. Subjects: accounts.
  static final String LOGINS_MISSING = "accounts-without-login";
  /// There is not one account in the account table, and there are stores.
  static final String NO_ROWS = "no-accounts";
  /// Accounts without a store below `actors/`. Subjects: accounts.
  static final String STORES_MISSING = "accounts-without-store";
  /// Stores that are no databases any more, as a worker sees them. Subjects: their paths.
  static final String NO_DATABASE = "store-no-database";
  /// Accounts whose stores are damaged. Subjects: accounts, with their DIDs.
  static final String STORES_DAMAGED = "stores-damaged";
  /// There are accounts, and not one store.
  static final String NO_STORES = "no-stores";
  /// Stores without a signing key. Subjects: accounts.
  static final String KEYS_MISSING = "stores-without-key";
  /// Accounts that were active in the snapshot and are taken down. Subjects: accounts.
  static final String TAKEN_DOWN = "accounts-taken-down";
  /// Accounts that were active in the snapshot and are deactivated. Subjects: accounts.
  static final String DEACTIVATED = "accounts-deactivated";
  /// Accounts whose DID the PDS could not resolve. Subjects: accounts.
  static final String UNRESOLVED = "dids-unresolved";
  /// The PDS answers with errors of its own. Subjects: accounts, with their DIDs.
  static final String FAILING = "pds-failing";
  /// Its health check says that it cannot read its accounts.
  static final String UNWELL = "pds-unwell";
  /// It does not answer.
  static final String SILENT = "pds-silent";
  /// Something else answers in its place.
  static final String STRANGER = "not-the-pds";

  /// Its log tells of a damaged database.
  static final String LOG_CORRUPT = "log-corrupt";
  /// Its log tells of a database that it may not write to.
  static final String LOG_READONLY = "log-readonly";
  /// Its log tells of a disk without room.
  static final String LOG_FULL = "log-full";
  /// Its log tells of a signing key that is not there.
  static final String LOG_KEY = "log-key-missing";

  /// Relays whose cursor is above the last number of the sequencer. Subjects: relays.
  static final String BEHIND_RELAY = "sequencer-behind-relay";
  /// Relays that are idle though the sequencer is ahead of them. Subjects: relays.
  static final String RELAY_IDLE = "relay-idle";
  /// Relays that are idle where nobody could see how far the sequencer is. Subjects: relays.
  static final String RELAY_IDLE_UNSEEN = "relay-idle-unseen";
  /// Relays that have stopped trying. Subjects: relays.
  static final String RELAY_OFFLINE = "relay-offline";
  /// Relays that throttle or ban this PDS. Subjects: relays.
  static final String RELAY_REFUSES = "relay-refuses";
  /// Relays that do not know this host. Subjects: relays.
  static final String RELAY_UNKNOWN = "relay-unknown";
  /// Relays that follow, far behind. Subjects: relays.
  static final String RELAY_LAGS = "relay-lags";

  private PdsSign() {}
}
