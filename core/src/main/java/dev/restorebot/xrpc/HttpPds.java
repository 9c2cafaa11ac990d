package dev.restorebot.xrpc;

import dev.restorebot.pds.PdsApi;
import dev.restorebot.xrpc.Xrpc.Answer.Missed;
import dev.restorebot.xrpc.Xrpc.Answer.Received;
import java.net.URI;
import java.time.Duration;

/// Asks a PDS over HTTP. Thread-safe.
public final class HttpPds implements PdsApi {
  private final URI url;
  private final Xrpc xrpc;

  /// A PDS that answers at `url`; an answer may take 10 s.
  public HttpPds(URI url) {
    this(url, Duration.ofSeconds(10));
  }

  HttpPds(URI url, Duration patience) {
    this.url = url;
    this.xrpc = new Xrpc(patience);
  }

  @Override
  public RepoAnswer describeRepo(String did) {
    return switch (xrpc.get(url, "com.atproto.repo.describeRepo", "repo", did)) {
      case Received received -> described(received);
      case Missed(var reason) -> new RepoAnswer.Unreachable(reason);
    };
  }

  /// Only a 200 with a DID and a handle is a repo: `{}`, 204 and a redirect are not.
  private static RepoAnswer described(Received answer) {
    var did = Xrpc.text(answer.json(), "did");
    var handle = Xrpc.text(answer.json(), "handle");
    if (answer.status() == 200 && !did.isEmpty() && !handle.isEmpty()) {
      return new RepoAnswer.Described(did, handle);
    }
    return new RepoAnswer.Refused(answer.status(), Xrpc.text(answer.json(), "error"),
        Xrpc.text(answer.json(), "message"));
  }

  @Override
  public HealthAnswer health() {
    return switch (xrpc.get(url, "_health")) {
      case Received(var status, var json) when status == 200 && !Xrpc.text(json, "version").isEmpty() ->
        new HealthAnswer.Up(Xrpc.text(json, "version"));
      case Received(var status, _) -> new HealthAnswer.Unwell(status);
      case Missed(var reason) -> new HealthAnswer.Unreachable(reason);
    };
  }
}
