package dev.restorebot.pds;

import java.net.URI;

/// What is asked of the directory of DIDs. Blocks for at most some seconds and never throws: what went wrong is an answer.
/// Thread-safe.
@FunctionalInterface
public interface DirectoryApi {
  /// A directory that knows nobody.
  DirectoryApi NONE = (_, _) -> new DidAnswer.Unknown("there is no directory");

  /// What `directory` says of `did`, a `did:plc`. Changes nothing.
  DidAnswer document(URI directory, String did);

  /// An answer about one DID.
  sealed interface DidAnswer {
    /// There is a document.
    ///
    /// @param handle the first that it names; empty if it names none
    record Document(String handle) implements DidAnswer {}

    /// Its owner has given the DID up for good.
    record Tombstone() implements DidAnswer {}

    /// The directory does not know it, or gave no answer that makes sense.
    record Unknown(String reason) implements DidAnswer {}
  }
}
