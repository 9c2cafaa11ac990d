package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restorebot.journal.ContentsRecord.FindingRecord;
import dev.restorebot.journal.ResultRecord.FileRecord;
import dev.restorebot.journal.ResultRecord.FolderRecord;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// How a worker's operation ended, as it is stored.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({@JsonSubTypes.Type(name = "inspected", value = ReportRecord.Inspected.class),
    @JsonSubTypes.Type(name = "staged", value = ReportRecord.Staged.class),
    @JsonSubTypes.Type(name = "replaced", value = ReportRecord.Replaced.class),
    @JsonSubTypes.Type(name = "drilled", value = ReportRecord.Drilled.class),
    @JsonSubTypes.Type(name = "undone", value = ReportRecord.Undone.class),
    @JsonSubTypes.Type(name = "purged", value = ReportRecord.Purged.class),
    @JsonSubTypes.Type(name = "failed", value = ReportRecord.Failed.class)})
sealed interface ReportRecord {
  Report report();

  static ReportRecord of(Report report) {
    return switch (report) {
      case Report.Inspected(var files, var folders, var contents, var free) -> new Inspected(FileRecord.of(files),
          FolderRecord.of(folders), ContentsRecord.of(contents), free.bytes());
      case Report.Examined _ -> throw new IllegalArgumentException("what a diagnosis sees belongs to no run");
      case Report.Staged staged -> Staged.of(staged);
      case Report.Replaced replaced -> Replaced.of(replaced);
      case Report.Drilled(var staged, var replaced, var contents, var defects, var took) ->
        new Drilled(Staged.of(staged), Replaced.of(replaced), ContentsRecord.of(contents), defects,
            new TookRecord(took.staging(), took.replacing(), took.checking()));
      case Report.Undone(var live, var setAside) -> new Undone(FileRecord.of(live), FileRecord.of(setAside));
      case Report.Purged(var freed) -> new Purged(freed.bytes());
      case Report.Undoable _ -> throw new IllegalArgumentException("what could be undone is asked anew each time");
      case Report.Failed(var reason, var hint, var untouched) -> new Failed(reason, hint, untouched);
    };
  }

  /// What is on the volume.
  ///
  /// @param free in bytes
  record Inspected(List<FileRecord> files, List<FolderRecord> folders, ContentsRecord contents, long free)
      implements ReportRecord {
    @Override
    public Report report() {
      return new Report.Inspected(FileRecord.files(files), FolderRecord.folders(folders), contents.contents(),
          new ByteSize(free));
    }
  }

  /// Everything is staged.
  record Staged(List<FileRecord> files, List<FolderRecord> folders, MendedRecord mended) implements ReportRecord {
    static Staged of(Report.Staged staged) {
      return new Staged(FileRecord.of(staged.files()), FolderRecord.of(staged.folders()),
          MendedRecord.of(staged.mended()));
    }

    @Override
    public Report.Staged report() {
      return new Report.Staged(FileRecord.files(files), FolderRecord.folders(folders), mended.mended());
    }
  }

  /// What was staged is live.
  record Replaced(List<FileRecord> live, List<FileRecord> displaced, List<FolderRecord> folders, List<String> kept,
      FixUpRecord fixUp) implements ReportRecord {
    static Replaced of(Report.Replaced replaced) {
      return new Replaced(FileRecord.of(replaced.live()), FileRecord.of(replaced.displaced()),
          FolderRecord.of(replaced.folders()), replaced.kept(), FixUpRecord.of(replaced.fixUp()));
    }

    @Override
    public Report.Replaced report() {
      return new Report.Replaced(FileRecord.files(live), FileRecord.files(displaced), FolderRecord.folders(folders),
          kept, fixUp.fixUp());
    }
  }

  /// A snapshot was restored into scratch space.
  record Drilled(Staged staged, Replaced replaced, ContentsRecord contents, List<String> defects, TookRecord took)
      implements ReportRecord {
    @Override
    public Report report() {
      return new Report.Drilled(staged.report(), replaced.report(), contents.contents(), defects,
          new Report.Took(took.staging, took.replacing, took.checking));
    }
  }

  /// What had been displaced is live again.
  record Undone(List<FileRecord> live, List<FileRecord> setAside) implements ReportRecord {
    @Override
    public Report report() {
      return new Report.Undone(FileRecord.files(live), FileRecord.files(setAside));
    }
  }

  /// The run's folder is gone.
  ///
  /// @param freed in bytes
  record Purged(long freed) implements ReportRecord {
    @Override
    public Report report() {
      return new Report.Purged(new ByteSize(freed));
    }
  }

  /// The operation could not be done.
  record Failed(String reason, String hint, boolean untouched) implements ReportRecord {
    @Override
    public Report report() {
      return new Report.Failed(reason, hint, untouched);
    }
  }

  /// What became of folders that were staged from mirrors.
  record MendedRecord(ContentsRecord contents, List<String> repairs, List<FindingRecord> findings) {
    static MendedRecord of(RepairResult mended) {
      return new MendedRecord(ContentsRecord.of(mended.contents()), mended.repairs(),
          FindingRecord.of(mended.findings()));
    }

    RepairResult mended() {
      return new RepairResult(contents.contents(), repairs, FindingRecord.findings(findings));
    }
  }

  /// What a fix-up did.
  ///
  /// @param edited sorted
  record FixUpRecord(List<String> edited, SortedMap<String, Long> numbers, List<String> notes) {
    static FixUpRecord of(FixUp fixUp) {
      return new FixUpRecord(fixUp.edited().stream().sorted().toList(), fixUp.numbers(), fixUp.notes());
    }

    FixUp fixUp() {
      return new FixUp(Set.copyOf(edited), numbers, notes);
    }
  }

  /// How long the parts of a drill took.
  record TookRecord(Duration staging, Duration replacing, Duration checking) {}
}
