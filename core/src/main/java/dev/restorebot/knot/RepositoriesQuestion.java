package dev.restorebot.knot;

import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Sign;
import dev.restorebot.knot.KnotApi.BranchesAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the knot answers about each repository on its volume, told apart by what the answers mean (source: `repo_branches.go` of
/// `knotserver/xrpc`). Above a limit, a sample of them is asked about.
final class RepositoriesQuestion implements Check {
  private static final int WIDTH = 8;
  /// So many are asked about.
  private static final int SAMPLE = 200;
  /// No further one is asked about after so long.
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(4);

  private final KnotApi knot;
  private final DiagnosisContext scene;
  private final AtomicReference<@Nullable String> silent = new AtomicReference<>();

  RepositoriesQuestion(KnotApi knot, DiagnosisContext scene) {
    this.knot = knot;
    this.scene = scene;
  }

  @Override
  public String name() {
    return "repositories";
  }

  @Override
  public String question() {
    return "Does the knot open every repository, and find its branches?";
  }

  @Override
  public Observation look() throws InterruptedException {
    var live = scene.live().seen();
    if (live.isEmpty()) {
      return Observation.unknown("which repositories there are could not be seen on the volume");
    }
    var all = live.get().with(KnotItem.REPOSITORY);
    if (all.isEmpty()) {
      return Observation.unknown("there is none on the volume to ask about");
    }
    return judged(all, asked(sample(all)), live.get());
  }

  private static List<Item> sample(List<Item> all) {
    if (all.size() <= SAMPLE) {
      return all;
    }
    var chosen = new ArrayList<Item>();
    for (var index = 0; index < SAMPLE; index++) {
      chosen.add(all.get((int) ((long) index * all.size() / SAMPLE)));
    }
    return chosen;
  }

  private SortedMap<String, BranchesAnswer> asked(List<Item> repositories) {
    var answers = new TreeMap<String, BranchesAnswer>();
    var begun = System.nanoTime();
    try {
      var all = SideBySide.of(WIDTH, repositories, item -> ask(item, begun));
      for (var index = 0; index < all.size(); index++) {
        var subject = repositories.get(index).id();
        all.get(index).ifPresent(answer -> answers.put(subject, answer));
      }
    } catch (IOException e) {
      silent.compareAndSet(null, String.valueOf(e.getMessage()));
    }
    return answers;
  }

  private Optional<BranchesAnswer> ask(Item repository, long begun) {
    if (silent.get() != null || System.nanoTime() - begun > ENOUGH) {
      return Optional.empty();
    }
    var answer = knot.branches(repository.id());
    if (answer instanceof BranchesAnswer.Unreachable(var reason)) {
      silent.compareAndSet(null, reason);
      return Optional.empty();
    }
    return Optional.of(answer);
  }

  private Observation judged(List<Item> all, SortedMap<String, BranchesAnswer> answers, Contents live) {
    var unopened = new ArrayList<String>();
    var branchless = new ArrayList<String>();
    var failing = new ArrayList<String>();
    answers.forEach((id, answer) -> {
      switch (answer) {
        case BranchesAnswer.Absent _ -> unopened.add(id);
        case BranchesAnswer.None _ when !RepositoryCheck.branches(live.item(id).orElseThrow()).isEmpty() ->
          branchless.add(id);
        case BranchesAnswer.Refused(_, var error, _) when error.equals("RepoNotFound") -> unopened.add(id);
        case BranchesAnswer.Refused _ -> failing.add(id);
        case BranchesAnswer.None _, BranchesAnswer.Listed _, BranchesAnswer.Unreachable _ -> {
          // As it should be, or counted as not asked about.
        }
      }
    });
    var signs = new ArrayList<Sign>();
    add(signs, KnotSign.UNOPENED, unopened, "on the volume, and the knot cannot open: %s");
    add(signs, KnotSign.NO_BRANCHES, branchless, "there are branches, and the knot finds none in: %s");
    add(signs, KnotSign.FAILING, failing, "the knot answers with an error about %s");
    var evidence = new ArrayList<>(signs.stream().map(Sign::text).toList());
    evidence.add((answers.size() - unopened.size() - branchless.size() - failing.size()) + " of "
        + Words.number(all.size(), "repository", "repositories") + " answer as they should"
        + (answers.size() < all.size() ? ", " + answers.size() + " were asked about" : "")
        + (silent.get() == null ? "" : ": " + silent.get()));
    var condition = signs.isEmpty() ? answers.isEmpty() ? Condition.UNKNOWN : Condition.FINE : Condition.DEGRADED;
    return new Observation(condition, evidence, signs);
  }

  private static void add(List<Sign> signs, String code, List<String> repositories, String text) {
    if (!repositories.isEmpty()) {
      signs.add(RepositoryNames.sign(code, repositories, text));
    }
  }
}
