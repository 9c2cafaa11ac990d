package dev.restorebot.jobs;

import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Task;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What workers are told for a plan. Pure.
///
/// @param additions what people agreed to have added
public record Tasks(RunId run, ManagedService site, Request request, Plan plan, List<Addition> additions) {
  private static final long LEAST_SPARE = 16L << 20;

  /// A look at what lies on the volume of `service`, for whatever run.
  ///
  /// Says what lies on the volume of `service`.
  ///
  /// @param capacity as in [#stage]
  public static Task inspect(ServiceDefinition service, OptionalLong capacity) {
    return new Task.Inspect(service.kind(), service.backups().files(), service.backups().folders(), capacity);
  }

  /// Fetches the planned snapshot to the volume.
  ///
  /// @param capacity what the cluster says that the volume may hold, in bytes
  public Task.OfRun stage(OptionalLong capacity) {
    var backups = site.definition().backups();
    return new Task.Stage(run.folder(), site.definition().kind(), backups.store(), backups.bucket(),
        plan.snapshot().sources(), plan.snapshot().mirrors(), capacity);
  }

  /// Puts what was staged in the place of what is live, or amends that.
  ///
  /// @param outside what others hold, for the fix-up
  /// @param at the time that the fix-up writes
  /// @param staged what was staged of mirrors, as it was reported; empty if nobody has heard
  /// @param first whether no worker has begun with it yet
  public Task.OfRun replace(ExternalState outside, Instant at, List<VolumeFolder> staged, boolean first) {
    var kind = site.definition().kind();
    var fixUp = site.kind().fixUpParameters(plan.snapshot().contents(), outside, consent(), at);
    if (request.amends()) {
      return new Task.Amend(run.folder(), kind, site.definition().backups().files(), fixUp, first);
    }
    var parts = plan.snapshot().sources().stream().map(Source::part).toList();
    var folders = plan.snapshot().mirrors().stream().map(FolderPart::of).toList();
    return new Task.Replace(run.folder(), kind, parts, folders, staged, fixUp, first);
  }

  /// Restores the planned snapshot into scratch space.
  ///
  /// @param outside what others hold, for the fix-up
  /// @param at the time that the fix-up writes
  public Task.OfRun drill(ExternalState outside, Instant at) {
    var backups = site.definition().backups();
    var snapshot = plan.snapshot();
    return new Task.Drill(run.folder(), site.definition().kind(), backups.store(), backups.bucket(), snapshot.sources(),
        snapshot.mirrors(), site.kind().fixUpParameters(snapshot.contents(), outside, consent(), at), room());
  }

  private Consent consent() {
    return new Consent(additions, request.accepted());
  }

  /// What the databases need twice, since they are fixed up in copies, and the mirrors once; and something over.
  private ByteSize room() {
    var all = plan.snapshot().size().plus(plan.snapshot().databases()).bytes();
    return new ByteSize(all + all / 10 + LEAST_SPARE);
  }

  /// Looks whether what was displaced can be put back.
  ///
  /// @param displaced as in [#undo]
  public Task.OfRun checkUndo(List<VolumeFile> displaced) {
    return new Task.CheckUndo(run.folder(), displaced);
  }

  /// Puts back what was displaced.
  ///
  /// @param displaced what the replacement is known to have displaced
  public Task.OfRun undo(List<VolumeFile> displaced) {
    var databases = request.amends()
        ? List.copyOf(site.definition().backups().files().values())
        : plan.snapshot().sources().stream().map(Source::file).sorted().toList();
    return new Task.Undo(run.folder(), databases, displaced);
  }
}
