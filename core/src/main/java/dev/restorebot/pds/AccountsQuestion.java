package dev.restorebot.pds;

import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import dev.restorebot.pds.PdsApi.RepoAnswer;
import dev.restorebot.pds.PdsApi.ReposAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the PDS answers about each account that it, its volume or the newest snapshot knows, told apart by what the answers mean
/// (source: `describeRepo.ts` and `actor-store.ts` of atproto). Above a limit, a sample of them is asked about.
final class AccountsQuestion implements Check {
  private static final int WIDTH = 8;
  /// So many of those that the PDS lists are chosen from.
  private static final int LISTED = 5000;
  /// No further one is asked about after so long.
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(4);

  private final PdsApi pds;
  private final DiagnosisContext scene;
  private final AtomicReference<@Nullable String> silent = new AtomicReference<>();
  /// Those about whom the PDS, once silent, answered nothing.
  private final Set<String> unanswered = new ConcurrentSkipListSet<>();
  private final AtomicReference<@Nullable String> unending = new AtomicReference<>();

  AccountsQuestion(PdsApi pds, DiagnosisContext scene) {
    this.pds = pds;
    this.scene = scene;
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public String question() {
    return "Does the PDS answer for every account, and with its repo?";
  }

  @Override
  public Observation look() throws InterruptedException {
    var listed = switch (pds.repos(LISTED)) {
      case ReposAnswer.Listed(var dids, _) -> dids;
      case ReposAnswer.Unending(var dids, var why) -> {
        unending.set(why);
        yield dids;
      }
      case ReposAnswer.Refused _ -> List.<String>of();
      case ReposAnswer.Unreachable(var reason) -> {
        silent.set(reason);
        yield List.<String>of();
      }
    };
    var reason = silent.get();
    if (reason != null) {
      return Observation.unknown("the PDS could not be asked: " + reason);
    }
    // Who is known already is asked about while the volume and the snapshot are still being looked at.
    var known = new TreeSet<String>();
    var answers = new TreeMap<>(asked(newIn(listed, known)));
    var live = scene.live();
    answers.putAll(asked(newIn(Stream.of(PdsItem.ACCOUNT, PdsItem.REPO).flatMap(kind -> ids(live, kind)).toList(),
        known)));
    var snapshot = scene.snapshot();
    answers.putAll(asked(newIn(ids(snapshot, PdsItem.ACCOUNT).toList(), known)));
    return judged(answers, known.size(), live, snapshot);
  }

  private static Stream<String> ids(Observed<Contents> look, String part) {
    return look.seen().stream().flatMap(seen -> seen.with(part).stream()).map(Item::id);
  }

  /// Those of `dids` that are not among `known`, or a sample of them; all are known from then on.
  private static List<String> newIn(Collection<String> dids, SortedSet<String> known) {
    var added = new TreeSet<>(dids);
    added.removeAll(known);
    known.addAll(added);
    return Sample.spread(List.copyOf(added), Sample.SIZE);
  }

  private SortedMap<String, RepoAnswer> asked(List<String> dids) {
    var answers = new TreeMap<String, RepoAnswer>();
    var begun = System.nanoTime();
    try {
      var all = SideBySide.of(WIDTH, dids, did -> ask(did, begun));
      for (var index = 0; index < all.size(); index++) {
        var subject = dids.get(index);
        all.get(index).ifPresent(answer -> answers.put(subject, answer));
      }
    } catch (IOException e) {
      silent.compareAndSet(null, String.valueOf(e.getMessage()));
    }
    return answers;
  }

  private Optional<RepoAnswer> ask(String did, long begun) {
    if (silent.get() != null) {
      unanswered.add(did);
      return Optional.empty();
    }
    if (System.nanoTime() - begun > ENOUGH) {
      return Optional.empty();
    }
    var answer = pds.describeRepo(did);
    if (answer instanceof RepoAnswer.Unreachable(var reason)) {
      unanswered.add(did);
      silent.compareAndSet(null, reason);
      return Optional.empty();
    }
    return Optional.of(answer);
  }

  /// What the answers amount to.
  private Observation judged(SortedMap<String, RepoAnswer> answers, int known, Observed<Contents> live,
      Observed<Contents> snapshot) {
    var answered = new AccountAnswers(answers, live, snapshot);
    var evidence = new ArrayList<String>();
    var signs = answered.signs();
    signs.stream().map(Sign::text).forEach(evidence::add);
    if (known == 0) {
      return Observation.unknown("nobody knows of any account");
    }
    evidence.add(answered.summary() + (answers.size() < known
        ? ", " + answers.size() + " of " + known
            + " were asked about" + (silent.get() == null ? "" : ": then the PDS stopped answering")
        : "") + (live.seen().isEmpty() ? "; which accounts there are was asked of the PDS alone" : ""));
    if (!unanswered.isEmpty()) {
      evidence
          .add("nothing was answered about "
              + Names.of(unanswered.stream().map(answered::name).sorted().toList(), ", "));
    }
    if (unending.get() != null) {
      evidence.add("the PDS's list of its repos has no end, and was read no further: " + unending.get());
    }
    // One answer says nothing of those who got none.
    var condition = answers.isEmpty() || (!unanswered.isEmpty() && answered.condition() == Condition.FINE)
        ? Condition.UNKNOWN
        : answered.condition();
    return new Observation(condition, evidence, signs);
  }

  /// The accounts of `contents` that are active, by DID.
  static boolean active(Contents contents, String did) {
    return contents.item(did).filter(AccountState::isActive).map(Item::id).isPresent();
  }
}
