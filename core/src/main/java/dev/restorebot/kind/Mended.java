package dev.restorebot.kind;

import java.util.List;

/// What became of folders that were staged from mirrors, before they go live.
///
/// @param contents what they hold, repaired
/// @param repairs what was repaired, a sentence each
/// @param findings what people must know before they go live; none is a refusal
public record Mended(Contents contents, List<String> repairs, List<Finding> findings) {
  /// There was nothing to mend.
  public static final Mended NOTHING = new Mended(Contents.EMPTY, List.of(), List.of());

  public Mended {
    repairs = List.copyOf(repairs);
    findings = List.copyOf(findings);
  }
}
