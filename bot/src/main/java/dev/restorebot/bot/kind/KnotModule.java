package dev.restorebot.bot.kind;

import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.knot.Knot;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.knot.KnotFiles;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.knot.PodPushGate;
import dev.restorebot.knot.SshAddress;
import dev.restorebot.knot.git.JGit;
import dev.restorebot.knot.http.HttpKnot;
import dev.restorebot.knot.ssh.SshHostKeys;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.ServiceDefinition;
import java.util.Objects;
import java.util.Optional;

/// A knot of Tangled.
final class KnotModule implements KindModule<KnotSection, KnotSettings> {
  @Override
  public String name() {
    return "knot";
  }

  @Override
  public Class<KnotSection> section() {
    return KnotSection.class;
  }

  @Override
  public KnotSettings settings(KnotSection knot, ServiceDefinition service, ConfigurationPath of) {
    var databases = service.backups().databases().size();
    if (databases != 1) {
      throw of.at("backups.databases").wrong("a knot has one database, and here are " + databases);
    }
    if (service.backups().mirrors().size() != 1) {
      throw of.at("backups.mirrors").wrong("a knot needs one mirror, that of its repositories");
    }
    var path = of.at(name());
    var url = path.at("url").web(knot.url());
    var ssh = Objects.requireNonNullElse(knot.ssh(), knot.hostname());
    var port = Objects.requireNonNullElse(knot.internalPort(), KnotSettings.INTERNAL_PORT);
    var address = path.at("ssh").checked(() -> SshAddress.parse(ssh));
    return path.at("internalPort")
        .checked(() -> new KnotSettings(url, knot.hostname(), address, port, knot.container()));
  }

  @Override
  public ServiceKind kind(KnotSettings settings, ServiceDefinition service, PodExec inside) {
    return new Knot(settings, new HttpKnot(settings.url()), new SshHostKeys(),
        new PodPushGate(inside, service.workload(), settings.internalPort()));
  }

  @Override
  public Optional<Amendment> amendment() {
    return Optional.of(KnotAmendment.RIGHTS);
  }

  @Override
  public DataKind data() {
    return new KnotFiles(new JGit());
  }

  @Override
  public SandboxService sandbox() {
    return SandboxService.KNOT;
  }
}
