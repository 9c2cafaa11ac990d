package dev.restorebot.pds;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Item;
import dev.restorebot.pds.PdsApi.RepoAnswer.Described;
import dev.restorebot.pds.PdsApi.RepoAnswer.Refused;
import dev.restorebot.pds.PdsApi.RepoAnswer.Unreachable;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Judges what a PDS answers about one account of a snapshot, and says what a wrong answer means.
final class AccountCheck {
  /// What a PDS answers about an account that is not active.
  static final SortedSet<String> INACTIVE =
      new TreeSet<>(List.of("RepoDeactivated", "RepoTakendown", "RepoSuspended"));
  /// What else it may answer that has a meaning.
  static final List<String> ERRORS = List.of("RepoNotFound", "NotFound", "InvalidRequest");

  private AccountCheck() {}

  static CheckResult of(Item account, PdsApi.RepoAnswer answer) {
    return switch (answer) {
      case Described described -> described(account, described);
      case Refused refused -> refused(account, refused);
      case Unreachable(var reason) -> CheckResult.failed(name(account), "no answer: " + reason);
    };
  }

  static String name(Item account) {
    return "account " + (PdsItem.hasHandle(account) ? account.label() : account.id());
  }

  private static CheckResult described(Item account, Described answer) {
    if (!answer.did().equals(account.id())) {
      return CheckResult.failed(name(account), "asked for " + account.id() + ", it answers about " + answer.did());
    }
    if (ExpectedAccounts.isDeleted(account)) {
      return CheckResult.failed(name(account), "it was deleted after the snapshot, and answers again");
    }
    if (!AccountState.isActive(account)) {
      return CheckResult.failed(name(account), account.has(PdsItem.ACTIVE)
          ? "it was " + AccountState.words(account) + " when the service was stopped, and answers as an active account"
          : "it is inactive in the snapshot, and answers as an active account");
    }
    if (PdsItem.hasHandle(account) && !account.label().equalsIgnoreCase(answer.handle())) {
      return CheckResult.failed(name(account),
          "it answers with the handle " + answer.handle() + ", which is not the one that it must have");
    }
    if (!answer.otherwise().isEmpty()) {
      return CheckResult.failed(name(account),
          "its repo answers, as " + answer.handle() + ", and that is not the handle in its DID"
              + " document" + (answer.otherwise().equals("?") ? "" : ", which names " + answer.otherwise())
              + ": the network does not know it by this one. Its owner sets the handle anew");
    }
    return CheckResult.passed(name(account), "its repo answers, as " + answer.handle());
  }

  private static CheckResult refused(Item account, Refused answer) {
    if (INACTIVE.contains(answer.error()) && !AccountState.isActive(account)) {
      return CheckResult.passed(name(account), "inactive, as "
          + (account.has(PdsItem.ACTIVE) ? "when the service was stopped: " : "in the snapshot: ") + answer.error());
    }
    if (answer.error().equals("RepoNotFound") && ExpectedAccounts.isDeleted(account)) {
      return CheckResult.passed(name(account), "deleted after the snapshot, and stays so: " + answer.error());
    }
    if (answer.error().equals("NotFound") && ExpectedAccounts.isWithoutRepo(account)
        && !ExpectedAccounts.isDeleted(account)) {
      return CheckResult.passed(name(account), "without a repo, as it was accepted: " + answer.error());
    }
    return CheckResult.failed(name(account), meaning(answer) + " (HTTP " + answer.httpStatus() + " "
        + PdsItem.words(answer.error(), answer.message()) + ")");
  }

  private static String meaning(Refused answer) {
    return answer.httpStatus() >= 500 ? defect() : meaning(answer.error());
  }

  /// What it means that the PDS failed to answer.
  static String defect() {
    return "the PDS failed: see its log for SQLITE_CORRUPT, SQLITE_READONLY, or ENOENT on a key";
  }

  /// What it means that the PDS answers `error` about an account.
  static String meaning(String error) {
    return switch (error) {
      case "RepoNotFound" -> "there is no row for it in the account table: account.sqlite is lost or too old";
      case "NotFound" ->
        "the account is there and its store below actors/ is missing: a database restore does not bring it back";
      case "RepoDeactivated", "RepoTakendown", "RepoSuspended" ->
        "it is active in the snapshot, and not any more: the state of an account, not a loss of data";
      case "InvalidRequest" -> "its DID could not be resolved: the network or the DID directory, not a loss of data";
      default -> "an answer that says nothing about its data";
    };
  }
}
