package dev.restorebot.pds;

import java.time.Instant;

/// What one user asks of a PDS, who is logged in. Blocks for at most some seconds and never throws: what went wrong is an answer.
/// Thread-safe.
public interface CanaryApi {
  /// A PDS that lets nobody in.
  CanaryApi NONE = (_, _) -> new LogInAnswer.Unreachable("nobody can log in here");

  /// Makes a session. It lasts until it is ended, or for some weeks.
  ///
  /// @param password goes to the PDS alone
  LogInAnswer logIn(String handle, String password);

  /// What one does who is logged in.
  interface Session {
    /// Who that is.
    String did();

    /// Posts `text` under `key`. Refused where there is one already.
    WriteAnswer post(String key, String text, Instant at);

    /// Deletes what was posted under `key`. Accepted where there is none.
    WriteAnswer delete(String key);

    /// Ends the session, if the PDS can be reached.
    void end();
  }

  /// An answer to who wants to log in.
  sealed interface LogInAnswer {
    /// There is a session.
    record LoggedIn(Session session) implements LogInAnswer {}

    /// The PDS answered, and not with a session.
    ///
    /// @param error one of the names that a PDS has for that; empty for anything else: it was told the password and might say it
    record Refused(int httpStatus, String error) implements LogInAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements LogInAnswer {}
  }

  /// An answer to who writes into a repo.
  sealed interface WriteAnswer {
    /// It is done.
    ///
    /// @param rev the revision of the repo since; empty if nothing had to be changed
    record Written(String rev) implements WriteAnswer {}

    /// The PDS answered, and does not say that it is done.
    record Refused(int httpStatus, String error) implements WriteAnswer {}

    /// There was no answer. Whether it is done is not known.
    record Unreachable(String reason) implements WriteAnswer {}
  }
}
