package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.Canary;
import dev.restorebot.bot.config.ConfigurationFile.PdsSection;
import dev.restorebot.pds.CanarySettings;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.service.SecretRef;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes settings of what the file says of one PDS.
///
/// @param path of its section
record PdsChecks(ConfigurationPath path) {
  private static final long SEQUENCER_MARGIN = 1000;
  private static final long LARGEST_MARGIN = 1_000_000_000;
  private static final Pattern HANDLE = Pattern.compile(Form.HANDLE);

  PdsSettings checked(PdsSection pds) {
    var margin = Objects.requireNonNullElse(pds.sequencerMargin(), SEQUENCER_MARGIN);
    if (margin > LARGEST_MARGIN) {
      throw path.at("sequencerMargin").wrong("is more than " + LARGEST_MARGIN + ": " + margin);
    }
    var url = path.at("url").web(pds.url());
    for (var i = 0; i < pds.relays().size(); i++) {
      path.at("relays." + i).web(pds.relays().get(i));
    }
    var directory = Optional.ofNullable(pds.directory());
    directory.ifPresent(path.at("directory")::web);
    var canary = Optional.ofNullable(pds.canary()).map(section -> canary(path.at("canary"), section));
    return path.checked(() -> new PdsSettings(url, pds.hostname(), pds.relays(), directory, canary, margin));
  }

  private static CanarySettings canary(ConfigurationPath path, Canary canary) {
    if (!HANDLE.matcher(canary.handle()).matches()) {
      throw path.at("handle").wrong("is not a handle like canary.example.com: " + canary.handle());
    }
    return new CanarySettings(canary.handle(), new SecretRef(canary.passwordSecret(),
        Objects.requireNonNullElse(canary.passwordKey(), "password")));
  }
}
