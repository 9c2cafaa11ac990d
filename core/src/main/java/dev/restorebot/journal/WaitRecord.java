package dev.restorebot.journal;

import dev.restorebot.run.Wait;
import java.time.Duration;
import java.util.List;

/// Something that a step waited for, as it is stored.
record WaitRecord(String what, Duration took) {
  static List<WaitRecord> of(List<Wait> waits) {
    return waits.stream().map(wait -> new WaitRecord(wait.what(), wait.took())).toList();
  }

  static List<Wait> waits(List<WaitRecord> waits) {
    return waits.stream().map(wait -> new Wait(wait.what, wait.took)).toList();
  }
}
