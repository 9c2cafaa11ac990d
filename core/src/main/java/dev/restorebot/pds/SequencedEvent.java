package dev.restorebot.pds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An event that a PDS tells its followers about an account (source: `packages/pds/src/sequencer/events.ts` of atproto).
final class SequencedEvent {
  /// The type of events that tell what an account is called.
  static final String IDENTITY = "identity";
  private static final String ACCOUNT = "account";
  private static final String TOMBSTONE = "tombstone";
  private static final String DID = "did";
  private static final String STATUS = "status";
  private static final String DELETED = "deleted";

  /// The types of events that may tell of a deletion: an old PDS had one of its own for it.
  static final List<String> OF_DELETIONS = List.of(ACCOUNT, TOMBSTONE);

  private final String did;
  private final String type;
  private final byte[] body;

  private SequencedEvent(String did, String type, byte[] body) {
    this.did = did;
    this.type = type;
    this.body = body;
  }

  String did() {
    return did;
  }

  /// As the column `eventType` has it.
  String type() {
    return type;
  }

  /// In DAG-CBOR.
  byte[] body() {
    return body.clone();
  }

  /// Tells followers to look the account up anew.
  static SequencedEvent identity(String did) {
    return new SequencedEvent(did, IDENTITY, DagCbor.map(Map.of(DID, did)));
  }

  /// Tells followers in which state the account is.
  ///
  /// @param state neither taken down nor deactivated is active
  static SequencedEvent account(String did, AccountState state) {
    return state.isActive() ? account(did, true, "") : account(did, false, state.status());
  }

  /// Tells followers that the account is no more.
  static SequencedEvent deletion(String did) {
    return account(did, false, DELETED);
  }

  private static SequencedEvent account(String did, boolean active, String status) {
    var body = new LinkedHashMap<String, Object>();
    body.put(DID, did);
    body.put("active", active);
    if (!active) {
      body.put(STATUS, status);
    }
    return new SequencedEvent(did, ACCOUNT, DagCbor.map(body));
  }

  /// Tells followers where the repo of the account is, whatever they have missed of it.
  static SequencedEvent sync(String did, RepoRoot root) {
    var body = new LinkedHashMap<String, Object>();
    body.put(DID, did);
    body.put("rev", root.rev());
    body.put("blocks", DagCbor.car(root.cid(), root.commit()));
    return new SequencedEvent(did, "sync", DagCbor.map(body));
  }

  /// The handle that an event of the type [#IDENTITY] tells; an old PDS told that it had changed alone.
  static Optional<String> handle(byte[] body) {
    return DagCbor.text(body, "handle").filter(handle -> !handle.isBlank());
  }

  /// True if an event of that type and body tells that its account is no more.
  static boolean isDeletion(String type, byte[] body) {
    return type.equals(TOMBSTONE)
        || (type.equals(ACCOUNT) && DagCbor.text(body, STATUS).filter(DELETED::equals).isPresent());
  }
}
