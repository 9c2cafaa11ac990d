package dev.restorebot.jobs;

import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.plan.Plan;
import dev.restorebot.service.ServiceDefinition;

/// A configured service with both parts of its kind.
public record ManagedService(ServiceDefinition definition, ServiceKind kind, DataKind data) {
  /// What others hold now. Of single items nobody is asked again: that was done when it was planned, and takes its time.
  public ExternalState outsideSince(Plan plan) {
    return plan.outside().with(outside());
  }

  /// What others hold now.
  public ExternalState outside() {
    try (var _ = Waits.begun("those who follow the service")) {
      return kind.outside();
    }
  }
}
