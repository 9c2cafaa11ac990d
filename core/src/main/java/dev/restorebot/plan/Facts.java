package dev.restorebot.plan;

import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Loss;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.Inspected;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything a plan is made from, gathered without touching anything.
///
/// @param activeCronJobs the backup CronJobs that are not suspended
/// @param missingCronJobs the configured ones that the cluster does not have
/// @param volume what is on the volume now
/// @param staged how much of the snapshot is staged there already
/// @param loss what the kind says would change
/// @param byHand what people must still do after the restore
/// @param ifUndone what people must know before it is undone
/// @param drilled the last drill of the service that passed, or null
/// @param at when the facts were gathered
public record Facts(ServiceDefinition service, Request request, Candidate candidate, Workload workload,
    List<String> activeCronJobs, List<String> missingCronJobs, Inspected volume, ByteSize staged, ExternalState outside,
    Loss loss, List<String> byHand, List<String> ifUndone,
    @Nullable PastDrill drilled, Instant at) {
  public Facts {
    activeCronJobs = List.copyOf(activeCronJobs);
    missingCronJobs = List.copyOf(missingCronJobs);
    byHand = List.copyOf(byHand);
    ifUndone = List.copyOf(ifUndone);
  }
}
