package dev.restorebot.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.Shell;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Kubectl;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.RunId;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a snapshot or a configuration holds, a runbook of it stays what was written here. What it does is tested where
/// there is a cluster.
class RunbookTest {
  private static final RunId RUN = new RunId("r-runbook");
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "two words", "it's", "'", "''; touch canary; '", "$(touch canary)",
      "`touch canary`",
      "\"; touch canary; \"", "\\", "\\'", "*", "~", "!!", "-rf", "${HOME}", "&& touch canary", "a\\nb", "#", "ünï"})
  void handsAWordOverAsItIs(String text) throws IOException, InterruptedException {
    assertThat(bash("printf '%s|' " + Shell.word(text))).isEqualTo(text + "|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\u0000", "\u001b", "\u0007", "\u0085", "\u2028", "\u202e", "\u200b", "\ud800"})
  void letsNoCharacterThroughThatCannotBeShown(String character) {
    assertThat(Shell.word("a" + character + "b")).isEqualTo("'a?b'");
    assertThat(Shell.comment("", "a" + character + "b")).containsExactly("# a?b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'; touch canary; '", "$(touch canary)", "`touch canary`", "x\ntouch canary\n", "END",
      "\u001b[2Jtouch canary", "\"; touch canary; \"", "\\'; touch canary #"})
  void runsNothingThatASnapshotHolds(String hostile) throws IOException, InterruptedException {
    var lines = written(plan(hostile), "restorebot:test").lines();

    var script = Files.write(folder.resolve("runbook.sh"), lines);
    assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cc}"));
    assertThat(bash("bash -n " + script + " 2>&1 && echo sound")).isEqualTo("sound\n");
    // Checks the accounts of the snapshot at once, and then gives up: nobody answers.
    assertThat(bash("sleep() { SECONDS=1000; }; export -f sleep; bash " + script + " verify 2>&1"))
        .contains("FAILED  account");
    bash("bash " + script + " 2>&1");
    assertThat(folder.resolve("canary")).doesNotExist();
  }

  /// As a branch of which a mirror had two commits is known only then.
  @Test
  void readsFromTheLogOfAWorkerWhatWasStaged() throws IOException, InterruptedException {
    var odd = new TreeMap<>(Map.of("HEAD", "refs/heads/main", "refs/heads/main", "c0ffee", "refs/heads/a-{b}", "c1",
        "refs/heads/x\"refs/heads/y", "c2", "refs/heads/z,z", "c3"));
    var contents = new Contents(List.of(
        new Item("did:plc:a/site", "site", new TreeSet<>(List.of("repository")), new TreeMap<>(Map.of("b", "c4"))),
        new Item("did:plc:a/site2", "site", new TreeSet<>(List.of("repository")), odd)), new TreeMap<>(), null,
        List.of());
    var report = new Report.Staged(List.of(), List.of(),
        new RepairResult(contents, List.of("{\"id\":\"did:plc:a/site\",\"versions\":{\"b\":\"c5\"}}"), List.of()));
    Files.write(folder.resolve("stage.log"), List.of(new JsonWorkerCodec().write(new OutputLine.Advanced("site", 1, 2)),
        new JsonWorkerCodec().write(new OutputLine.Ended(report))));
    Files.write(folder.resolve("runbook.sh"), Shell.script(RunbookWriter.class, "runbook.sh"));

    var asked = ". ./runbook.sh; staged=stage.log; for item in did:plc:a/site did:plc:a/site2 did:plc:a; do"
        + " staged_as \"$item\" || :; done 2>&1";

    assertThat(bash(asked)).isEqualTo("c4 b\nrefs/heads/main HEAD\n");
    assertThat(bash(asked.replace("stage.log", "none"))).isEmpty();
  }

  @Test
  void asksForAnImageWhereNoneIsConfigured() throws IOException, InterruptedException {
    var script = Files.write(folder.resolve("runbook.sh"), written(PlanWorld.plan(), "").lines());

    assertThat(bash("bash " + script + " 2>&1")).contains("Name the image of restorebot");
    assertThat(bash("RESTOREBOT_IMAGE='a b; c' bash " + script + " 2>&1")).contains("cannot be the name of an image");
  }

  private static Runbook written(Plan plan, String image) {
    var kind =
        new Pds(new PdsSettings(NOBODY, "pds'.test", List.of(NOBODY), 1000), new HttpPds(NOBODY), new HttpRelay());
    var jobs = new JobSettings(image, JobSettings.DEFAULT.deadline(), JobSettings.DEFAULT.keep(), "1Gi", "512Mi");
    return new RunbookWriter(new Kubectl(jobs), new JsonWorkerCodec(), RUN,
        new ManagedService(PlanWorld.service(), kind, new PdsFiles()), new PlanWorld().request(), plan)
        .write(OptionalLong.empty());
  }

  private static Plan plan(String hostile) {
    var world = new PlanWorld();
    world.lost.add(hostile);
    world.returning.add(hostile);
    world.kept.add(hostile);
    world.byHand.add(hostile);
    world.ifUndone.add(hostile);
    var plan = world.planned();
    var account = new Item("did:plc:" + hostile, hostile, new TreeSet<>(List.of("account", "active")));
    var contents = new Contents(List.of(account), new TreeMap<>(), null, List.of());
    var snapshot = plan.snapshot();
    return new Plan(plan.service(), plan.workload(), plan.claim(),
        new Candidate(snapshot.timestamp(), snapshot.last(), snapshot.sources(), snapshot.mirrors(), contents,
            snapshot.findings(),
            List.of(hostile)),
        plan.replicas(), plan.cronJobs(), plan.displaced(), plan.folders(), plan.loss(), plan.amending(),
        plan.findings(),
        plan.outside(), plan.free(),
        plan.byHand(), plan.ifUndone(), plan.timeouts(), plan.at(), plan.drilled(), plan.fingerprint());
  }

  private String bash(String command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
    builder.environment().put("KUBECONFIG", folder.resolve("none").toString());
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
