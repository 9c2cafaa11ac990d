package dev.restorebot.knot;

import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.Count;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.RepairResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Repairs the repositories that were staged of a mirror, and finds out what a restore of them would break or lose.
///
/// @param staged the folder below which they lie as on the volume; may be changed
/// @param live the root of the volume; only read, while the knot may be writing
record MirrorMending(Git git, Path staged, Path live) {
  /// Walks over objects, which fill memory and keep a core busy.
  private static final int WIDTH = 2;
  private static final String CHECKING = "checking repositories";
  private static final int TOLD = 40;
  private static final int REFS_TOLD = 20;

  /// What came of one repository.
  ///
  /// @param defects what is wrong with it, repaired; empty if it is whole
  /// @param doubts where its small files said two things, or nothing that can be read
  /// @param packs what was done to packs
  /// @param hooks the hooks that cannot be executed, whatever was tried
  /// @param there what is on the volume in its place
  /// @param missing what is in that, and not in the backup; empty if nothing is
  private record Outcome(String id, List<String> repairs, List<String> defects, List<String> doubts,
      List<String> packs, List<String> hooks, Live there, String missing) {}

  /// What is on the volume in the place of a staged repository.
  private enum Live {
    NOTHING, WHOLE, BROKEN, UNKNOWN
  }

  RepairResult run(Count count) throws IOException {
    var repositories = Repositories.below(staged);
    var checked = new Tick(count, repositories.found().size());
    var outcomes = SideBySide.of(WIDTH, repositories.found(), repository -> {
      var outcome = mend(repositories, repository);
      checked.oneMore();
      return outcome;
    });
    var repairs = outcomes.stream().flatMap(outcome -> outcome.repairs().stream()
        .map(repair -> Words.of(outcome.id()) + ": " + repair)).toList();
    var findings = Stream.of(broken(outcomes), missing(outcomes), doubtful(outcomes), packs(outcomes), hooks(outcomes))
        .flatMap(Optional::stream).toList();
    return new RepairResult(new RepositoryItems(git).of(repositories), repairs, findings);
  }

  /// Tells how many repositories are done with. Thread-safe.
  private static final class Tick {
    private final Count count;
    private final long total;
    private long done;

    /// Tells that none is.
    Tick(Count count, long total) {
      this.count = count;
      this.total = total;
      count.at(CHECKING, 0, total);
    }

    synchronized void oneMore() {
      count.at(CHECKING, ++done, total);
    }
  }

  private Outcome mend(Repositories repositories, Path repository) throws IOException {
    var mended = git.mend(repository);
    var defects = git.defects(repository);
    var doubts = Stream.concat(mended.doubts().stream(), git.refs(repository).unreadable().stream()).toList();
    var now = live.resolve(staged.relativize(repository));
    var there = !Layout.hasHead(now) ? Live.NOTHING : defects.isEmpty() ? Live.UNKNOWN : look(now);
    var missing = there == Live.NOTHING || !defects.isEmpty() ? "" : missing(now, repository);
    return new Outcome(repositories.id(repository), mended.repairs(), defects, doubts, mended.packs(),
        notExecutable(repository), there, missing);
  }

  private Live look(Path repository) {
    try {
      return git.defects(repository).isEmpty() ? Live.WHOLE : Live.BROKEN;
    } catch (IOException _) {
      return Live.UNKNOWN;
    }
  }

  /// What exists now and not in the backup. That the knot writes meanwhile may keep it from being told, and nothing else.
  private String missing(Path now, Path backup) {
    try {
      var here = git.refs(backup).refs();
      var parts = new ArrayList<String>();
      var lost = new TreeMap<>(git.commitsOnlyIn(now, backup));
      git.refs(now).refs().keySet().stream().filter(ref -> !here.containsKey(ref))
          .forEach(ref -> lost.putIfAbsent(ref, 0L));
      lost.forEach((ref, count) -> parts.add(Words.ref(ref) + " " + (here.containsKey(ref)
          ? Words.number(count, "commit", "commits")
          : count == 0
              ? "(the name alone)"
              : Words.number(count, "commit", "commits") + " (not in the backup at all)")));
      return Words.list(parts, REFS_TOLD);
    } catch (IOException e) {
      return "could not be compared: " + Words.of(String.valueOf(e.getMessage()));
    }
  }

