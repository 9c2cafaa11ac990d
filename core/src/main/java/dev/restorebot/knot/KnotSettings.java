package dev.restorebot.knot;

import java.net.URI;

/// What must be known about one knot besides its workload, volume and backups.
///
/// @param url where it answers
/// @param hostname the name by which people know it
/// @param ssh where people push to
/// @param internalPort where it answers inside its pod, and nowhere else
/// @param container which container of the pod is the knot
public record KnotSettings(URI url, String hostname, SshAddress ssh, int internalPort, String container) {
  /// The port of a knot's internal API when the configuration does not say (source: `KNOT_SERVER_INTERNAL_LISTEN_ADDR`).
  public static final int INTERNAL_PORT = 5444;

  /// @throws IllegalArgumentException if `internalPort` is no port
  public KnotSettings {
    SshAddress.requirePort(internalPort);
  }
}
