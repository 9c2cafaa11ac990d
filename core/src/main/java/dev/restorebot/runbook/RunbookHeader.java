package dev.restorebot.runbook;

import dev.restorebot.cluster.Shell;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Loss;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunId;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a person must know before running a runbook, as comments.
record RunbookHeader(RunId run, Plan plan, String file) {
  /// How long what others hold is believed.
  private static final Duration GOOD_FOR = Duration.ofHours(1);

  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("#!/usr/bin/env bash");
    add(lines, "",
        "Restores " + plan.service() + " by hand, for the hour in which restorebot cannot. Run " + run + ", plan "
            + plan.fingerprint().brief() + ".");
    lines.add("#");
    add(lines, "", "Printed " + Times.moment(plan.at()) + " and good until " + Times.moment(plan.at().plus(GOOD_FOR))
        + ": it holds what was true then, and others count on. After that, print it anew.");
    add(lines, "", "Snapshot " + plan.snapshot().timestamp() + ", taken "
        + Times.moment(plan.snapshot().last().instant()) + ", " + Times.span(plan.age())
        + " before this was printed; opened and verified:");
    plan.snapshot().sources().forEach(source -> add(lines, "    ", source.file() + "  " + source.object().size()
        + "  sha256 " + source.digest() + "  from " + source.object().key()));
    plan.snapshot().mirrors().forEach(mirror -> add(lines, "    ", mirror.definition().folder() + "/  " + mirror.files()
        + " files, " + mirror.size() + "  from " + mirror.definition().prefix()
        + mirror.asOf().map(at -> " as of " + Times.moment(at)).orElse("")));
    loss(lines);
    lines.add("#");
    usage(lines);
    return lines;
  }

  private void loss(List<String> lines) {
    add(lines, "", "What would be lost: all that happened since "
        + Times.moment(plan.snapshot().last().instant()) + (plan.loss().lost().isEmpty()
            ? "; nothing that exists now is missing from the snapshot."
            : "; exists now and is not in the snapshot: " + String.join(", ", Loss.texts(plan.loss().lost()))));
    if (!plan.loss().returning().isEmpty()) {
      add(lines, "", "What comes back: " + String.join(", ", Loss.texts(plan.loss().returning())));
    }
    plan.loss().additions().forEach(addition -> add(lines, "",
        plan.words().capitalized() + " that are added: " + String.join("; ", addition.rows())));
    plan.loss().kept().forEach(kept -> add(lines, "", "Kept as it is: " + kept));
    plan.findings().forEach(finding -> add(lines, "  ", said(finding)));
  }

  private static String said(Finding finding) {
    return switch (finding.severity()) {
      case NOTE -> "Note: " + finding.text();
      case WARNING -> "Warning: " + finding.text();
      case REFUSAL -> "Accepted when it was printed (" + finding.code() + "): " + finding.text();
    };
  }

  private void usage(List<String> lines) {
    lines.add("#   bash " + file + "                 does it all; asks twice");
    lines.add("#   RUNBOOK_YES=1 bash " + file + "   does it all without asking");
    lines.add("#   bash " + file + " verify          checks the running service again");
    lines.add("#   bash " + file + " undo            puts back what the restore displaced");
    lines.add("#");
    add(lines, "",
        "Or step by step: start a `bash` of its own, paste everything above `# Step 1`, then one step after the"
            + " other. That shell ends when a step fails, and then takes back what it has begun.");
    add(lines, "",
        "It can be run again after it has stopped; what is done is not done twice. It ends with 0 if the snapshot"
            + " is live and every check passed, with 1 if it stopped and the service is as it was, with 3 if the snapshot is live"
            + " and a check failed, with 4 if a person must look now. The logs of its Jobs are kept beside it.");
    add(lines, "",
        "restorebot must not work on " + plan.service() + " meanwhile. If it still runs, see that `/restore status`"
            + " shows nothing, or scale it to 0.");
  }

  private static void add(List<String> lines, String head, String text) {
    lines.addAll(Shell.comment(head, text));
  }
}
