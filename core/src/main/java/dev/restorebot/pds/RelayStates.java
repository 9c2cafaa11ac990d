package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Item;
import dev.restorebot.pds.RelayApi.AccountAnswer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a relay says of the states of accounts, where the PDS's own database cannot tell any more; kept in [ExternalState#said] by
/// account. Nothing is kept of an account that the relay holds to be active.
final class RelayStates {
  private static final String ACCOUNT = "state of ";
  private static final String ASKED = "states asked of";
  private static final String UNKNOWN = "unknown: ";

  private RelayStates() {}

  /// What `relay` says of the accounts that are active in `snapshot`. Blocks, for little more than half a minute at most.
  static SortedMap<String, String> of(RelayApi relays, URI relay, Contents snapshot) {
    var said = new TreeMap<String, String>();
    var active = snapshot.with(PdsItem.ACCOUNT).stream().filter(AccountState::isActive).map(Item::id).toList();
    if (active.isEmpty()) {
      return said;
    }
    said.put(ASKED, relay.toString());
    var answers = answers(relays, relay, active);
    for (var index = 0; index < active.size(); index++) {
      var key = ACCOUNT + active.get(index);
      switch (answers.get(index)) {
        case AccountAnswer.Active _ -> {
        }
        case AccountAnswer.Inactive(var status) -> said.put(key, status);
        case AccountAnswer.Unknown(var reason) -> said.put(key, UNKNOWN + reason);
      }
    }
    return said;
  }

  /// What `relay` says of each of `dids`. Blocks, for little more than half a minute at most.
  static List<AccountAnswer> answers(RelayApi relays, URI relay, List<String> dids) {
    return Inquiry.of(dids, did -> relays.accountStatus(relay, did), AccountAnswer.Unknown::new);
  }

  /// The relay that was asked; empty if none could be.
  static Optional<String> asked(ExternalState outside) {
    return asked(outside.said());
  }

  /// The same, of what was said so far.
  static Optional<String> asked(SortedMap<String, String> said) {
    return Optional.ofNullable(said.get(ASKED));
  }

  /// The state that `did` is in, in the relay's word; empty if it is active, or if the relay does not say.
  static Optional<String> inactive(ExternalState outside, String did) {
    return said(outside, did).filter(word -> !word.startsWith(UNKNOWN));
  }

  /// True if the relay did not say in which state `did` is.
  static boolean isUnknown(ExternalState outside, String did) {
    return said(outside, did).filter(word -> word.startsWith(UNKNOWN)).isPresent();
  }

  private static Optional<String> said(ExternalState outside, String did) {
    return Optional.ofNullable(outside.said().get(ACCOUNT + did));
  }
}
