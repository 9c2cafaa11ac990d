package dev.restorebot.runbook;

import dev.restorebot.cluster.ByHand;
import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.Shell;
import dev.restorebot.jobs.JobRequest;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.jobs.Standby;
import dev.restorebot.jobs.Tasks;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Writes a plan as a script in the order of the restore protocol. Confined to one thread.
public final class RunbookWriter {
  private final ByHand byHand;
  private final WorkerCodec codec;
  private final RunId run;
  private final Plan plan;
  private final Tasks tasks;
  private final ServiceDefinition service;
  private final HandCommands kind;
  private final List<String> lines = new ArrayList<>();

  public RunbookWriter(ByHand byHand, WorkerCodec codec, RunId run, ManagedService site, Request request, Plan plan) {
    this.byHand = byHand;
    this.codec = codec;
    this.run = run;
    this.plan = plan;
    this.tasks = new Tasks(run, site, request, plan, plan.loss().additions());
    this.service = site.definition();
    this.kind = site.kind().handCommands(plan.snapshot().contents(), plan.outside());
  }

  /// The script.
  ///
  /// @param capacity what the cluster says that the volume may hold, in bytes
  public Runbook write(OptionalLong capacity) {
    var file = service.name() + "-" + run + ".sh";
    lines.addAll(new RunbookHeader(run, plan, file).lines());
    add();
    lines.addAll(Shell.script(RunbookWriter.class, "runbook.sh"));
    add();
    lines.addAll(byHand.functions());
    add();
    lines.addAll(kind.functions());
    settings();
    stoppingAndStarting();
    jobs(capacity);
    otherWays();
    prepare();
    stage();
    replace();
    resume();
    prove();
    remains(file);
    return new Runbook(file, lines);
  }

  private void settings() {
    add("", "# What this is about, and where the logs go: beside this file.",
        "service=" + Shell.word(service.name().value()),
        "logs=$(cd \"$(dirname \"${BASH_SOURCE[0]:-.}\")\" && pwd)",
        "staged=\"$logs\"/" + Shell.word(id("stage") + ".log"),
        "replaced=\"$logs\"/" + Shell.word(id("replace") + ".log"));
  }

  private void stoppingAndStarting() {
    add("",
        "# Stops the service: first its backups, since one of a half-restored volume would be the newest; then the service,",
        "# until no pod uses the volume, whatever its labels. A worker of the bot's that waits for this run, or has begun what",
        "# it was told, is ended.");
    var stopping = new ArrayList<>(setBackups(CronJob.SUSPENDED));
    stopping.add(byHand.delete(Standby.id(run, service)));
    stopping.add(byHand.scale(service.workload(), 0));
    stopping.add(unused());
    function("stop_service", stopping);
    add("", "# Starts the service with the replicas that it had.");
    function("start_service", List.of(byHand.scale(service.workload(), plan.replicas()),
        byHand.awaitReady(service.workload(), plan.replicas(), service.timeouts().ready())));
    function("resume_backups", setBackups(CronJob.ACTIVE));
    add("", "# Both, whatever comes of the first: the data is whole, so it may be backed up.", "start_again() {",
        "  local ended=0", "  start_service || ended=1", "  resume_backups || ended=1", "  return \"$ended\"", "}");
    add("", "# Fails if the plan no longer suits the world.");
    function("still_fits", kind.still());
    add("", "# Checks everything once.", "check_once() {");
    kind.check().forEach(command -> add("  " + command));
    add("}");
  }

  private List<String> setBackups(CronJob state) {
    return plan.cronJobs().stream().map(name -> byHand.setCronJob(service.namespace(), name, state)).toList();
  }

  private String unused() {
    return byHand.awaitUnused(service.workload(), service.volume().claim(), service.timeouts().gone());
  }

  private void jobs(OptionalLong capacity) {
    add("",
        "# Fetches the snapshot to .restorebot/" + run + " on the volume and verifies it there, beside the live data.");
    lines.addAll(job("stage_job", errand(tasks.stage(capacity))));
    add("",
        "# Raises what must be raised on the staged copy, displaces what is live by renaming, puts the copy in its place,",
        "# and compares digests. Killed in the middle, it can be finished by being run again, or undone.");
    lines.addAll(
        job("replace_job", errand(tasks.replace(plan.outside(), plan.at(), List.of(), false)).hurried(plan, 1)));
    add("", "# Puts back what was displaced, byte for byte; what is live now is set aside, not deleted.");
    lines.addAll(job("undo_job", errand(tasks.undo(List.of())).hurried(plan, 1)));
    add("", "# Ends a replacement that may still be at work, sees that nothing uses the volume, and undoes it.");
    function("put_back", List.of(byHand.delete(id("replace")), byHand.scale(service.workload(), 0),
        unused(), "undo_job"));
  }

  private JobRequest errand(Task task) {
    return new JobRequest(run, service, task, 1);
  }

  private List<String> job(String function, JobRequest errand) {
    return byHand.job(function, errand.job(codec));
  }

  private void otherWays() {
    add("", "# bash FILE undo, and bash FILE verify", "case \"${1:-restore}\" in", "  restore) ;;", "  undo)");
    plan.ifUndone().forEach(warning -> add("    " + Shell.command("say", "Warning: " + warning)));
    add("    confirm "
        + Shell.word("Undo " + run + "? " + service.name() + " is stopped, and what was written to it since"
            + " is then no longer live."),
        "    need " + String.join(" ", byHand.tools()), "    on_signals", "    phase=stopping",
        "    stop_service || exit 1", "    phase=undoing", "    put_back || exit 4", "    phase=live",
        "    start_service || exit 1", "    resume_backups || exit 1", "    phase=finished",
        "    say \"" + run + " is undone; $service serves what it served before.\"", "    exit 0", "    ;;",
        "  verify)",
        "    need curl", "    verify || exit 3", "    exit 0", "    ;;",
        "  *) stop \"what shall be done? nothing, undo, or verify\" ;;", "esac");
  }

