package dev.restorebot.bot.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// A knot in the sandbox.
final class KnotPart implements SandboxPart {
  @Override
  public List<String> ports() {
    return List.of(SandboxPorts.KNOT, SandboxPorts.SSH);
  }

  @Override
  public String configuration() {
    return SandboxWorld.resource("knot.yaml");
  }

  @Override
  public void make(NewWorld world) {
    new KnotStory(world.volume(), world.store(), world.blueprint()).play(world.scratch());
  }

  @Override
  public KnotStandIn program(Path volume, SandboxPorts ports, InstantSource clock) {
    return new KnotStandIn(volume, ports.of(SandboxPorts.KNOT), ports.of(SandboxPorts.SSH), clock);
  }
}
