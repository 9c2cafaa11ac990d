package dev.restorebot.plan;

import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Loss;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.Timeouts;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a restore will do. Immutable, and the same for the same facts.
///
/// @param replicas how many replicas the service is started with again
/// @param cronJobs the backup CronJobs to suspend meanwhile
/// @param displaced what will be moved aside, as it is now
/// @param folders the same, of folders; with digests of names, sizes and times
/// @param amending what is said of what it adds, or null if it adds nothing
/// @param findings what a person must know, from the loss and from the plan itself
/// @param outside what others held when the plan was made
/// @param free how much room the volume has
/// @param byHand what people must still do after it
/// @param ifUndone what people must know before it is undone
/// @param timeouts how long the service may take to stop and to start
/// @param at when its facts were gathered
/// @param drilled the last drill of the service that passed, or null if there is none
/// @param fingerprint what an approval names. It stays what it was when the plan was made, whatever a later version of the
///        program would make of the same plan
public record Plan(ServiceName service, String workload, String claim, Candidate snapshot, int replicas,
    List<String> cronJobs, List<VolumeFile> displaced, List<VolumeFolder> folders, Loss loss,
    @Nullable AmendmentWords amending,
    List<Finding> findings,
    ExternalState outside,
    ByteSize free, List<String> byHand, List<String> ifUndone, Timeouts timeouts, Instant at,
    @Nullable PastDrill drilled, Fingerprint fingerprint) {
  private static final Duration LEAST_EXCHANGE = Duration.ofMinutes(5);
  private static final Duration EACH_MEBIBYTE = Duration.ofMillis(500);
  private static final Duration EACH_FILE = Duration.ofMillis(10);
  private static final int MOST_DOUBLED = 10;

  /// @throws NullPointerException if it adds something and has no words for it
  public Plan {
    if (!loss.additions().isEmpty()) {
      Objects.requireNonNull(amending, "words for what is added");
    }
    cronJobs = List.copyOf(cronJobs);
    displaced = List.copyOf(displaced);
    folders = List.copyOf(folders);
    findings = List.copyOf(findings);
    byHand = List.copyOf(byHand);
    ifUndone = List.copyOf(ifUndone);
  }

  /// The same plan with the fingerprint that its terms make.
  Plan fingerprinted() {
    return new Plan(service, workload, claim, snapshot, replicas, cronJobs, displaced, folders, loss, amending,
        findings,
        outside, free, byHand, ifUndone, timeouts, at, drilled, Fingerprint.of(terms()));
  }

  /// What is said of what it adds.
  ///
  /// @throws NullPointerException if it adds nothing
  public AmendmentWords words() {
    return Objects.requireNonNull(amending, "a plan that adds nothing");
  }

  /// True if it adds something that was derived.
  public boolean adds() {
    return !loss.additions().isEmpty();
  }

  /// Everything that it decides.
  public List<Term> terms() {
    return Terms.of(this);
  }

  /// True if `later` decides the same, so that whoever approved this plan has approved that one.
  public boolean decidesAs(Plan later) {
    return Set.copyOf(comparable(this, later)).equals(Set.copyOf(comparable(later, this)));
  }

  /// The last drill of the service that passed, if there is one.
  public Optional<PastDrill> lastDrill() {
    return Optional.ofNullable(drilled);
  }

  /// How much time lies between the snapshot and the plan: what happened in it is lost.
  public Duration age() {
    return Duration.between(snapshot.last().instant(), at);
  }

  /// What `later` decides differently, a line each: what is no longer so first, then what is new.
  public List<String> differences(Plan later) {
    var before = comparable(this, later);
    var after = comparable(later, this);
    var lines = new ArrayList<String>();
    before.stream().filter(term -> !after.contains(term)).forEach(term -> lines.add("no longer: " + term.words()));
    after.stream().filter(term -> !before.contains(term)).forEach(term -> lines.add("new: " + term.words()));
    return lines;
  }

  /// The terms of `plan` as they can be compared with those of `other`, which may be from a journal in which losses were
  /// sentences alone.
  private static List<Term> comparable(Plan plan, Plan other) {
    return other.loss.isTold() ? plan.with(plan.loss.told()).terms() : plan.terms();
  }

  /// How long a worker may take to exchange the data, or to put it back, before it is ended and people are asked: enough for a slow
  /// volume on which every byte and every file that is moved is read once. Whole minutes.
  ///
  /// @param attempt counted from 1; each has twice the time of the one before
  public Duration exchangeWithin(int attempt) {
    var moved = Stream.concat(displaced.stream().map(VolumeFile::size), folders.stream().map(VolumeFolder::size))
        .reduce(snapshot.size(), ByteSize::plus);
    var files = snapshot.mirrors().stream().mapToLong(Mirror::files).sum()
        + folders.stream().mapToLong(VolumeFolder::files).sum();
    var once = LEAST_EXCHANGE.plus(EACH_MEBIBYTE.multipliedBy(moved.bytes() / (1024 * 1024)))
        .plus(EACH_FILE.multipliedBy(files)).plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
    return once.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLED));
  }

  /// The same plan with another loss.
  Plan with(Loss other) {
    return new Plan(service, workload, claim, snapshot, replicas, cronJobs, displaced, folders, other, amending,
        findings, outside, free, byHand, ifUndone, timeouts, at, drilled, fingerprint);
  }
}
