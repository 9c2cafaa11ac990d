package dev.restorebot.bot.sandbox;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// What a kind brings to the sandbox: the data of a service, what runs over it, and what is written of it in the configuration. Stateless;
/// thread-safe.
public interface SandboxPart {
  /// The names of the ports that it needs, each its own in a world.
  List<String> ports();

  /// What stands of it below `services` in the configuration, with each port by name: `@pds@`.
  String configuration();

  /// Makes the files of its volume and the objects of its backups. Blocks.
  void make(NewWorld world);

  /// What runs over its files, not started yet.
  ///
  /// @param volume the root of the volume
  Program program(Path volume, SandboxPorts ports, InstantSource clock);

  /// A world that is being made.
  ///
  /// @param volume where the files of the service belong; not there yet
  /// @param scratch a folder that is gone afterwards
  record NewWorld(Path volume, SandboxStore store, Path scratch, Blueprint blueprint) {}
}
