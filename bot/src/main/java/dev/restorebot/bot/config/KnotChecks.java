package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.KnotSection;
import dev.restorebot.bot.config.ConfigurationFile.Service;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.knot.SshAddress;
import java.util.Objects;

/// Makes settings of what the file says of one knot.
///
/// @param path of the service
record KnotChecks(ConfigurationPath path) {
  KnotSettings checked(Service service, KnotSection knot) {
    if (service.backups().databases().size() != 1) {
      throw path.at("backups.databases").wrong("a knot has one database, and here are "
          + service.backups().databases().size());
    }
    if (service.backups().mirrors() == null || service.backups().mirrors().size() != 1) {
      throw path.at("backups.mirrors").wrong("a knot needs one mirror, that of its repositories");
    }
    var url = path.at("knot.url").web(knot.url());
    var ssh = Objects.requireNonNullElse(knot.ssh(), knot.hostname());
    var port = Objects.requireNonNullElse(knot.internalPort(), KnotSettings.INTERNAL_PORT);
    var address = path.at("knot.ssh").checked(() -> SshAddress.parse(ssh));
    return path.at("knot.internalPort")
        .checked(() -> new KnotSettings(url, knot.hostname(), address, port, knot.container()));
  }
}
