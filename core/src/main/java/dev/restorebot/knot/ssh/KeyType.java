package dev.restorebot.knot.ssh;

import java.util.List;
import java.util.Set;

/// A type of host keys that are in use; a server has at most one key of each. In the order in which clients prefer them.
///
/// Source of the names: RFC 8709, RFC 5656, RFC 8332.
enum KeyType {
  ED25519("ssh-ed25519"), ECDSA("ecdsa-sha2-nistp256 ecdsa-sha2-nistp384 ecdsa-sha2-nistp521"), RSA(
      "rsa-sha2-512 rsa-sha2-256 ssh-rsa");

  private final String algorithms;

  KeyType(String algorithms) {
    this.algorithms = algorithms;
  }

  /// The algorithms with which keys of this type sign, as they are negotiated.
  List<String> algorithms() {
    return List.of(algorithms.split(" ", -1));
  }

  /// True if a server that offers `names` has a key of this type.
  boolean isAmong(Set<String> names) {
    return algorithms().stream().anyMatch(names::contains);
  }
}
