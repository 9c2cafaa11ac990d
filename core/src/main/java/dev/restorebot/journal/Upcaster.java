package dev.restorebot.journal;

import tools.jackson.databind.node.ObjectNode;

/// Brings entries of one version of the format to the next one. Knows the names of both versions as text and nothing of
/// today's records, so that it never changes. Pure; thread-safe.
interface Upcaster {
  /// Changes `entry`, which is of the version that this one is for. What is there stays; what the next version has besides
  /// is given the value that it had, or would have had, then.
  ///
  /// @throws IllegalArgumentException if it is no entry of that version
  void raise(ObjectNode entry);
}
