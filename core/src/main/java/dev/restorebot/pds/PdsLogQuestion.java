package dev.restorebot.pds;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Look;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Scene;
import dev.restorebot.kind.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the log of the PDS says of its databases and keys. Nothing is quoted: anybody on the internet can write into it.
record PdsLogQuestion(Scene scene) implements Check {
  private static final Pattern CORRUPT = Pattern.compile("SQLITE_(CORRUPT|NOTADB)|disk image is malformed");
  private static final Pattern READONLY = Pattern.compile("SQLITE_(READONLY|CANTOPEN)|readonly database");
  private static final Pattern KEY = Pattern.compile("ENOENT.*/actors/[^ '\"]+/key\\b");

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String question() {
    return "Does the log of the PDS tell of databases it cannot use, or of keys that are missing?";
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (scene.log()) {
      case Look.Unseen<List<String>>(var why, _) -> Observation.unknown("its log could not be read: " + why);
      case Look.Seen<List<String>>(var lines) -> judged(lines);
    };
  }

  private static Observation judged(List<String> lines) {
    var signs = new ArrayList<Sign>();
    find(lines, CORRUPT, PdsSign.LOG_CORRUPT, "tell of a damaged database (SQLITE_CORRUPT or the like)", signs);
    find(lines, READONLY, PdsSign.LOG_READONLY,
        "tell of a database that it may not write to (SQLITE_READONLY or the like)",
        signs);
    find(lines, KEY, PdsSign.LOG_KEY, "tell of a signing key that is not there (ENOENT)", signs);
    return signs.isEmpty()
        ? Observation.fine("nothing of that in its last " + lines.size() + " lines")
        : Observation.of(Condition.DEGRADED, signs);
  }

  private static void find(List<String> lines, Pattern pattern, String code, String text, List<Sign> signs) {
    var found = lines.stream().filter(line -> pattern.matcher(line).find()).count();
    if (found > 0) {
      signs.add(new Sign(code, found + " of the last " + lines.size() + " lines of its log " + text));
    }
  }
}
