package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.Blueprint.Fortune;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A PDS in the sandbox.
final class PdsPart implements SandboxPart {
  @Override
  public List<String> ports() {
    return List.of(SandboxPorts.PDS, SandboxPorts.RELAY);
  }

  @Override
  public String configuration() {
    return SandboxWorld.resource("pds.yaml");
  }

  @Override
  public void make(NewWorld world) {
    var history = new PdsHistory();
    var lost = world.blueprint().fortune() == Fortune.HARMED ? PdsHistory.LOSS : Instant.MAX;
    SandboxVolume.create(world.volume(), history, lost);
    new SandboxBackups(world.store(), history, lost).create(world.scratch());
  }

  @Override
  public PdsStandIn program(Path volume, SandboxPorts ports, InstantSource clock) {
    return new PdsStandIn(volume, ports.of(SandboxPorts.PDS), clock);
  }
}
