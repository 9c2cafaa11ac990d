package dev.restorebot.pds;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Item;
import dev.restorebot.pds.RelayApi.AccountAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Whether a relay holds each account to be in the state in which the PDS has it: it drops the posts of one that it holds to be inactive,
/// however well it follows.
final class RelayAccountsCheck {
  private static final int TOLD = 5;

  private RelayAccountsCheck() {}

  /// @param accounts in the state that is expected of them
  static CheckResult of(RelayApi relays, URI relay, List<Item> accounts) {
    var name = "accounts at relay " + relay;
    var chosen = Sample.of(accounts);
    var answers = RelayStates.answers(relays, relay, chosen.stream().map(Item::id).toList());
    var wrong = new ArrayList<String>();
    var unknown = 0;
    for (var index = 0; index < chosen.size(); index++) {
      var account = chosen.get(index);
      var active = AccountState.isActive(account) && !ExpectedAccounts.isDeleted(account);
      switch (answers.get(index)) {
        case AccountAnswer.Active _ -> {
          if (!active) {
            wrong.add(PdsItem.name(account) + " is active there");
          }
        }
        case AccountAnswer.Inactive(var status) -> {
          if (active) {
            wrong.add(PdsItem.name(account) + " is " + status + " there");
          }
        }
        case AccountAnswer.Unknown _ -> unknown++;
      }
    }
    var rest = unknown == 0 ? "" : "; of " + unknown + " it did not say";
    if (!wrong.isEmpty()) {
      return CheckResult.failed(name, Names.of(wrong, "; ", TOLD)
          + ": it drops the posts of whoever is not active. Where its own operators decided that, only they can change it"
          + rest);
    }
    return CheckResult.passed(name, (chosen.size() - unknown) + " of " + accounts.size()
        + " are in the state there that they have here" + rest);
  }
}
