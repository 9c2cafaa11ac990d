package dev.restorebot.pds;

import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// Asks a PDS about the accounts that it must have: several at a time, and no more of them once it has gone silent. Of many accounts
/// a sample is asked about, and results are told together.
final class AccountChecks {
  /// Above so many, those that passed are told in one line.
  private static final int EACH = 20;
  /// So many that failed are told each.
  private static final int FAILED = 10;

  private final PdsApi pds;
  private final UnaryOperator<Item> expected;
  private final AtomicReference<String> silent = new AtomicReference<>("");

  /// @param expected an account as it must be found
  AccountChecks(PdsApi pds, UnaryOperator<Item> expected) {
    this.pds = pds;
    this.expected = expected;
  }

  List<CheckResult> of(List<Item> accounts) {
    var chosen = Sample.of(accounts);
    List<CheckResult> results;
    try {
      results = SideBySide.of(Inquiry.WIDTH, chosen, this::ask);
    } catch (IOException _) {
      return List.of(CheckResult.failed("accounts", "the questions were interrupted"));
    }
    return accounts.size() <= EACH ? results : together(results, accounts.size());
  }

  private CheckResult ask(Item account) {
    if (!silent.get().isEmpty()) {
      return CheckResult.failed(AccountCheck.name(account), "not asked for: " + silent.get());
    }
    var answer = pds.describeRepo(account.id());
    if (answer instanceof PdsApi.RepoAnswer.Unreachable) {
      silent.compareAndSet("", "the PDS had stopped answering at " + PdsItem.name(account));
    }
    return AccountCheck.of(expected.apply(account), answer);
  }

  private static List<CheckResult> together(List<CheckResult> results, int all) {
    var failed = results.stream().filter(result -> !result.ok()).toList();
    var told = new ArrayList<>(failed.subList(0, Math.min(FAILED, failed.size())));
    if (failed.size() > FAILED) {
      told.add(CheckResult.failed("accounts", (failed.size() - FAILED) + " more are not as they must be"));
    }
    told.add(CheckResult.passed("accounts", (results.size() - failed.size()) + " of " + results.size()
        + " answer as they must" + (results.size() < all
            ? "; " + results.size() + " of " + all
                + " were asked about: every one of which something else is expected than"
                + " the snapshot says, up to " + Sample.SIZE / 2 + ", and some from everywhere"
            : "")));
    return told;
  }
}
