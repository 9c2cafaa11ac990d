package dev.restorebot.commands.thread;

import dev.restorebot.plan.PastDrill;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.text.Times;
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
  private final AdditionsText additions;

  PlanText(Request request, Plan plan) {
    this.request = request;
    this.plan = plan;
    this.loss = new LossText(plan, lists);
    this.additions = new AdditionsText(plan);
  }

  /// The whole plan, for people who decide whether to start.
  List<String> whole(RunId run) {
    var lines = new ArrayList<>(request.amends() ? amending(run) : ofSnapshot(run));
    lines.add("Displaced data stays on " + plan.claim() + " (" + plan.free() + " free) until somebody purges it.");
    lines.addAll(lists.rest());
    if (request.amends()) {
      lines.addAll(additions.rows());
    }
    return lines;
  }

  /// What a drill does, for people who watch.
  List<String> drill(RunId run) {
    var lines = new ArrayList<String>();
    lines.add("Plan " + plan.fingerprint().brief() + " of a drill for " + plan.service() + " (" + run + ")");
    lines.addAll(snapshot());
    lines.addAll(loss.findings());
    lines.add(
        "On the way: a Job without any volume of " + plan.service() + " fetches it to a folder of its own, verifies"
            + " it, fixes it up and exchanges it as on the volume, and reads it again. " + plan.service()
            + " goes on as it is.");
    lines.addAll(lists.rest());
    return lines;
  }

  private List<String> ofSnapshot(RunId run) {
    var lines = new ArrayList<String>();
    lines.add("Plan " + plan.fingerprint().brief() + " for " + plan.service() + " (" + run + "), nothing touched yet");
    lines.addAll(snapshot());
    lines.addAll(loss.whole());
    lines.addAll(additions.asked(lists));
    lines.add(onTheWay("staged beside the live data while " + plan.service() + " runs; then, after "
        + (plan.adds()
            ? "a decision on the " + plan.words().nouns() + " and a second approval, "
            : "a second approval, "),
        "data is exchanged by renaming"));
    return lines;
  }

  private List<String> snapshot() {
    var snapshot = plan.snapshot();
    var lines = new ArrayList<String>();
    var files = snapshot.sources();
    lines.add("Snapshot " + snapshot.timestamp() + ", taken " + Times.moment(snapshot.last().instant()) + ", "
        + Times.count(files.size(), "file") + ", "
        + snapshot.databases()
        + ", opened and verified:");
    files.forEach(source -> lines.add("  " + Figures.file(source)));
    lines.addAll(mirrors());
    lines.add("  it holds " + loss.contents());
    snapshot.passedOver().forEach(line -> lines.add("Passed over " + line));
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

  /// The plan that adds to what is there.
  private List<String> amending(RunId run) {
    var lines = new ArrayList<String>();
    lines.add("Plan " + plan.fingerprint().brief() + " for " + plan.service() + " (" + run
        + "), " + plan.words().nouns() + " only, nothing touched yet");
    lines.add("No backup is involved: " + plan.service() + " keeps what it has, and rows are added to its database.");
    lines.add("It has " + loss.contents());
    lines.add(
        plan.words().capitalized() + " that are missing in its database and would be added: " + additions.amount());
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
        + downtime() + " A worker that has not exchanged or put back the data within "
        + Times.count(plan.exchangeWithin(1).toMinutes(), "minute") + " is ended, and people are asked.";
  }

  private String downtime() {
    if (request.amends()) {
      // A drill exchanges all data, which is not what this does.
      return "Expected downtime: " + under(Duration.ZERO) + " (" + stopping() + ", " + starting() + ").";
    }
    return plan.lastDrill().map(this::downtime).orElseGet(() -> "Expected downtime: " + under(Duration.ZERO)
        + ", and the exchange itself, which no drill has timed yet (" + stopping() + ", " + starting() + ").");
  }

  private String downtime(PastDrill drill) {
    return "Expected downtime: " + under(drill.replacing()) + " (" + stopping() + ", exchanging "
        + Figures.took(drill.replacing()) + ", " + starting() + "). The last drill that passed, of "
        + Times.minute(drill.at()) + ", tells of the exchange; staging " + drill.size() + " took "
        + Figures.took(drill.staging()) + " there.";
  }

  private String under(Duration exchange) {
    var most = plan.timeouts().gone().plus(plan.timeouts().ready()).plus(exchange).plus(ALMOST_A_MINUTE).toMinutes();
    return "under " + Times.count(most, "minute");
  }

  private String stopping() {
    return "stopping up to " + plan.timeouts().gone().toSeconds() + " s";
  }

  private String starting() {
    return "starting up to " + plan.timeouts().ready().toSeconds() + " s";
  }

  private String suspended() {
    return plan.cronJobs().isEmpty() ? "" : ", CronJob " + String.join(", ", plan.cronJobs()) + " is suspended";
  }
}
