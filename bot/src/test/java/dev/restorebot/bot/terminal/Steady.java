package dev.restorebot.bot.terminal;

/// Transcripts without what differs from world to world.
public final class Steady {
  private Steady() {}

  /// `transcript` with ports, digests, fingerprints of host keys, owners of files, free space, how long parts of a drill took and the downtime that this lets
  /// people expect replaced.
  public static String text(String transcript) {
    return Digests.named(transcript.replaceAll("127\\.0\\.0\\.1(\\]?):\\d+", "127.0.0.1$1:PORT")
        .replaceAll("\\([\\d.]+ [KMGT]iB free\\)", "(SIZE free)")
        .replaceAll("([d-][rwx-]{9}) \\d+:\\d+", "$1 OWNER")
        .replaceAll("(etag|digest)(\\W+)([0-9a-f]{32,64})\\b", "$1$2digest $3")
        // Objects are fetched side by side: which of them breaks first, and where, is chance.
        .replaceAll("(Failed at stage:|Failed at drill:|The drill failed:) read .*", "$1 read OBJECT ...")
        .replaceAll("(took|exchanging|reading again) (less than 1|\\d+) s\\b", "$1 N s")
        .replaceAll("under \\d+ minutes (\\(stopping up to \\d+ s, exchanging N s)", "under N minutes $1"));
  }
}
