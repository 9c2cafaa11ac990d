package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ByHand;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.Shell;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A cluster as commands for `kubectl`, from version 1.20 on. Pure; thread-safe.
public final class Kubectl implements ByHand {
  private static final String IMAGE = "RESTOREBOT_IMAGE";
  /// Stands in a manifest where the image belongs, which is known only when the script runs.
  private static final String PLACE = "the-image-of-restorebot";
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final JobSettings settings;

  /// @param settings how Jobs run; without an image, the script asks for one
  public Kubectl(JobSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> tools() {
    return List.of("kubectl");
  }

  @Override
  public List<String> functions() {
    var lines = new ArrayList<String>();
    lines.add(
        "# The image of restorebot, from which the Jobs are made. " + IMAGE + " in the environment names another one.");
    lines.add(settings.image().isEmpty()
        ? ": \"${" + IMAGE + ":?Name the image of restorebot: " + IMAGE + "=... bash FILE}\""
        : IMAGE + "=${" + IMAGE + ":-" + Shell.word(settings.image()) + "}");
    lines.add("case \"$" + IMAGE + "\" in");
    lines.add("  *[!A-Za-z0-9._:/@-]*) stop \"" + IMAGE + " cannot be the name of an image\" ;;");
    lines.add("esac");
    lines.add("");
    lines.addAll(Shell.script(Kubectl.class, "kubectl.sh"));
    return lines;
  }

  @Override
  public String look(WorkloadRef ref, String claim) {
    return Shell.command("look", ref.namespace(), named(ref), claim);
  }

  @Override
  public String expectReplicas(WorkloadRef ref, int replicas) {
    return Shell.command("expect_replicas", ref.namespace(), named(ref), replicas);
  }

  @Override
  public String scale(WorkloadRef ref, int replicas) {
    return Shell.command("scale", ref.namespace(), named(ref), replicas);
  }

  @Override
  public String awaitReady(WorkloadRef ref, int replicas, Duration atMost) {
    return Shell.command("await_ready", ref.namespace(), named(ref), replicas, atMost.toSeconds());
  }

  @Override
  public String awaitUnused(WorkloadRef ref, String claim, Duration atMost) {
    return Shell.command("await_unused", ref.namespace(), named(ref), claim, atMost.toSeconds());
  }

  @Override
  public String setCronJob(String namespace, String name, CronJob state) {
    return Shell.command("suspend", namespace, name, String.valueOf(state == CronJob.SUSPENDED));
  }

  @Override
  public List<String> job(String function, Job job) {
    var id = job.id();
    var lines = new ArrayList<String>();
    lines.add(function + "() {");
    lines.add("  " + Shell.command("run_job", id.namespace(), id.name(), function + "_manifest",
        settings.deadline(job).plus(GRACE).toSeconds()));
    lines.add("}");
    lines.add(function + "_manifest() {");
    var part = new ArrayList<String>();
    for (var line : manifest(job)) {
      if (line.strip().matches("image: \"?" + PLACE + "\"?")) {
        lines.addAll(printed(part));
        lines.add(
            "  printf '%simage: \"%s\"\\n' '" + line.substring(0, line.indexOf("image:")) + "' \"$" + IMAGE + "\"");
        part.clear();
      } else {
        part.add(line);
      }
    }
    lines.addAll(printed(part));
    lines.add("}");
    return lines;
  }

  private List<String> manifest(Job job) {
    var lines =
        Serialization.asYaml(JobManifest.of(job, settings.with(PLACE))).lines().filter(line -> !line.equals("---"))
            .toList();
    if (lines.stream().anyMatch(line -> !Shell.visible(line).equals(line))) {
      throw new ClusterException(
          "the Job " + job.id() + " cannot be printed: a name in it has a character that cannot be"
              + " shown");
    }
    return lines;
  }

  /// A text in which the shell replaces nothing.
  private static List<String> printed(List<String> text) {
    var end = new StringBuilder("END");
    while (text.contains(end.toString())) {
      end.append("_");
    }
    var lines = new ArrayList<String>();
    lines.add("  cat <<'" + end + "'");
    lines.addAll(text);
    lines.add(end.toString());
    return lines;
  }

  @Override
  public String expectNo(JobId id) {
    return Shell.command("expect_no_job", id.namespace(), id.name());
  }

  @Override
  public String delete(JobId id) {
    return Shell.command("delete_job", id.namespace(), id.name());
  }

  private static String named(WorkloadRef ref) {
    return ref.kind() + "/" + ref.name();
  }
}
