package dev.restorebot.approval;

import java.util.List;

/// Who asked what. What is noted is durable; the oldest go when there are too many. Thread-safe; blocks on the disk.
public interface AskBook {
  /// Adds `ask`.
  void note(Ask ask);

  /// All that is there, the oldest first.
  List<Ask> all();
}
