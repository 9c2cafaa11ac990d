package dev.restorebot.bot.config;

import dev.restorebot.approval.Policy;
import dev.restorebot.bot.kind.ConfiguredKind;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import java.util.Map;
import java.util.Optional;

/// What the operator configured, checked.
///
/// @param kinds the kind of each service, with what is special to it
/// @param jobs how Jobs run in a cluster
/// @param slack empty if there is no Slack
/// @param anchor empty if seals are kept nowhere but in threads and Events
public record Configuration(Catalogue catalogue, Policy policy, Map<ServiceName, ConfiguredKind<?>> kinds,
    JobSettings jobs, Optional<SlackSettings> slack,
    Optional<AnchorSettings> anchor) {
  public Configuration {
    kinds = Map.copyOf(kinds);
  }
}
