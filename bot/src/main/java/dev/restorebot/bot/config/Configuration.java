package dev.restorebot.bot.config;

import dev.restorebot.approval.Policy;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import java.util.Map;
import java.util.Optional;

/// What the operator configured, checked.
///
/// @param pds the settings of the services of kind `pds`
/// @param knots the settings of the services of kind `knot`
/// @param jobs how Jobs run in a cluster
/// @param slack empty if there is no Slack
/// @param anchor empty if seals are kept nowhere but in threads and Events
public record Configuration(Catalogue catalogue, Policy policy, Map<ServiceName, PdsSettings> pds,
    Map<ServiceName, KnotSettings> knots, JobSettings jobs, Optional<SlackSettings> slack,
    Optional<AnchorSettings> anchor) {
  public Configuration {
    knots = Map.copyOf(knots);
    pds = Map.copyOf(pds);
  }
}
