package dev.restorebot.kind;

import dev.restorebot.kind.Judgement.Advice;
import dev.restorebot.kind.Judgement.Gravity;

/// What it amounts to that a program's log tells of files that it cannot write, where what a Job sees of the volume does not explain it:
/// the volume has room, is mounted writable, and the files are the program's own.
public final class WriteFailure {
  private WriteFailure() {}

  /// The log tells of a disk without room.
  ///
  /// @param program whose log it is: `the forum`
  public static Judgement noRoom(String program) {
    return Judgement.of(Gravity.OUTAGE, Advice.DO_NOT_RESTORE,
        "the log tells of a disk without room, and the volume has room now: nothing is lost",
        "Start " + program + " again.",
        "If that does not help, see whether the volume has inodes left (df -i), and whether another disk of the pod is full.");
  }

  /// The log tells of a database that cannot be written to.
  ///
  /// @param program whose log it is: `the forum`
  public static Judgement readOnly(String program) {
    return Judgement.of(Gravity.OUTAGE, Advice.DO_NOT_RESTORE,
        "the log tells of a database that " + program + " may not write to, and a Job may write to the volume: nothing"
            + " is lost",
        "See whether the pod mounts the volume read-only (`readOnly` in its spec), or its node has mounted it so after"
            + " errors (the node's kernel log).",
        "Mount it writable, and start " + program + " again: a pod that runs keeps its mount.");
  }
}
