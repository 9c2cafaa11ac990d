package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restorebot.files.Digest;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.run.StepResult;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.util.List;

/// What a step left behind, as it is stored.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "left")
@JsonSubTypes({@JsonSubTypes.Type(name = "worked", value = ResultRecord.Worked.class),
    @JsonSubTypes.Type(name = "checked", value = ResultRecord.Checked.class),
    @JsonSubTypes.Type(name = "confirmed", value = ResultRecord.Confirmed.class),
    @JsonSubTypes.Type(name = "noted", value = ResultRecord.Noted.class)})
sealed interface ResultRecord {
  StepResult result();

  static ResultRecord of(StepResult result) {
    return switch (result) {
      case StepResult.Worked(var report, var output) -> new Worked(ReportRecord.of(report), output);
      case StepResult.Checked(var checks) -> new Checked(checks.stream().map(CheckRecord::of).toList());
      case StepResult.Confirmed(var staying) -> new Confirmed(ContentsRecord.of(staying));
      case StepResult.Noted(var notes) -> new Noted(notes);
    };
  }

  /// What a worker reported.
  record Worked(ReportRecord report, List<String> output) implements ResultRecord {
    @Override
    public StepResult result() {
      return new StepResult.Worked(report.report(), output);
    }
  }

  /// What was checked and found.
  record Checked(List<CheckRecord> checks) implements ResultRecord {
    @Override
    public StepResult result() {
      return new StepResult.Checked(checks.stream().map(CheckRecord::check).toList());
    }
  }

  /// The plan still held when the service had been stopped.
  record Confirmed(ContentsRecord staying) implements ResultRecord {
    @Override
    public StepResult result() {
      return new StepResult.Confirmed(staying.contents());
    }
  }

  /// What was done, a sentence each.
  record Noted(List<String> notes) implements ResultRecord {
    @Override
    public StepResult result() {
      return new StepResult.Noted(notes);
    }
  }

  /// The result of one check.
  record CheckRecord(String name, String verdict, String detail) {
    static CheckRecord of(CheckResult check) {
      return new CheckRecord(check.name(), Words.VERDICTS.of(check.status()), check.detail());
    }

    CheckResult check() {
      return new CheckResult(name, Words.VERDICTS.constant(verdict), detail);
    }
  }

  /// A file of a service.
  ///
  /// @param size in bytes
  /// @param digest the SHA-256 of its content
  record FileRecord(String path, long size, String digest) {
    static List<FileRecord> of(List<VolumeFile> files) {
      return files.stream().map(file -> new FileRecord(file.path(), file.size().bytes(), file.digest().sha256()))
          .toList();
    }

    static List<VolumeFile> files(List<FileRecord> records) {
      return records.stream()
          .map(record -> new VolumeFile(record.path, new ByteSize(record.size), new Digest(record.digest))).toList();
    }
  }

  /// A folder of a service.
  ///
  /// @param size in bytes
  record FolderRecord(String path, long files, long size, String digest) {
    static List<FolderRecord> of(List<VolumeFolder> folders) {
      return folders.stream().map(folder -> new FolderRecord(folder.path(), folder.files(), folder.size().bytes(),
          folder.digest().sha256())).toList();
    }

    static List<VolumeFolder> folders(List<FolderRecord> records) {
      return records.stream().map(record -> new VolumeFolder(record.path, record.files, new ByteSize(record.size),
          new Digest(record.digest))).toList();
    }
  }
}
