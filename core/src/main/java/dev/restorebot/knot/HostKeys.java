package dev.restorebot.knot;

import java.io.IOException;
import java.util.List;

/// The keys by which SSH clients know a host. Blocks for at most some seconds; logs in nowhere; thread-safe.
public interface HostKeys {
  /// The fingerprint of each key that `host` offers at `port`, as `ssh-keygen -l` prints it: `SHA256:…`, with the key's type.
  ///
  /// @throws IOException if it could not be asked, in words for people
  List<String> fingerprints(String host, int port) throws IOException;
}
