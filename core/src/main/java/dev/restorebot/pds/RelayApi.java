package dev.restorebot.pds;

import java.net.URI;

/// What is asked of relays. Blocks for at most some seconds and never throws: what went wrong is an answer.
/// Thread-safe.
public interface RelayApi {
  /// What `relay` holds about the PDS called `hostname`. Changes nothing.
  HostAnswer hostStatus(URI relay, String hostname);

  /// Asks `relay` to subscribe to the PDS called `hostname`. Safe to repeat; never rewinds anything.
  CrawlAnswer requestCrawl(URI relay, String hostname);

  /// In which state `relay` holds the account `did` to be. Changes nothing. It hears of it from the PDS, and may have decided
  /// more by itself (source: `com.atproto.sync.getRepoStatus`).
  AccountAnswer accountStatus(URI relay, String did);

  /// The same, for somebody who waits: answers within some seconds, or says that there was none.
  default RelayApi relaysInHaste() {
    return this;
  }

  /// An answer about one host.
  sealed interface HostAnswer {
    /// The relay knows the host.
    ///
    /// @param seq the last sequence number it saw; -1 if it never saw an event
    /// @param status `active`, `idle`, `offline`, `throttled` or `banned`
    record Status(long seq, String status, long accounts) implements HostAnswer {}

    /// The relay does not know the host.
    record UnknownHost() implements HostAnswer {}

    /// There was no answer, or none that makes sense.
    record Unreachable(String reason) implements HostAnswer {}
  }

  /// An answer about one account.
  sealed interface AccountAnswer {
    /// The relay lets it take part.
    ///
    /// @param rev the last revision of its repo that the relay has; empty if it does not tell
    record Active(String rev) implements AccountAnswer {}

    /// The relay lets it not.
    ///
    /// @param status `takendown`, `suspended`, `deactivated`, `deleted`, or another word
    record Inactive(String status) implements AccountAnswer {}

    /// The relay does not know it, or gave no answer that makes sense.
    record Unknown(String reason) implements AccountAnswer {}
  }

  /// An answer to the request to subscribe.
  sealed interface CrawlAnswer {
    /// The relay took note. Whether it really follows, only [RelayApi#hostStatus] tells.
    record Accepted() implements CrawlAnswer {}

    /// The relay will not subscribe.
    record Refused(int httpStatus, String error, String message) implements CrawlAnswer {}

    /// There was no answer.
    record Unreachable(String reason) implements CrawlAnswer {}
  }
}
