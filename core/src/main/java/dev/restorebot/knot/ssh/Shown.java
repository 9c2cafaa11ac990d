package dev.restorebot.knot.ssh;

import dev.restorebot.files.Digest;
import java.util.Base64;
import java.util.Set;

/// What a server has shown of itself.
///
/// @param fingerprint of one of its host keys, as `ssh-keygen -l` prints it
/// @param offered the names of all algorithms for which it has a key
record Shown(String fingerprint, Set<String> offered) {
  Shown {
    offered = Set.copyOf(offered);
  }

  /// The fingerprint of a public key in the form in which servers send it (source: RFC 4253, 6.6).
  static String fingerprint(byte[] key) {
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(Digest.sha256Engine().digest(key));
  }
}
