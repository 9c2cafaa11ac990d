package dev.restorebot.knot;

import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.CheckResult.Status;
import dev.restorebot.kind.Item;
import dev.restorebot.knot.KnotApi.BranchesAnswer;
import dev.restorebot.knot.KnotApi.RefsAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks a running knot about every repository that was restored or kept, several at a time, and about one of them as git does. Once the
/// knot has gone silent, the rest is not asked for. For one round of checks; confined to one thread.
final class RepositoryChecks {
  private static final int WIDTH = 8;
  private static final int LINES = 200;

  private final KnotApi knot;
  private final PushGate.Round gate;
  private final SortedMap<String, Long> numbers;
  private final AtomicReference<@Nullable String> silent = new AtomicReference<>();
  private final AtomicReference<@Nullable String> closed = new AtomicReference<>();

  /// @param numbers what the fix-up left behind
  RepositoryChecks(KnotApi knot, PushGate.Round gate, SortedMap<String, Long> numbers) {
    this.knot = knot;
    this.gate = gate;
    this.numbers = numbers;
  }

  /// One result for each of `repositories`, at most about 200: if there are more, those that passed are counted.
  List<CheckResult> of(List<Item> repositories) {
    try {
      var results = new ArrayList<>(told(SideBySide.of(WIDTH, repositories, this::check)));
      read(repositories).ifPresent(results::add);
      var reason = closed.get();
      if (reason != null) {
        results.add(CheckResult.unknown("pushes", "whether owners may push could not be asked: " + reason));
      }
      return results;
    } catch (IOException e) {
      return List.of(CheckResult.failed("repositories", "not all were asked for: " + e.getMessage()));
    }
  }

  private CheckResult check(Item repository) {
    var before = silent.get();
    if (before != null) {
      return CheckResult.failed(RepositoryCheck.name(repository), "not asked for: the knot had stopped answering at "
          + before);
    }
    var answer = knot.branches(repository.id());
    if (answer instanceof BranchesAnswer.Unreachable) {
      silent.compareAndSet(null, repository.label());
    }
    var result = RepositoryCheck.of(repository, answer);
    return result.ok() ? pushed(repository, result) : result;
  }

  /// Whether the owner may push, if that follows from where the repository lies.
  private CheckResult pushed(Item repository, CheckResult result) {
    var path = RepositoryPath.parse(repository.id());
    if (path.isEmpty() || closed.get() != null) {
      return result;
    }
    return switch (gate.allowed(path.get().owner(), repository.id())) {
      case PushGate.PushAnswer.Allowed _ ->
        CheckResult.passed(result.name(), result.detail() + "; its owner may push");
      case PushGate.PushAnswer.Denied _ when expected(repository) -> CheckResult.failed(result.name(), result.detail()
          + "; its owner may not push, although the restored database says so: does the knot run with that database?");
      case PushGate.PushAnswer.Denied _ -> CheckResult.passed(result.name(), result.detail()
          + "; its owner may not push, since the restored database does not say so");
      case PushGate.PushAnswer.Unknown(var reason) -> {
        closed.compareAndSet(null, Words.of(reason));
        yield result;
      }
    };
  }

  private boolean expected(Item repository) {
    return repository.has(KnotItem.ACCESS) || numbers.containsKey(KnotItem.GRANTED + repository.id());
  }

  /// Reads one repository that has branches with git's own protocol: what the knot says over XRPC comes from a library that
  /// opens more than git does.
  private Optional<CheckResult> read(List<Item> repositories) {
    var one = repositories.stream().filter(item -> !RepositoryCheck.branches(item).isEmpty()).findFirst();
    if (one.isEmpty() || silent.get() != null) {
      return Optional.empty();
    }
    var name = "git reads " + one.get().label();
    return Optional.of(switch (knot.refs(one.get().id())) {
      case RefsAnswer.Offered(var refs) -> read(name, one.get(), refs);
      case RefsAnswer.Refused(var status) -> CheckResult.failed(name,
          "git on the knot does not serve it (HTTP " + status + "): no repository, or not the knot's own files");
      case RefsAnswer.Unreachable(var reason) -> CheckResult.failed(name, "no answer: " + reason);
    });
  }

  private static CheckResult read(String name, Item repository, SortedMap<String, String> refs) {
    var heads = new TreeMap<String, String>();
    refs.forEach((ref, commit) -> {
      if (ref.startsWith("refs/heads/")) {
        heads.put(ref.substring("refs/heads/".length()), commit);
      }
    });
    var wrong = RepositoryCheck.differences(repository, heads);
    return wrong.isEmpty()
        ? CheckResult.passed(name, "it offers " + Words.number(refs.size(), "ref", "refs")
            + (repository.has(KnotItem.KEPT) ? ", its branches" : ", the restored branches") + " among them")
        : CheckResult.failed(name, Words.list(wrong, 5));
  }

  private static List<CheckResult> told(List<CheckResult> results) {
    if (results.size() <= LINES) {
      return results;
    }
    var failed = results.stream().filter(result -> result.status() == Status.FAILED).toList();
    var told = new ArrayList<>(failed.subList(0, Math.min(LINES, failed.size())));
    if (failed.size() > LINES) {
      told.add(CheckResult.failed("repositories", (failed.size() - LINES) + " more failed"));
    }
    told.add(CheckResult.passed("repositories", (results.size() - failed.size()) + " of " + results.size()
        + " are as they were restored or kept"));
    return told;
  }
}
