package dev.restorebot.diagnose;

import static java.util.Comparator.comparing;

import dev.restorebot.diagnose.Verdict.Conclusion;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Judgement.Advice;
import dev.restorebot.kind.Judgement.Gravity;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import dev.restorebot.plan.Candidate;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.UnmanagedObjects;
import dev.restorebot.text.ByteSize;
import dev.restorebot.text.Times;
import dev.restorebot.volume.Report.Examined;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes one verdict of what the checks of a service found: the gravest judgement makes it. Whatever it recommends rests on what was
/// seen; where the volume, or what tells of a loss, was not, that is named, and the verdict is that it is not known.
final class VerdictFinder {
  private final ManagedService site;
  private final Observations sights;
  private final List<Trash> trashes;

  /// @param trashes those of the file systems that the volume may be on
  VerdictFinder(ManagedService site, Observations sights, List<Trash> trashes) {
    this.site = site;
    this.sights = sights;
    this.trashes = List.copyOf(trashes);
  }

  Verdict of(List<Checked> checked) throws InterruptedException {
    var signs = Signs.of(checked.stream().map(Checked::observation).toList());
    var judgements = Stream.concat(site.kind().judge(signs).stream(),
        new CommonJudgement(site.definition(), signs).judge().stream())
        .sorted(comparing(Judgement::gravity)).toList();
    return judgements.isEmpty() ? without(checked) : of(explained(judgements), signs, checked);
  }

  /// Without what counts for nothing beside an explanation.
  private static List<Judgement> explained(List<Judgement> judgements) {
    return judgements.getFirst().gravity().compareTo(Gravity.UNEXPLAINED) < 0
        ? judgements.stream().filter(judgement -> judgement.gravity() != Gravity.UNEXPLAINED).toList()
        : judgements;
  }

  /// What could not be looked at.
  private static List<String> unknown(List<Checked> checked) {
    return checked.stream().filter(check -> check.observation().condition() == Condition.UNKNOWN).map(Checked::name)
        .toList();
  }

  private Verdict without(List<Checked> checked) {
    var unknown = unknown(checked);
    var service = site.definition().name();
    return unknown.isEmpty()
        ? new Verdict(Conclusion.NOTHING_WRONG, "nothing is wrong", List.of(),
            List.of("There is nothing that a restore would bring back."), null, "/restore list " + service)
        : new Verdict(Conclusion.NOT_KNOWN, "nothing wrong was seen, and this could not be looked at: "
            + String.join(", ", unknown), List.of(), List.of("Do not restore on that alone: see why, and ask again."),
            null,
            "/diagnose " + service);
  }

  private Verdict of(List<Judgement> judgements, Signs signs, List<Checked> checked) throws InterruptedException {
    var unknown = unknown(checked);
    var first = judgements.getFirst();
    var also = new ArrayList<>(judgements.stream().skip(1).map(Judgement::sentence).toList());
    if (!unknown.isEmpty()) {
      also.add("this could not be looked at: " + String.join(", ", unknown));
    }
    var service = site.definition().name();
    if (sights.volume() instanceof Observed.Unseen<Examined>(var why, _)) {
      // Data may be lost that nobody has looked for, or there that nobody has seen.
      return new Verdict(Conclusion.NOT_KNOWN,
          first.sentence() + ", and what is on the volume could not be looked at: " + why, also,
          harmless(first), null, "/diagnose " + service);
    }
    var unseen = unknown(checked.stream().filter(Checked::tellsOfLoss).toList());
    if (first.gravity() == Gravity.RISK && !unseen.isEmpty()) {
      return new Verdict(Conclusion.NOT_KNOWN,
          first.sentence() + ", and whether anything is lost could not be looked at: "
              + String.join(", ", unseen),
          also, harmless(first), null, "/diagnose " + service);
    }
    return switch (first.advice()) {
      case RESTORE -> restore(first, also, signs);
      case AMEND -> amend(first, also);
      case DO_NOT_RESTORE -> new Verdict(Conclusion.DO_NOT_RESTORE, sentence(first)
          + (first.gravity() == Gravity.UNEXPLAINED ? ", and nothing on its volume explains that" : ""), also,
          steps(first),
          null, "/diagnose " + service);
    };
  }

  /// @throws IllegalStateException if the kind advises an amendment and knows none
  private Verdict amend(Judgement judgement, List<String> also) {
    var service = site.definition();
    var own = service.amendment()
        .orElseThrow(() -> new IllegalStateException("services of kind " + service.kind() + " know no amendment"));
    return new Verdict(Conclusion.AMEND, sentence(judgement), also, judgement.steps(), null,
        own.command(service.name()),
        own.words());
  }

  /// What to do that does no harm, whatever else turns out to be so: what is to be done after a loss depends on what is left.
  private static List<String> harmless(Judgement judgement) {
    return judgement.gravity() == Gravity.LOSS ? List.of() : judgement.steps();
  }

  private static String sentence(Judgement judgement) {
    return judgement.gravity() == Gravity.RISK ? "nothing is lost now; " + judgement.sentence() : judgement.sentence();
  }

