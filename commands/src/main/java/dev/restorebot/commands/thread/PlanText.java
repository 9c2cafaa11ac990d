package dev.restorebot.commands.thread;

import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.service.Timeouts;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A plan in words: what would be restored, what would be lost, and what happens on the way.
final class PlanText {
  private static final Duration ALMOST_A_MINUTE = Duration.ofSeconds(59);

  private final Request request;
  private final Plan plan;
  private final Lists lists = new Lists();
  private final LossText loss;
  private final RightsText rights;

  PlanText(Request request, Plan plan) {
    this.request = request;
    this.plan = plan;
    this.loss = new LossText(plan, lists);
    this.rights = new RightsText(plan);
  }

  /// The whole plan, for people who decide whether to start.
  List<String> whole(RunId run) {
    var lines = new ArrayList<>(request.ofPresent() ? ofPresent(run) : ofSnapshot(run));
    lines.add("Displaced data stays on " + plan.claim() + " (" + plan.free() + " free) until somebody purges it.");
    lines.addAll(lists.rest());
    if (request.ofPresent()) {
      lines.addAll(rights.rows());
    }
    return lines;
  }

  private List<String> ofSnapshot(RunId run) {
    var snapshot = plan.snapshot();
    var lines = new ArrayList<String>();
    lines.add("Plan " + plan.fingerprint().brief() + " for " + plan.service() + " (" + run + "), nothing touched yet");
    var files = snapshot.sources();
    lines.add("Snapshot " + snapshot.timestamp() + ", taken " + Times.moment(snapshot.last().instant()) + ", "
        + Times.count(files.size(), "file") + ", "
        + files.stream().map(source -> source.object().size()).reduce(new ByteSize(0), ByteSize::plus)
        + ", opened and verified:");
    files.forEach(source -> lines.add("  " + Figures.file(source)));
    lines.addAll(mirrors());
    lines.add("  it holds " + loss.contents());
    snapshot.passedOver().forEach(line -> lines.add("Passed over " + line));
    lines.addAll(loss.whole());
    lines.addAll(rights.asked(lists));
    lines.add(onTheWay("staged beside the live data while " + plan.service() + " runs; then, after "
        + (plan.loss().grants().isEmpty() ? "a second approval, " : "a decision on the rights and a second approval, "),
        "data is exchanged by renaming"));
    return lines;
  }

  private List<String> mirrors() {
    var mirrors = plan.snapshot().mirrors();
    if (mirrors.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(
        "With it, mirrored file by file and without a timestamp; listed, to be fetched and checked when it is staged:");
    mirrors.forEach(mirror -> lines.add("  " + Figures.mirror(mirror)));
    return lines;
  }

  /// The plan that adds rights to what is there.
  private List<String> ofPresent(RunId run) {
    var lines = new ArrayList<String>();
    lines.add("Plan " + plan.fingerprint().brief() + " for " + plan.service() + " (" + run
        + "), rights only, nothing touched yet");
    lines.add("No backup is involved: " + plan.service() + " keeps what it has, and rows are added to its database.");
    lines.add("It has " + loss.contents());
    lines.add("Rights that are missing in its database and would be added: " + rights.amount());
    lines.addAll(loss.findings());
    lines.add(
        onTheWay("after one approval, ", "its database is copied, the rows are added to the copy, the copy takes its"
            + " place by renaming"));
    lines.add("`/restore undo " + run + "` puts the database back as it was.");
    return lines;
  }

  private String onTheWay(String before, String exchange) {
    return "On the way: " + before + plan.workload() + " is stopped" + suspended() + ", " + exchange + ", and "
        + plan.service() + " is started again with " + Times.count(plan.replicas(), "replica") + ". "
        + downtime(plan.timeouts());
  }

  private static String downtime(Timeouts timeouts) {
    var most = timeouts.gone().plus(timeouts.ready()).plus(ALMOST_A_MINUTE).toMinutes();
    return "Expected downtime: under " + Times.count(most, "minute") + " (stopping up to "
        + timeouts.gone().toSeconds() + " s, starting up to " + timeouts.ready().toSeconds() + " s).";
  }

  private String suspended() {
    return plan.cronJobs().isEmpty() ? "" : ", CronJob " + String.join(", ", plan.cronJobs()) + " is suspended";
  }
}
