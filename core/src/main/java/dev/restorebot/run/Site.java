package dev.restorebot.run;

import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.service.ServiceDefinition;

/// A configured service with both parts of its kind.
public record Site(ServiceDefinition definition, ServiceKind kind, DataKind data) {}