  private Verdict restore(Judgement judgement, List<String> also, Signs signs) throws InterruptedException {
    var service = site.definition().name();
    var survey = sights.survey();
    var good = survey.seen().flatMap(Survey::candidate);
    if (good.isPresent()) {
      var newer = !survey.seen().orElseThrow().rejected().isEmpty() || signs.has(CommonSign.INCOMPLETE);
      return new Verdict(Conclusion.RESTORE, judgement.sentence(), also,
          restoring(judgement, signs, Optional.of(good.get().room())),
          outlook(good.get()), "/restore " + service + (newer ? " at " + good.get().timestamp() : " latest"));
    }
    var newest = newestReady();
    if (survey instanceof Observed.Unseen<Survey>(var why, var lasting) && !lasting && newest.isPresent()) {
      return new Verdict(Conclusion.RESTORE, judgement.sentence(), also, restoring(judgement, signs, Optional.empty()),
          new Outlook(newest.get().timestamp(), age(newest.get().last().instant()), null,
              "the snapshot was not opened in time: " + why),
          "/restore " + service + " latest");
    }
    var reason = survey instanceof Observed.Unseen<Survey>(var why, _)
        ? "the backups could not be looked at: " + why
        : sights.listing().seen().filter(List::isEmpty).isPresent()
            ? "there are no backups"
            : "there is no good snapshot among the newest";
    var steps = new ArrayList<>(steps(judgement));
    steps.add("`/restore list " + service + "` shows which snapshots there are.");
    return new Verdict(Conclusion.NOTHING_TO_RESTORE, judgement.sentence() + "; a restore would help, and " + reason,
        also,
        steps, null, "/restore list " + service);
  }

  /// What to do where a restore would help: first, what keeps it from being made.
  ///
  /// @param need how much it stages, where that is known
  private List<String> restoring(Judgement judgement, Signs signs, Optional<ByteSize> need)
      throws InterruptedException {
    var steps = new ArrayList<String>();
    var free = sights.volume().seen().map(Examined::free);
    if (signs.has(Sign.VOLUME_READ_ONLY)) {
      steps.add("Before a restore, mount the volume writable: it is mounted read-only.");
    } else if (need.isPresent() && free.filter(some -> some.compareTo(need.get()) < 0).isPresent()) {
      steps.add("Before a restore, make room on the volume: it has " + free.get()
          + " free, and the new data beside the old needs " + need.get() + ".");
    } else if (signs.has(Sign.VOLUME_FULL)) {
      steps.add("Before a restore, make room on the volume: it is full.");
    }
    steps.addAll(steps(judgement));
    return steps;
  }

  private Optional<Snapshot> newestReady() throws InterruptedException {
    return sights.listing().seen().stream().flatMap(List::stream).filter(Snapshot::ready).findFirst();
  }

  private Duration age(Instant last) {
    var age = Duration.between(last, sights.at());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Outlook outlook(Candidate good) throws InterruptedException {
    var age = age(good.last().instant());
    return switch (sights.prospect()) {
      case Observed.Unseen<Candidate>(var why, _) -> new Outlook(good.timestamp(), age, null,
          "what it would change could not be told in time: " + why);
      case Observed.Seen<Candidate>(var whole) -> switch (sights.live()) {
        case Observed.Unseen<Contents>(var why, _) -> new Outlook(good.timestamp(), age, null,
            "what it would change could not be told: the volume could not be looked at: " + why);
        case Observed.Seen<Contents>(var live) -> new Outlook(good.timestamp(), age,
            site.kind().loss(whole.contents(), live, sights.outside().seen().orElse(ExternalState.NOTHING), Set.of(),
                sights.at()),
            "");
      };
    };
  }

  /// What to do, and where data is gone, what can only be done for a while.
  private List<String> steps(Judgement judgement) throws InterruptedException {
    var steps = new ArrayList<String>();
    if (judgement.gravity() == Gravity.LOSS) {
      for (var trash : trashes) {
        steps.add(look(trash, judgement.advice()));
      }
      sights.unclaimed().seen().map(UnmanagedObjects.Found::names).filter(names -> !names.isEmpty())
          .filter(_ -> judgement.advice() == Advice.DO_NOT_RESTORE)
          .ifPresent(names -> steps.add("See whether somebody has saved it: in the bucket there is "
              + String.join(", ", names) + ", which belongs to no backup that is configured."));
    }
    steps.addAll(judgement.steps());
    return steps;
  }

  private String look(Trash trash, Advice advice) throws InterruptedException {
    var first = advice == Advice.RESTORE ? "Before anything else is deleted there" : "First";
    var alive = lastSignOfLife();
    var days = trash.keeps().toDays();
    var keeps = first + ", if the volume is on " + trash.fileSystem() + ": its trash keeps what was deleted for "
        + Times.count(days, "day") + " " + trash.note() + ". ";
    if (alive == null) {
      return keeps + "When the loss was, cannot be told: look at once.";
    }
    var end = alive.plus(trash.keeps());
    return keeps + "It was there at " + Times.moment(alive) + (end.isAfter(sights.at())
        ? ": be there before " + Times.moment(end) + "."
        : ", more than " + (days == 1 ? "a day" : days + " days") + " ago: look at once, it may be over.");
  }

  /// The earlier one where there are two: what was made anew since the loss is younger than it.
  private @Nullable Instant lastSignOfLife() throws InterruptedException {
    return Stream.of(sights.live(), sights.snapshot()).flatMap(look -> look.seen().stream()).map(Contents::newest)
        .filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
  }
}
