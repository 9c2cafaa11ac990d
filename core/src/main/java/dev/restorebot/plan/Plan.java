package dev.restorebot.plan;

import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Outside;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.Timeouts;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.worker.Report.VolumeFile;
import dev.restorebot.worker.Report.VolumeFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a restore will do. Immutable, and the same for the same facts.
///
/// @param replicas how many replicas the service is started with again
/// @param cronJobs the backup CronJobs to suspend meanwhile
/// @param displaced what will be moved aside, as it is now
/// @param folders the same, of folders; with digests of names, sizes and times
/// @param findings what a person must know, from the loss and from the plan itself
/// @param outside what others held when the plan was made
/// @param free how much room the volume has
/// @param byHand what people must still do after it
/// @param ifUndone what people must know before it is undone
/// @param timeouts how long the service may take to stop and to start
/// @param at when its facts were gathered
/// @param drilled the last drill of the service that passed, or null if there is none
/// @param decisions everything that was decided, a line each; the fingerprint is made from them
public record Plan(ServiceName service, String workload, String claim, Candidate snapshot, int replicas,
    List<String> cronJobs, List<VolumeFile> displaced, List<VolumeFolder> folders, Loss loss, List<Finding> findings,
    Outside outside,
    ByteSize free, List<String> byHand, List<String> ifUndone, Timeouts timeouts, Instant at,
    @Nullable PastDrill drilled, List<String> decisions) {
  public Plan {
    cronJobs = List.copyOf(cronJobs);
    displaced = List.copyOf(displaced);
    folders = List.copyOf(folders);
    findings = List.copyOf(findings);
    byHand = List.copyOf(byHand);
    ifUndone = List.copyOf(ifUndone);
    decisions = List.copyOf(decisions);
  }

  /// What an approval names.
  public Fingerprint fingerprint() {
    return Fingerprint.of(decisions);
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
    var lines = new ArrayList<String>();
    decisions.stream().filter(line -> !later.decisions.contains(line)).forEach(line -> lines.add("no longer: " + line));
    later.decisions.stream().filter(line -> !decisions.contains(line)).forEach(line -> lines.add("new: " + line));
    return lines;
  }
}
