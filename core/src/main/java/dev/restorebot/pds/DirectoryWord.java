package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.pds.DirectoryApi.DidAnswer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the directory of DIDs says of the accounts of a snapshot, kept in [ExternalState#said]: the handles that are not those of the
/// snapshot, and who has given up their DID. A DID document is what everybody goes by; the PDS's own table is a copy of it.
final class DirectoryWord {
  private static final String HANDLE = "handle of ";
  private static final String GIVEN_UP = "given up: ";

  private DirectoryWord() {}

  /// Asks about every account of `snapshot` that has a handle and a DID of that directory. Blocks, for little more than half a minute
  /// at most.
  ///
  /// @param unknown hears what could not be told, in a sentence
  static SortedMap<String, String> of(DirectoryApi api, URI directory, Contents snapshot, List<String> unknown) {
    var accounts = snapshot.with(PdsItem.ACCOUNT).stream().filter(PdsItem::hasHandle)
        .filter(account -> account.id().startsWith("did:plc:")).toList();
    var said = new TreeMap<String, String>();
    var answers = Inquiry.of(accounts, account -> api.document(directory, account.id()), DidAnswer.Unknown::new);
    var missing = 0;
    var reason = "";
    for (var index = 0; index < accounts.size(); index++) {
      var account = accounts.get(index);
      switch (answers.get(index)) {
        case DidAnswer.Document(var handle) -> {
          if (!handle.isEmpty() && !handle.equalsIgnoreCase(account.label())) {
            said.put(HANDLE + account.id(), handle);
          }
        }
        case DidAnswer.Tombstone() -> said.put(GIVEN_UP + account.id(), "");
        case DidAnswer.Unknown(var why) -> {
          missing++;
          reason = why;
        }
      }
    }
    if (missing > 0) {
      unknown.add("the directory " + directory + " did not tell of " + missing + " of " + accounts.size()
          + " accounts whether their handles are still those of the snapshot: " + reason);
    }
    return said;
  }

  /// The handle of an account, where it is not that of the snapshot.
  static Optional<String> handle(ExternalState outside, String did) {
    return Optional.ofNullable(outside.said().get(HANDLE + did));
  }

  /// True if the owner of the account has given up its DID.
  static boolean isGivenUp(ExternalState outside, String did) {
    return outside.said().containsKey(GIVEN_UP + did);
  }
}
