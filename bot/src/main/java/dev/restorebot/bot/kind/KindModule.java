package dev.restorebot.bot.kind;

import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.ServiceDefinition;
import java.util.Optional;

/// A kind of services, whole: its word, what the configuration says of a service of it, its part in the bot, its part in workers
/// and one to practise on.
/// Nothing else in the program knows which kinds there are, but for the faults of the sandbox. Stateless; thread-safe.
///
/// @param <C> what the configuration says, as it is written
/// @param <S> the same, checked
public interface KindModule<C extends Record & Section, S> {
  /// The word of the configuration, `pds`: what a service calls its kind, and what its section is called.
  String name();

  /// What the section holds.
  Class<C> section();

  /// Checks what is written of one service.
  ///
  /// @param service what is common to services of every kind
  /// @param path where `service` stands in the file
  /// @throws ConfigurationException if something in it cannot be used
  S settings(C section, ServiceDefinition service, ConfigurationPath path);

  /// The part that knows one configured service from outside.
  ///
  /// @param inside reaches into its pods
  ServiceKind kind(S settings, ServiceDefinition service, PodExec inside);

  /// The amendment that services of it know, if they know one: what people type for it, and what is said of it. What it adds, the part that
  /// knows a service from outside tells ([ServiceKind#amending]).
  default Optional<Amendment> amendment() {
    return Optional.empty();
  }

  /// The part that knows its files.
  DataKind data();

  /// A service of it to practise on.
  SandboxService sandbox();
}
