package dev.restorebot.bot.kind;

import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.service.ServiceDefinition;

/// A kind with the settings of one service.
public record ConfiguredKind<S>(KindModule<?, S> module, S settings) {
  /// What `section` makes of `module`.
  static <C extends Record & Section, S> ConfiguredKind<S> of(KindModule<C, S> module, Section section,
      ServiceDefinition service, ConfigurationPath path) {
    return new ConfiguredKind<>(module, module.settings(module.section().cast(section), service, path));
  }

  /// The part that knows `service` from outside.
  ///
  /// @param inside reaches into its pods
  public ServiceKind kind(ServiceDefinition service, PodExec inside) {
    return module.kind(settings, service, inside);
  }

  /// The part that knows its files.
  public DataKind data() {
    return module.data();
  }
}
