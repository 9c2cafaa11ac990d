package dev.restorebot.pds.http;

import dev.restorebot.pds.RelayApi;
import dev.restorebot.xrpc.Xrpc;
import dev.restorebot.xrpc.Xrpc.Response.Missed;
import dev.restorebot.xrpc.Xrpc.Response.Received;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/// Asks relays over HTTP. Thread-safe.
public final class HttpRelay implements RelayApi {
  /// Sequence numbers are numbers of JavaScript: above this one, they are not whole any more.
  private static final long HIGHEST = (1L << 53) - 1;

  private final Xrpc xrpc;

  /// An answer may take 10 s.
  public HttpRelay() {
    this(Duration.ofSeconds(10));
  }

  /// The same, where an answer may take `patience`.
  public HttpRelay(Duration patience) {
    this(new Xrpc(patience));
  }

  private HttpRelay(Xrpc xrpc) {
    this.xrpc = xrpc;
  }

  @Override
  public RelayApi relaysInHaste() {
    return new HttpRelay(xrpc.inHaste());
  }

  @Override
  public HostAnswer hostStatus(URI relay, String hostname) {
    return switch (xrpc.get(relay, "com.atproto.sync.getHostStatus", "hostname", hostname)) {
      case Received(var status, var json) when status == 200 -> status(json, hostname);
      case Received(_, var json) when Xrpc.text(json, "error").equals("HostNotFound") -> new HostAnswer.UnknownHost();
      case Received(var status, _) -> new HostAnswer.Unreachable("it answers HTTP " + status);
      case Missed(var reason) -> new HostAnswer.Unreachable(reason);
    };
  }

  private static HostAnswer status(JsonNode json, String hostname) {
    var seq = json.path("seq");
    var status = Xrpc.text(json, "status");
    var sensible = seq.isIntegralNumber() && seq.canConvertToLong() && !status.isEmpty()
        && Xrpc.text(json, "hostname").equalsIgnoreCase(hostname);
    if (!sensible || seq.longValue() < -1 || seq.longValue() > HIGHEST) {
      return new HostAnswer.Unreachable("its answer makes no sense");
    }
    return new HostAnswer.Status(seq.longValue(), status, json.path("accountCount").asLong(0));
  }

  @Override
  public AccountAnswer accountStatus(URI relay, String did) {
    return switch (xrpc.get(relay, "com.atproto.sync.getRepoStatus", "did", did)) {
      case Received(var status, var json) when status == 200 -> accountStatus(json, did);
      case Received(var status, _) -> new AccountAnswer.Unknown("it answers HTTP " + status);
      case Missed(var reason) -> new AccountAnswer.Unknown(reason);
    };
  }

  private static AccountAnswer accountStatus(JsonNode json, String did) {
    if (!Xrpc.text(json, "did").equals(did) || !json.path("active").isBoolean()) {
      return new AccountAnswer.Unknown("its answer makes no sense");
    }
    if (json.path("active").booleanValue()) {
      return new AccountAnswer.Active(Revisions.of(json));
    }
    var status = Xrpc.text(json, "status");
    return new AccountAnswer.Inactive(status.matches("[a-z]{1,32}") ? status : "inactive");
  }

  @Override
  public CrawlAnswer requestCrawl(URI relay, String hostname) {
    return switch (xrpc.post(relay, "com.atproto.sync.requestCrawl", "hostname", hostname)) {
      case Received(var status, _) when status == 200 -> new CrawlAnswer.Accepted();
      case Received(var status, var json) ->
        new CrawlAnswer.Refused(status, Xrpc.text(json, "error"), Xrpc.text(json, "message"));
      case Missed(var reason) -> new CrawlAnswer.Unreachable(reason);
    };
  }
}
