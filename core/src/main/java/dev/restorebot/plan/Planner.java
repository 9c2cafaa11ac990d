package dev.restorebot.plan;

import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Loss;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes a plan from facts, or says why there can be none. Pure.
public final class Planner {
  private Planner() {}

  /// Decides what a restore would do.
  public static Decision decide(Facts facts) {
    var findings = findings(facts);
    var refusals = findings.stream().filter(finding -> finding.severity() == Severity.REFUSAL)
        .filter(finding -> !facts.request().accepted().contains(finding.code())).toList();
    if (!refusals.isEmpty()) {
      var codes = refusals.stream().map(finding -> "--accept " + finding.code()).distinct().toList();
      return new Decision.Refused(String.join("\n", refusals.stream().map(Finding::text).toList()),
          "If that is what you want, ask again with `" + String.join(" ", codes) + "`.");
    }
    if (facts.request().amends() && facts.loss().additions().isEmpty()) {
      return nothingToAdd(facts.service(), findings);
    }
    var need = needed(facts);
    if (facts.volume().free().compareTo(need) < 0) {
      return new Decision.Refused("the volume " + facts.service().volume().claim() + " has "
          + facts.volume().free() + " free, and the new data beside the old needs " + need,
          "Make the volume larger or delete what is not needed, then ask again. `/restore purge RUN` frees what an"
              + " earlier run displaced.");
    }
    return new Decision.Planned(plan(facts, findings));
  }

  private static Decision nothingToAdd(ServiceDefinition service, List<Finding> findings) {
    var texts = findings.stream().map(Finding::text).toList();
    var also = texts.isEmpty() ? "" : "Also found: " + String.join(" ", texts);
    return service.amendment().map(own -> new Decision.Refused(
        "there is nothing to add: " + service.name() + " " + own.complete(), (own.otherwise() + " " + also).strip()))
        .orElseGet(() -> new Decision.Refused(
            "there is nothing to add: services of kind " + service.kind() + " know no amendment", also));
  }

  /// What must fit on the volume beside everything that is there, and what is staged already.
  static ByteSize needed(Facts facts) {
    var size = facts.request().amends()
        ? facts.candidate().room(displaced(facts).map(VolumeFile::size).reduce(new ByteSize(0), ByteSize::plus))
        : facts.candidate().room();
    return new ByteSize(size.bytes() - facts.staged().bytes());
  }

  private static List<Finding> findings(Facts facts) {
    var findings = new ArrayList<>(facts.candidate().findings());
    findings.addAll(facts.loss().findings());
    if (facts.workload().replicas() == 0) {
      findings.add(new Finding(Severity.WARNING, "stopped", facts.service().workload()
          + " is scaled to 0 now; the restore will start it with 1 replica."));
    }
    facts.workload().keepers().forEach(keeper -> findings.add(new Finding(Severity.WARNING, "kept-by-others",
        facts.service().workload() + " is kept by " + keeper + ", which may start it again in the middle of the restore"
            + " (then the restore stops before it touches anything live). Pause that first.")));
    if (!facts.missingCronJobs().isEmpty()) {
      findings.add(new Finding(Severity.WARNING, "backups-not-suspended", "There is no CronJob "
          + String.join(", ", facts.missingCronJobs())
          + ", so it cannot be suspended; see that no backup runs during the restore."));
    }
    return findings;
  }

  private static Plan plan(Facts facts, List<Finding> findings) {
    var service = facts.service();
    var replicas = Math.max(1, facts.workload().replicas());
    var cronJobs = facts.activeCronJobs();
    var displaced = displaced(facts).toList();
    var folders = facts.volume().folders().stream().filter(folder -> isMirrored(facts, folder)).toList();
    return new Plan(service.name(), service.workload().toString(), service.volume().claim(), facts.candidate(),
        replicas, cronJobs, displaced, folders, facts.loss(), words(facts), findings, facts.outside(),
        facts.volume().free(), facts.byHand(), facts.ifUndone(), service.timeouts(), facts.at(),
        facts.drilled(), Fingerprint.NONE).fingerprinted();
  }

  private static @Nullable AmendmentWords words(Facts facts) {
    return facts.loss().additions().isEmpty()
        ? null
        : facts.service().amendment().map(Amendment::words).orElse(null);
  }

  /// What a drill does with `candidate`, which touches nothing that anybody has.
  ///
  /// @param noun what `candidate` holds, in the word of its kind
  /// @param at when the snapshot was looked at
  public static Plan drill(ServiceDefinition service, Candidate candidate, String noun, Instant at) {
    return new Plan(service.name(), service.workload().toString(), service.volume().claim(), candidate, 0, List.of(),
        List.of(), List.of(), Loss.adding(noun, List.of()), null,
        candidate.findings(), ExternalState.NOTHING, new ByteSize(0), List.of(), List.of(), service.timeouts(), at,
        null,
        Fingerprint.NONE).fingerprinted();
  }

  private static Stream<VolumeFile> displaced(Facts facts) {
    return facts.volume().files().stream().filter(file -> !replaced(facts, file.path()).isEmpty());
  }

  private static boolean isMirrored(Facts facts, VolumeFolder folder) {
    return facts.candidate().mirrors().stream().anyMatch(mirror -> mirror.definition().folder().equals(folder.path()));
  }

  /// The database file that `path` is, or belongs to as its `-wal`, `-shm` or `-journal`; empty if it is none that the
  /// snapshot replaces.
  private static String replaced(Facts facts, String path) {
    var replaced = facts.request().amends()
        ? facts.service().backups().files().values().stream()
        : facts.candidate().sources().stream().map(Source::file);
    return replaced.filter(file -> path.equals(file) || path.startsWith(file + "-")).findFirst().orElse("");
  }

  /// What the planner decided.
  public sealed interface Decision {
    /// There is a plan.
    record Planned(Plan plan) implements Decision {}

    /// There can be none.
    ///
    /// @param hint the next move
    record Refused(String reason, String hint) implements Decision {}
  }
}
