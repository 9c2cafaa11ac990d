package dev.restorebot.bot.kind;

import dev.restorebot.bot.kind.PdsSection.Canary;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.bot.yaml.Form;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.pds.CanarySettings;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpCanary;
import dev.restorebot.pds.http.HttpDirectory;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.service.SecretRef;
import dev.restorebot.service.ServiceDefinition;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// A PDS of atproto.
final class PdsModule implements KindModule<PdsSection, PdsSettings> {
  private static final long SEQUENCER_MARGIN = 1000;
  private static final long LARGEST_MARGIN = 1_000_000_000;
  private static final Pattern HANDLE = Pattern.compile(Form.HANDLE);

  @Override
  public String name() {
    return "pds";
  }

  @Override
  public Class<PdsSection> section() {
    return PdsSection.class;
  }

  @Override
  public PdsSettings settings(PdsSection pds, ServiceDefinition service, ConfigurationPath of) {
    var path = of.at(name());
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

  @Override
  public ServiceKind kind(PdsSettings settings, ServiceDefinition service, PodExec inside) {
    return new Pds(settings, new HttpPds(settings.url()), new HttpRelay(), new HttpDirectory(),
        new HttpCanary(settings.url()));
  }

  @Override
  public DataKind data() {
    return new PdsFiles();
  }

  @Override
  public SandboxService sandbox() {
    return SandboxService.PDS;
  }
}
