package dev.restorebot.bot.config;

import dev.restorebot.approval.Policy;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import java.util.Map;

/// What the operator configured, checked.
///
/// @param pds the settings of the services of kind `pds`
/// @param jobs how Jobs run in a cluster
public record Configuration(Catalogue catalogue, Policy policy, Map<ServiceName, PdsSettings> pds, JobSettings jobs) {
  public Configuration {
    pds = Map.copyOf(pds);
  }
}