  /// The hooks of a knot that could not be made executable: a push would succeed and nobody would hear of it. Where they are
  /// missing, the knot writes them when it starts.
  private static List<String> notExecutable(Path repository) throws IOException {
    var hooks = new ArrayList<Path>();
    hooks.add(repository.resolve("hooks/post-receive"));
    var delegates = repository.resolve("hooks/post-receive.d");
    if (Files.isDirectory(delegates, LinkOption.NOFOLLOW_LINKS)) {
      try (var inside = Files.list(delegates)) {
        inside.sorted().forEach(hooks::add);
      }
    }
    var stuck = new ArrayList<String>();
    for (var hook : hooks) {
      if (Files.isRegularFile(hook, LinkOption.NOFOLLOW_LINKS)
          && !Files.getPosixFilePermissions(hook, LinkOption.NOFOLLOW_LINKS)
              .contains(PosixFilePermission.OWNER_EXECUTE)) {
        stuck.add(Words.of(repository.relativize(hook).toString()));
      }
    }
    return stuck;
  }

  private static Optional<Finding> broken(List<Outcome> outcomes) {
    var broken = outcomes.stream().filter(outcome -> !outcome.defects().isEmpty()).toList();
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    var text = new StringBuilder(broken.size() + " of " + Words.number(outcomes.size(), "repository", "repositories")
        + " would be broken: " + names(broken, outcome -> " (" + outcome.defects().getFirst() + ")") + ".");
    append(text, "The copy that is there now is whole, and stays displaced where it is: ", broken, Live.WHOLE);
    append(text, "Broken there too: ", broken, Live.BROKEN);
    append(text, "Not there now: ", broken, Live.NOTHING);
    append(text, "What is there now could not be looked at: ", broken, Live.UNKNOWN);
    return Optional.of(new Finding(Severity.WARNING, "broken-repositories", text.toString()));
  }

  private static void append(StringBuilder text, String sentence, List<Outcome> broken, Live there) {
    var such = broken.stream().filter(outcome -> outcome.there() == there).toList();
    if (!such.isEmpty()) {
      text.append(' ').append(sentence).append(names(such, _ -> "")).append('.');
    }
  }

  private static Optional<Finding> missing(List<Outcome> outcomes) {
    return finding(outcomes, "commits-lost", "Exists now and is not in the backup: ", Outcome::missing,
        ". It stays displaced until the run is purged.");
  }

  private static Optional<Finding> doubtful(List<Outcome> outcomes) {
    return finding(outcomes, "doubtful-refs", "The backup is not clear about these branches: ",
        outcome -> String.join(" ", outcome.doubts().stream().limit(REFS_TOLD).toList()), "");
  }

  private static Optional<Finding> packs(List<Outcome> outcomes) {
    return finding(outcomes, "packs-repaired",
        "Packs of objects and their indexes in the backup are from different times, or were damaged: ",
        outcome -> String.join(" ", outcome.packs().stream().limit(REFS_TOLD).toList()), "");
  }

  private static Optional<Finding> hooks(List<Outcome> outcomes) {
    return finding(outcomes, "hooks-not-executable",
        "These hooks could not be made executable, so that pushes would succeed and not be told to anybody: ",
        outcome -> Words.list(outcome.hooks(), REFS_TOLD), ". See with which options the volume is mounted.");
  }

  private static Optional<Finding> finding(List<Outcome> outcomes, String code, String head,
      Function<Outcome, String> what, String tail) {
    var such = outcomes.stream().filter(outcome -> !what.apply(outcome).isEmpty())
        .map(outcome -> Words.of(outcome.id()) + ": " + what.apply(outcome)).toList();
    return such.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(Severity.WARNING, code, head + shown(such, "; ") + tail));
  }

  private static String names(List<Outcome> outcomes, Function<Outcome, String> more) {
    return shown(outcomes.stream().map(outcome -> Words.of(outcome.id()) + more.apply(outcome)).toList(), ", ");
  }

  private static String shown(List<String> all, String between) {
    return all.size() <= TOLD
        ? String.join(between, all)
        : String.join(between, all.subList(0, TOLD)) + between + "and " + (all.size() - TOLD) + " more";
  }
}
