package dev.restorebot.pds;

import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Sign;
import dev.restorebot.pds.PdsApi.RepoAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the answers of a PDS about its accounts amount to.
final class AccountAnswers {
  private static final List<String> LOSSES =
      List.of(PdsSign.ROWS_MISSING, PdsSign.GONE, PdsSign.ROWS_NOWHERE, PdsSign.STORES_MISSING);

  private final Map<String, List<String>> bySign = new TreeMap<>();
  private final AccountNames names;
  private final Contents live;
  private int well;
  private int inactive;
  private int strange;

  /// @param answers by DID
  AccountAnswers(SortedMap<String, RepoAnswer> answers, Contents live, Contents snapshot) {
    this.live = live;
    this.names = new AccountNames(List.of(live, snapshot));
    answers.forEach((did, answer) -> sort(did, answer, snapshot));
  }

  private void sort(String did, RepoAnswer answer, Contents snapshot) {
    switch (answer) {
      case RepoAnswer.Described _ -> well++;
      case RepoAnswer.Refused(var status, var error, _) when status >= 500 || error.isEmpty() ->
        add(PdsSign.FAILING, did);
      case RepoAnswer.Refused(_, var error, _) -> sort(did, error, snapshot);
      case RepoAnswer.Unreachable _ -> {
        // Counted as not asked about.
      }
    }
  }

  private void sort(String did, String error, Contents snapshot) {
    switch (error) {
      case "RepoNotFound" -> add(rowless(did, snapshot), did);
      case "NotFound" -> add(PdsSign.STORES_MISSING, did);
      case "InvalidRequest" -> add(PdsSign.UNRESOLVED, did);
      case "RepoTakendown", "RepoSuspended" -> inactive(PdsSign.TAKEN_DOWN, did, snapshot);
      case "RepoDeactivated" -> inactive(PdsSign.DEACTIVATED, did, snapshot);
      default -> strange++;
    }
  }

  /// What it is that an account has no row.
  private String rowless(String did, Contents snapshot) {
    if (Deletions.is(did, live)) {
      return PdsSign.DELETED;
    }
    if (!backedUp(did, snapshot)) {
      return PdsSign.ROWS_NOWHERE;
    }
    // Where nobody has a store, that is another matter.
    return live.with(PdsItem.REPO).isEmpty() || live.item(did).filter(item -> item.has(PdsItem.REPO)).isPresent()
        ? PdsSign.ROWS_MISSING
        : PdsSign.GONE;
  }

  private static boolean backedUp(String did, Contents snapshot) {
    return snapshot.item(did).filter(item -> item.has(PdsItem.ACCOUNT)).isPresent();
  }

  /// What was so before is nothing to tell of.
  private void inactive(String code, String did, Contents snapshot) {
    inactive++;
    if (AccountsQuestion.active(snapshot, did)) {
      add(code, did);
    }
  }

  private void add(String code, String did) {
    bySign.computeIfAbsent(code, _ -> new ArrayList<>()).add(did);
  }

  List<Sign> signs() {
    var texts = Map.of(
        PdsSign.ROWS_MISSING, "the PDS knows no account of %s (RepoNotFound: no row in the account table)",
        PdsSign.ROWS_NOWHERE, "the PDS knows no account of %s (RepoNotFound), and neither does the newest snapshot",
        PdsSign.STORES_MISSING, "the PDS has the account and no repo of %s (NotFound: no store below actors/)",
        PdsSign.UNRESOLVED, "the PDS cannot resolve the DID of %s (InvalidRequest)",
        PdsSign.GONE,
        "the PDS knows no account of %s, and there is no store of it either; nothing tells that it was deleted",
        PdsSign.DELETED, "deleted after the newest snapshot, as the sequencer tells: %s",
        PdsSign.TAKEN_DOWN, "taken down since the newest snapshot: %s",
        PdsSign.DEACTIVATED, "deactivated since the newest snapshot: %s",
        PdsSign.FAILING, "the PDS fails when it is asked about %s");
    return bySign.entrySet().stream().map(entry -> {
      var code = entry.getKey();
      var text = texts.getOrDefault(code, "%s");
      return code.equals(PdsSign.FAILING)
          ? names.fullSign(code, entry.getValue(), text)
          : names.sign(code, entry.getValue(), text);
    }).toList();
  }

  Condition condition() {
    if (LOSSES.stream().anyMatch(bySign::containsKey)) {
      return Condition.LOST;
    }
    return Set.of(PdsSign.DELETED).containsAll(bySign.keySet()) && strange == 0 ? Condition.FINE : Condition.DEGRADED;
  }

  String summary() {
    return well + " answer with their repos" + (inactive > 0 ? ", " + inactive + " are taken down or deactivated" : "")
        + (strange > 0 ? ", " + strange + " with what says nothing about data" : "");
  }
}
