package dev.restorebot.pds;

import static java.util.function.Predicate.not;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the log of the PDS says of its databases and keys. Nothing is quoted: anybody on the internet can write into it.
record PdsLogQuestion(DiagnosisContext scene) implements Check {
  /// What is older says how it was, not how it is.
  private static final Duration RECENT = Duration.ofHours(1);
  /// When a line was written, as pino writes it: milliseconds, a field of the line itself and not of a text in it.
  private static final Pattern TIME = Pattern.compile("(?<!\\\\)\"time\":(\\d{12,14})\\b");
  private static final List<Trouble> TROUBLES = List.of(
      new Trouble(PdsSign.LOG_CORRUPT, Pattern.compile("SQLITE_(CORRUPT|NOTADB)|disk image is malformed"),
          "tell of a damaged database (SQLITE_CORRUPT or the like)"),
      new Trouble(PdsSign.LOG_FULL,
          Pattern.compile("SQLITE_FULL|SQLITE_IOERR_(SHMSIZE|WRITE)|disk is full|ENOSPC|no space left"),
          "tell of a disk without room (SQLITE_FULL or the like)"),
      new Trouble(PdsSign.LOG_READONLY, Pattern.compile("SQLITE_(READONLY|CANTOPEN)|readonly database|EROFS"),
          "tell of a database that it may not write to (SQLITE_READONLY or the like)"),
      new Trouble(PdsSign.LOG_KEY, Pattern.compile("ENOENT.*/actors/[^ '\"]+/key\\b"),
          "tell of a signing key that is not there (ENOENT)"));

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
      case Observed.Unseen<List<String>>(var why, _) -> Observation.unknown("its log could not be read: " + why);
      case Observed.Seen<List<String>>(var lines) -> judged(lines);
    };
  }

  private Observation judged(List<String> lines) {
    var recent = lines.stream().filter(this::isRecent).toList();
    var older = lines.stream().filter(not(this::isRecent)).toList();
    var signs = new ArrayList<Sign>();
    var evidence = new ArrayList<String>();
    for (var trouble : TROUBLES) {
      var found = trouble.in(recent);
      var before = trouble.in(older);
      if (found > 0) {
        signs.add(
            new Sign(trouble.code(), found + " of the last " + lines.size() + " lines of its log " + trouble.text()));
      } else if (before > 0) {
        evidence.add(before + " lines of more than an hour ago " + trouble.text()
            + ": they say nothing about now");
      }
    }
    evidence.addAll(0, signs.stream().map(Sign::text).toList());
    if (evidence.isEmpty()) {
      evidence.add("nothing of that in its last " + lines.size() + " lines");
    }
    return new Observation(signs.isEmpty() ? Condition.FINE : Condition.DEGRADED, evidence, signs);
  }

  /// A line that does not say when it was written may be of now.
  private boolean isRecent(String line) {
    var time = TIME.matcher(line);
    return !time.find() || Instant.ofEpochMilli(Long.parseLong(time.group(1))).isAfter(scene.at().minus(RECENT));
  }

  /// Something that a log tells of.
  ///
  /// @param code of the sign that it is
  /// @param text what a line does that matches `pattern`
  private record Trouble(String code, Pattern pattern, String text) {
    long in(List<String> lines) {
      return lines.stream().filter(line -> pattern.matcher(line).find()).count();
    }
  }
}
