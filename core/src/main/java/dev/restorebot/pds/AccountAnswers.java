package dev.restorebot.pds;

import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Observed;
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
  private static final List<String> LOSSES = List.of(PdsSign.ROWS_MISSING, PdsSign.ROWS_UNSEEN, PdsSign.GONE,
      PdsSign.ROWS_NOWHERE, PdsSign.STORES_MISSING);

  private final Map<String, List<String>> bySign = new TreeMap<>();
  private final AccountNames names;
  private final Observed<Contents> live;
  private final Observed<Contents> snapshot;
  private int well;
  private int inactive;
  private int strange;

  /// @param answers by DID
  AccountAnswers(SortedMap<String, RepoAnswer> answers, Observed<Contents> live, Observed<Contents> snapshot) {
    this.live = live;
    this.snapshot = snapshot;
    this.names = new AccountNames(List.of(live.seen().orElse(Contents.EMPTY), snapshot.seen().orElse(Contents.EMPTY)));
    answers.forEach(this::sort);
  }

  private void sort(String did, RepoAnswer answer) {
    switch (answer) {
      case RepoAnswer.Described _ -> well++;
      case RepoAnswer.Refused(var status, var error, _) when status >= 500 || error.isEmpty() ->
        add(PdsSign.FAILING, did);
      case RepoAnswer.Refused(_, var error, _) -> sort(did, error);
      case RepoAnswer.Unreachable _ -> {
        // Counted as not asked about.
      }
    }
  }

  private void sort(String did, String error) {
    switch (error) {
      case "RepoNotFound" -> add(rowless(did), did);
      case "NotFound" -> add(PdsSign.STORES_MISSING, did);
      case "InvalidRequest" -> add(PdsSign.UNRESOLVED, did);
      case "RepoTakendown", "RepoSuspended" -> inactive(PdsSign.TAKEN_DOWN, did);
      case "RepoDeactivated" -> inactive(PdsSign.DEACTIVATED, did);
      default -> strange++;
    }
  }

  /// What it is that an account has no row, by what was seen of the volume and the snapshot and nothing else.
  private String rowless(String did) {
    return switch (live) {
      case Observed.Unseen<Contents> _ -> PdsSign.ROWS_UNSEEN;
      case Observed.Seen<Contents>(var there) -> rowless(did, there);
    };
  }

  private String rowless(String did, Contents there) {
    if (Deletions.is(did, there)) {
      return PdsSign.DELETED;
    }
    if (snapshot.seen().filter(then -> !backedUp(did, then)).isPresent()) {
      return PdsSign.ROWS_NOWHERE;
    }
    // Where nobody has a store, that is another matter.
    return there.with(PdsItem.REPO).isEmpty() || there.item(did).filter(item -> item.has(PdsItem.REPO)).isPresent()
        ? PdsSign.ROWS_MISSING
        : PdsSign.GONE;
  }

  private static boolean backedUp(String did, Contents snapshot) {
    return snapshot.item(did).filter(item -> item.has(PdsItem.ACCOUNT)).isPresent();
  }

  /// What was so before is nothing to tell of.
  private void inactive(String code, String did) {
    inactive++;
    if (snapshot.seen().filter(then -> AccountsQuestion.active(then, did)).isPresent()) {
      add(code, did);
    }
  }

  private void add(String code, String did) {
    bySign.computeIfAbsent(code, _ -> new ArrayList<>()).add(did);
  }

  List<Sign> signs() {
    var texts = Map.of(
        PdsSign.ROWS_MISSING, "the PDS knows no account of %s (RepoNotFound: no row in the account table)",
        PdsSign.ROWS_UNSEEN, "the PDS knows no account of %s (RepoNotFound: no row in the account table)",
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

  /// What people call the account `did`.
  String name(String did) {
    return names.of(did);
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
