package dev.restorebot.kind;

import java.util.List;
import java.util.stream.Stream;

/// What became of what was staged, before it goes live: folders of mirrors are repaired, and databases compared with those that are live.
///
/// @param contents what the folders hold, repaired
/// @param repairs what was repaired, a sentence each
/// @param findings what people must know before they go live; none is a refusal
public record RepairResult(Contents contents, List<String> repairs, List<Finding> findings) {
  /// There was nothing to mend.
  public static final RepairResult NOTHING = new RepairResult(Contents.EMPTY, List.of(), List.of());

  /// The same with `more` that people must know.
  public RepairResult and(List<Finding> more) {
    return new RepairResult(contents, repairs, Stream.concat(findings.stream(), more.stream()).toList());
  }

  public RepairResult {
    repairs = List.copyOf(repairs);
    findings = List.copyOf(findings);
  }
}
