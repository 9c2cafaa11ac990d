package dev.restorebot.pds;

import java.util.List;

/// What is asked of a running PDS, without any login. Blocks for at most some seconds and never throws: what went wrong
/// is an answer. Thread-safe.
public interface PdsApi {
  /// What the PDS says about the repo of `did`.
  RepoAnswer describeRepo(String did);

  /// Whether the PDS answers at all. That it is up proves nothing about its data.
  HealthAnswer health();

  /// The repos that the PDS says it has, by the account database alone, page by page until there are `most`.
  ReposAnswer repos(int most);

  /// The same, for somebody who waits: answers within some seconds, or says that there was none.
  default PdsApi inHaste() {
    return this;
  }

  /// An answer about all repos.
  sealed interface ReposAnswer {
    /// They are listed.
    ///
    /// @param whole false if there are more
    record Listed(List<String> dids, boolean whole) implements ReposAnswer {
      public Listed {
        dids = List.copyOf(dids);
      }
    }

    /// The list goes on for ever, or in circles.
    ///
    /// @param dids what was listed until then
    record Unending(List<String> dids, String reason) implements ReposAnswer {
      public Unending {
        dids = List.copyOf(dids);
      }
    }

    /// The PDS answered, and not with a list.
    record Refused(int httpStatus) implements ReposAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements ReposAnswer {}
  }

  /// An answer about one repo.
  sealed interface RepoAnswer {
    /// The repo is there.
    ///
    /// @param did whose repo the PDS says it is
    /// @param handle as in the account table
    /// @param otherwise the handle in its DID document, where the PDS says that it is another one; `?` if it names none
    record Described(String did, String handle, String otherwise) implements RepoAnswer {
      public Described(String did, String handle) {
        this(did, handle, "");
      }
    }

    /// The PDS answered, and not with a repo.
    ///
    /// @param error the name of the error; empty if the answer had none
    /// @param message cut to a bearable length
    record Refused(int httpStatus, String error, String message) implements RepoAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements RepoAnswer {}
  }

  /// An answer about the PDS itself.
  sealed interface HealthAnswer {
    /// It is up.
    record Up(String version) implements HealthAnswer {}

    /// It answers, and says or shows that it is not well.
    record Unwell(int httpStatus) implements HealthAnswer {}

    /// Something answers, and not as a PDS does.
    record Stranger(int httpStatus) implements HealthAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements HealthAnswer {}
  }
}
