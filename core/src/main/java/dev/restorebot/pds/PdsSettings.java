package dev.restorebot.pds;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What must be known about one PDS besides its workload, volume and backups.
///
/// @param url where it answers
/// @param hostname the name under which relays know it
/// @param relays those to ask and to tell
/// @param directory the directory of DIDs that tells the handles of accounts; empty: it is not asked
/// @param canary the account with which a restore logs in and posts at its end; empty: it does not
/// @param sequencerMargin how far above every known sequence number the restored sequencer starts
public record PdsSettings(URI url, String hostname, List<URI> relays, Optional<URI> directory,
    Optional<CanarySettings> canary, long sequencerMargin) {
  /// @throws IllegalArgumentException if `sequencerMargin` is not positive
  public PdsSettings {
    relays = List.copyOf(relays);
    if (sequencerMargin < 1) {
      throw new IllegalArgumentException("the margin of the sequencer must be at least 1");
    }
  }

  /// One whose directory is not asked, without a canary.
  public PdsSettings(URI url, String hostname, List<URI> relays, long sequencerMargin) {
    this(url, hostname, relays, Optional.empty(), Optional.empty(), sequencerMargin);
  }
}
