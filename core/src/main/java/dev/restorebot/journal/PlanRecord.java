package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.journal.ContentsRecord.FindingRecord;
import dev.restorebot.journal.ResultRecord.FileRecord;
import dev.restorebot.journal.ResultRecord.FolderRecord;
import dev.restorebot.kind.Addition;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Loss;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.Plan;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.Timeouts;
import dev.restorebot.text.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A plan, as it is stored.
///
/// @param amendment what is said of what it adds; null if it adds nothing
/// @param free in bytes
record PlanRecord(String service, String workload, String claim, SnapshotRecord snapshot, int replicas,
    List<String> cronJobs, List<FileRecord> displaced, List<FolderRecord> folders, LossRecord loss,
    @JsonSetter(nulls = Nulls.SET) @Nullable AmendmentRecord amendment, List<FindingRecord> findings,
    OutsideRecord outside, long free, List<String> byHand, List<String> ifUndone,
    TimeoutsRecord timeouts, Instant at, @JsonSetter(nulls = Nulls.SET) @Nullable DrilledRecord drilled,
    String fingerprint) {
  static PlanRecord of(Plan plan) {
    return new PlanRecord(plan.service().value(), plan.workload(), plan.claim(), SnapshotRecord.of(plan.snapshot()),
        plan.replicas(), plan.cronJobs(), FileRecord.of(plan.displaced()), FolderRecord.of(plan.folders()),
        LossRecord.of(plan.loss()), AmendmentRecord.ofNullable(plan.amending()), FindingRecord.of(plan.findings()),
        OutsideRecord.of(plan.outside()),
        plan.free().bytes(), plan.byHand(), plan.ifUndone(), TimeoutsRecord.of(plan.timeouts()), plan.at(),
        plan.lastDrill().map(DrilledRecord::of).orElse(null), plan.fingerprint().value());
  }

  Plan plan() {
    return new Plan(new ServiceName(service), workload, claim, snapshot.candidate(), replicas, cronJobs,
        FileRecord.files(displaced), FolderRecord.folders(folders), loss.loss(),
        amendment == null ? null : amendment.words(), FindingRecord.findings(findings),
        outside.outside(), new ByteSize(free), byHand, ifUndone, timeouts.timeouts(), at,
        drilled == null ? null : drilled.drill(), new Fingerprint(fingerprint));
  }

  /// What a restore would change for people.
  record LossRecord(String noun, List<ChangeRecord> lost, List<ChangeRecord> returning, List<String> kept,
      @JsonProperty("grants") List<AdditionRecord> additions, List<FindingRecord> findings) {
    static LossRecord of(Loss loss) {
      return new LossRecord(loss.noun(), ChangeRecord.of(loss.lost()), ChangeRecord.of(loss.returning()), loss.kept(),
          loss.additions().stream().map(addition -> new AdditionRecord(addition.item(), addition.rows())).toList(),
          FindingRecord.of(loss.findings()));
    }

    Loss loss() {
      return new Loss(noun, ChangeRecord.changes(lost), ChangeRecord.changes(returning), kept,
          additions.stream().map(addition -> new Addition(addition.item, addition.rows)).toList(),
          FindingRecord.findings(findings));
    }
  }

  /// Something that goes or comes back.
  ///
  /// @param id empty where only the text is known
  record ChangeRecord(String id, SortedMap<String, String> versions, String text) {
    static List<ChangeRecord> of(List<Loss.Change> changes) {
      return changes.stream().map(change -> new ChangeRecord(change.id(), change.versions(), change.text())).toList();
    }

    static List<Loss.Change> changes(List<ChangeRecord> records) {
      return records.stream().map(record -> new Loss.Change(record.id, record.versions, record.text)).toList();
    }
  }

  /// What is added about one item.
  record AdditionRecord(String item, List<String> rows) {}

  /// What others held when the plan was made.
  record OutsideRecord(SortedMap<String, Long> numbers, SortedMap<String, String> said, List<String> unknown) {
    static OutsideRecord of(ExternalState outside) {
      return new OutsideRecord(outside.numbers(), outside.said(), outside.unknown());
    }

    ExternalState outside() {
      return new ExternalState(numbers, said, unknown);
    }
  }

  /// How long the service may take to stop and to start.
  record TimeoutsRecord(Duration gone, Duration ready) {
    static TimeoutsRecord of(Timeouts timeouts) {
      return new TimeoutsRecord(timeouts.gone(), timeouts.ready());
    }

    Timeouts timeouts() {
      return new Timeouts(gone, ready);
    }
  }

  /// The last drill that had passed.
  ///
  /// @param size in bytes
  record DrilledRecord(Instant at, long size, Duration staging, Duration replacing) {
    static DrilledRecord of(PastDrill drill) {
      return new DrilledRecord(drill.at(), drill.size().bytes(), drill.staging(), drill.replacing());
    }

    PastDrill drill() {
      return new PastDrill(at, new ByteSize(size), staging, replacing);
    }
  }
}
