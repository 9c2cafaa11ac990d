package dev.restorebot.commands.thread;

import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunId;
import dev.restorebot.service.Timeouts;
import dev.restorebot.snapshot.Times;
import dev.restorebot.worker.Report.VolumeFile;
import dev.restorebot.worker.Task.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A plan in words: what would be restored, what would be lost, and what happens on the way.
final class PlanText {
  private static final Duration ALMOST_A_MINUTE = Duration.ofSeconds(59);

  private final Plan plan;

  PlanText(Plan plan) {
    this.plan = plan;
  }

  /// The whole plan, for people who decide whether to start.
  List<String> whole(RunId run) {
    var lines = new ArrayList<String>();
    lines.add("Plan " + plan.fingerprint().brief() + " for " + plan.service() + " (" + run + "), nothing touched yet");
    lines.add("Snapshot " + plan.snapshot().timestamp() + ", taken " + Times.moment(plan.snapshot().last().instant())
        + ", " + Times.count(plan.snapshot().sources().size(), "file") + ", " + plan.snapshot().size()
        + ", opened and verified:");
    plan.snapshot().sources().forEach(source -> lines.add("  " + file(source)));
    lines.add("  it holds " + contents());
    plan.snapshot().passedOver().forEach(line -> lines.add("Passed over " + line));
    lines.addAll(loss());
    lines.add(
        "On the way: staged beside the live data while " + plan.service() + " runs; then, after a second approval, "
            + plan.workload() + " is stopped" + suspended() + ", data is exchanged by renaming, and " + plan.service()
            + " is started again with " + Times.count(plan.replicas(), "replica")
            + ". " + downtime(plan.timeouts()));
    lines.add("Displaced data stays on " + plan.claim() + " (" + plan.free() + " free) until somebody purges it.");
    return lines;
  }

  private static String downtime(Timeouts timeouts) {
    var most = timeouts.gone().plus(timeouts.ready()).plus(ALMOST_A_MINUTE).toMinutes();
    return "Expected downtime: under " + Times.count(most, "minute") + " (stopping up to "
        + timeouts.gone().toSeconds() + " s, starting up to " + timeouts.ready().toSeconds() + " s).";
  }

  private String suspended() {
    return plan.cronJobs().isEmpty() ? "" : ", CronJob " + String.join(", ", plan.cronJobs()) + " is suspended";
  }

  private static String file(Source source) {
    return source.file() + "  " + source.object().size() + "  sha256 " + source.digest().brief();
  }

  private String contents() {
    var labels = plan.snapshot().contents().items().stream().map(item -> item.label()).toList();
    var shown = labels.size() > 10 ? labels.subList(0, 10) : labels;
    var more = labels.size() > 10 ? " and " + (labels.size() - 10) + " more" : "";
    return Times.count(labels.size(), "account") + ": " + String.join(", ", shown) + more;
  }

  /// The loss report.
  private List<String> loss() {
    var lines = new ArrayList<>(lost());
    if (!plan.loss().returning().isEmpty()) {
      lines.add("What comes back: " + String.join(", ", plan.loss().returning()));
    }
    plan.loss().kept().forEach(kept -> lines.add("Kept as it is: " + kept));
    plan.findings().forEach(finding -> lines.add(finding(finding)));
    return lines;
  }

  private List<String> lost() {
    return List.of("What would be lost: everything since " + Times.moment(plan.snapshot().last().instant()) + ", "
        + Times.span(plan.age()) + " before this plan",
        plan.loss().lost().isEmpty()
            ? "  no account that exists now is missing from the snapshot"
            : "  exists now and is not in the snapshot: " + String.join(", ", plan.loss().lost()));
  }

  private static String finding(Finding finding) {
    return switch (finding.severity()) {
      case NOTE -> "Note: " + finding.text();
      case WARNING -> "Warning: " + finding.text();
      case REFUSAL -> "Accepted by the request (" + finding.code() + "): " + finding.text();
    };
  }

  /// What is about to be displaced and installed, for people who decide whether the data is replaced.
  List<String> exchange() {
    var lines = new ArrayList<String>();
    lines.add("Displaced, not deleted:");
    plan.displaced().forEach(file -> lines.add("  " + file(file)));
    if (plan.displaced().isEmpty()) {
      lines.add("  nothing: none of the files exists");
    }
    lines.add("Installed:");
    plan.snapshot().sources().forEach(source -> lines.add("  " + file(source)));
    lines.add("  with " + contents());
    lines.addAll(lost());
    plan.findings().stream().filter(finding -> finding.severity() != Severity.NOTE)
        .forEach(finding -> lines.add(finding(finding)));
    return lines;
  }

  static String file(VolumeFile file) {
    return file.path() + "  " + file.size() + "  sha256 " + file.digest().brief();
  }
}
