package dev.restorebot.knot;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the log of the knot says of its database. Nothing is quoted: what others sent may stand in it.
record KnotLogQuestion(DiagnosisContext scene) implements Check {
  private static final Pattern CORRUPT = Pattern.compile("disk image is malformed|file is not a database");
  private static final Pattern READONLY = Pattern.compile("readonly database|unable to open database file");
  private static final Pattern FULL = Pattern.compile("database or disk is full|no space left on device");
  private static final Pattern POLICY = Pattern.compile("invalid policy rule size");

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String question() {
    return "Does the log of the knot tell of a database it cannot use?";
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (scene.log()) {
      case Observed.Unseen<List<String>>(var why, _) -> Observation.unknown("its log could not be read: " + why);
      case Observed.Seen<List<String>>(var lines) -> judged(lines);
    };
  }

  private static Observation judged(List<String> lines) {
    var signs = new ArrayList<Sign>();
    find(lines, CORRUPT, KnotSign.LOG_CORRUPT, "tell of a damaged database", signs);
    find(lines, READONLY, KnotSign.LOG_READONLY, "tell of a database that it may not write to", signs);
    find(lines, FULL, KnotSign.LOG_FULL, "tell of a disk without room", signs);
    find(lines, POLICY, KnotSign.LOG_POLICY, "tell of a malformed row in the table acl", signs);
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