  private void prepare() {
    step(1, "See that all is there and still as planned",
        "Nothing is touched. If it stops here, do what it says; if the"
            + " plan does not suit the world any more, print the runbook anew.");
    add("need curl grep sed tr cut head tail " + String.join(" ", byHand.tools()));
    add(orExit(byHand.look(service.workload(), service.volume().claim())));
    add(orExit(byHand.expectReplicas(service.workload(), plan.replicas())));
    add("# A run that was undone is over: its staged data was used up.", orExit(byHand.expectNo(id("undo"))),
        "still_fits || exit 1", "confirm " + Shell.word("Stage the snapshot " + plan.snapshot().timestamp() + " for "
            + service.name() + " there? The service goes on running."),
        "on_signals");
  }

  private void stage() {
    step(2, "Stage, while the service runs", "If it fails, nothing live was touched. Its log says why: the keys in the"
        + " Secret, the object store, or no room on the volume. Then run this again.");
    add("stage_job || exit 1", Shell.command("say", "Displaced, not deleted, would be:"));
    plan.displaced().forEach(file -> add(Shell.command("say", file(file))));
    plan.folders().forEach(folder -> add(Shell.command("say", folder(folder.path(), folder.files(), folder.size()))));
    if (plan.displaced().isEmpty() && plan.folders().isEmpty()) {
      add(Shell.command("say", "  nothing: none of the files exists"));
    }
    add(Shell.command("say", "Installed would be:"));
    plan.snapshot().sources().forEach(source -> add(Shell.command("say", file(new VolumeFile(source.file(),
        source.object().size(), source.digest())))));
    plan.snapshot().mirrors().forEach(mirror -> add(Shell.command("say",
        folder(mirror.definition().folder(), mirror.files(), mirror.size()))));
    plan.loss().additions().stream().flatMap(addition -> addition.rows().stream())
        .forEach(row -> add(Shell.command("say", "  with the " + plan.words().noun() + " " + row)));
    add("confirm \"Stop $service now and replace its data?\"");
  }

  private static String folder(String path, long files, ByteSize size) {
    return "  " + path + "/  " + files + " files  " + size;
  }

  private static String file(VolumeFile file) {
    return "  " + file.path() + "  " + file.size() + "  sha256 " + file.digest().brief();
  }

  private void replace() {
    step(3, "Stop the service", "The downtime begins. If a pod does not end within "
        + service.timeouts().gone().toSeconds()
        + " seconds, the service is started again as it was. See whose pod it is.");
    add("phase=stopping", "stop_service || exit 1",
        "# Others may have come further meanwhile; numbers given out twice could not be taken back.",
        "still_fits || exit 1");
    step(4, "Replace the data",
        "If it fails, what was displaced is put back and the service started again. The log of the"
            + " Job says why.");
    add(orExit(unused()),
        "phase=replacing", "replace_job || exit 1");
  }

  private void resume() {
    step(5, "Start the service, then its backups", "If it does not get ready within "
        + service.timeouts().ready().toSeconds()
        + " seconds, the data is put back and it is started with what it had.");
    add("start_service || exit 1", "phase=live", "resume_backups || exit 1", "phase=finished");
  }

  private void prove() {
    step(6, "Tell others that it is back", "If somebody does not take note, the next step shows whether that matters.");
    kind.announce().forEach(command -> add(command + " || :"));
    step(7, "Check everything",
        "If a check fails, look before you decide: the snapshot is live, and undo puts the old data"
            + " back.");
    add("status=0", "verify || status=3", "", "# The Jobs can go; their logs are kept.",
        byHand.delete(id("stage")) + " || :", byHand.delete(id("replace")) + " || :");
  }

  private void remains(String file) {
    step(8, "By hand", "");
    plan.byHand().forEach(sentence -> add(Shell.command("say", sentence)));
    add(Shell.command("say",
        "restorebot's record knows nothing of this: write down who ran " + run + ", when and why."),
        Shell.command("say",
            "To put back what was displaced: bash " + file + " undo. What was displaced stays in .restorebot/"
                + run + " on " + service.volume().claim() + "; delete that folder only when nobody will want it back."),
        "if [ \"$status\" = 0 ]; then", "  say \"Done: $service is restored from " + plan.snapshot().timestamp()
            + ", and every check passed.\"",
        "else", "  say \"A check failed, see above. $service runs with the restored data.\" >&2", "fi",
        "exit \"$status\"");
  }

  private JobId id(String operation) {
    return JobRequest.id(run, service, operation, 1);
  }

  private void step(int number, String title, String advice) {
    add("", "# Step " + number + ". " + title + ".");
    if (!advice.isEmpty()) {
      lines.addAll(Shell.comment("", advice));
    }
    add("say " + Shell.word("== " + number + ". " + title));
  }

  private void function(String name, List<String> commands) {
    add(name + "() {");
    commands.forEach(command -> add("  " + command + " || return 1"));
    add("  return 0", "}");
  }

  private static String orExit(String command) {
    return command + " || exit 1";
  }

  private void add(String... more) {
    if (more.length == 0) {
      lines.add("");
    }
    lines.addAll(List.of(more));
  }
}
