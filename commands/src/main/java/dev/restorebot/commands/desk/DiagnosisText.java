package dev.restorebot.commands.desk;

import dev.restorebot.diagnose.Checked;
import dev.restorebot.diagnose.Diagnosis;
import dev.restorebot.diagnose.Outlook;
import dev.restorebot.diagnose.Verdict;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Loss;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;

/// A diagnosis in words: the verdict first, then what to do, then the evidence.
record DiagnosisText(Diagnosis diagnosis) {
  private static final int TOLD = 8;
  private static final int EVIDENCE = 4;

  /// The verdict in one line.
  String headline() {
    var verdict = diagnosis.verdict();
    return diagnosis.service() + ": " + ended(verdict.sentence()) + switch (verdict.answer()) {
      case NOTHING_WRONG -> "";
      case NOT_KNOWN -> " Whether a restore would help cannot be told.";
      case RESTORE -> " A restore would help.";
      case NOTHING_TO_RESTORE -> "";
      case AMEND -> " Do not restore: adding those " + verdict.words().nouns() + " is enough.";
      case DO_NOT_RESTORE -> " Do not restore.";
      case UNDER_WAY -> " Leave it alone: a restore is at work on it.";
    };
  }

  private static String ended(String sentence) {
    return sentence.endsWith("?") || sentence.endsWith(".") ? sentence : sentence + ".";
  }

  /// The verdict, and what it rests on, for one of many.
  List<String> brief() {
    var lines = new ArrayList<String>();
    lines.add(headline());
    diagnosis.verdict().also().forEach(also -> lines.add("  also: " + also));
    return lines;
  }

  /// All of it.
  List<String> whole() {
    var verdict = diagnosis.verdict();
    var lines = new ArrayList<String>();
    lines.add(headline());
    verdict.also().forEach(also -> lines.add("Also: " + ended(also)));
    verdict.prospect().ifPresent(outlook -> lines.addAll(outlook(outlook)));
    if (!diagnosis.notBackedUp().isEmpty()) {
      lines.add((verdict.answer() == Verdict.Conclusion.RESTORE ? "It would not bring back: " : "No backup has: ")
          + String.join("; ", diagnosis.notBackedUp()) + ".");
    }
    lines.addAll(steps(verdict.steps()));
    lines.add("Evidence, of " + Times.moment(diagnosis.at()) + ":");
    diagnosis.checked().forEach(checked -> lines.addAll(evidence(checked)));
    return lines;
  }

  /// What one check found, in one line.
  static String line(Checked checked) {
    var observation = checked.observation();
    return "  " + word(observation.condition()) + "  " + checked.name() + ": " + observation.evidence().getFirst();
  }

  private static List<String> evidence(Checked checked) {
    var lines = new ArrayList<String>();
    lines.add(line(checked));
    var evidence = checked.observation().evidence();
    evidence.stream().skip(1).limit(EVIDENCE).forEach(more -> lines.add("            " + more));
    if (evidence.size() > EVIDENCE + 1) {
      lines.add("            and " + (evidence.size() - EVIDENCE - 1) + " more");
    }
    return lines;
  }

  private static String word(Condition condition) {
    return (condition.word() + "        ").substring(0, "degraded".length());
  }

  private static List<String> steps(List<String> steps) {
    if (steps.size() == 1) {
      return List.of("Next: " + steps.getFirst());
    }
    var lines = new ArrayList<String>();
    if (!steps.isEmpty()) {
      lines.add("Next:");
    }
    for (var index = 0; index < steps.size(); index++) {
      lines.add("  " + (index + 1) + ". " + steps.get(index));
    }
    return lines;
  }

  private static List<String> outlook(Outlook outlook) {
    var lines = new ArrayList<String>();
    lines.add("It would take the snapshot " + outlook.snapshot() + ", made " + Times.span(outlook.age())
        + " ago: what happened since is lost.");
    outlook.change().ifPresentOrElse(loss -> lines.addAll(change(loss)),
        () -> lines.add("What it would change: " + outlook.unclear() + ". A dry run tells."));
    return lines;
  }

  private static List<String> change(Loss loss) {
    var lines = new ArrayList<String>();
    lines.add("It would bring back: " + list(Loss.texts(loss.returning()), "nothing that is not there now"));
    lines.add("It would lose: " + list(Loss.texts(loss.lost()), "no " + loss.noun() + " that exists now"));
    loss.findings().stream().filter(finding -> finding.severity() == Severity.REFUSAL)
        .forEach(finding -> lines.add(refusal(finding)));
    return lines;
  }

  private static String refusal(Finding finding) {
    return "It would be refused unless that is accepted (" + finding.code() + "): " + finding.text();
  }

  private static String list(List<String> what, String nothing) {
    return what.isEmpty()
        ? nothing + "."
        : String.join(", ", what.subList(0, Math.min(TOLD, what.size())))
            + (what.size() > TOLD ? " and " + (what.size() - TOLD) + " more." : ".");
  }
}
