package dev.restorebot.pds.http;

import dev.restorebot.pds.PdsApi;
import dev.restorebot.xrpc.Xrpc;
import dev.restorebot.xrpc.Xrpc.Response.Missed;
import dev.restorebot.xrpc.Xrpc.Response.Received;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Asks a PDS over HTTP. Thread-safe.
public final class HttpPds implements PdsApi {
  private static final String LIST = "com.atproto.sync.listRepos";
  /// A page of so many is well below what is read of an answer.
  private static final int PAGE = 500;
  /// Enough for a PDS that puts fewer on a page than it is asked for.
  private static final int PAGES = 100;

  private final URI url;
  private final Xrpc xrpc;

  /// A PDS that answers at `url`; an answer may take 10 s.
  public HttpPds(URI url) {
    this(url, Duration.ofSeconds(10));
  }

  /// The same, where an answer may take `patience`.
  public HttpPds(URI url, Duration patience) {
    this(url, new Xrpc(patience));
  }

  private HttpPds(URI url, Xrpc xrpc) {
    this.url = url;
    this.xrpc = xrpc;
  }

  @Override
  public PdsApi inHaste() {
    return new HttpPds(url, xrpc.inHaste());
  }

  @Override
  public ReposAnswer repos(int most) {
    var dids = new ArrayList<String>();
    var cursors = new HashSet<String>();
    for (var cursor = ""; dids.size() < most;) {
      if (!cursors.add(cursor)) {
        return new ReposAnswer.Unending(dids, "a page of it leads back to an earlier one");
      }
      if (cursors.size() > PAGES) {
        return new ReposAnswer.Unending(dids, "it has more than " + PAGES + " pages with " + dids.size() + " repos");
      }
      var limit = Integer.toString(PAGE);
      switch (xrpc.get(url, LIST,
          cursor.isEmpty() ? Map.of("limit", limit) : Map.of("limit", limit, "cursor", cursor))) {
        case Missed(var reason) -> {
          return new ReposAnswer.Unreachable(reason);
        }
        case Received(var status, var json) when status != 200 || !areRepos(json.path("repos")) -> {
          return new ReposAnswer.Refused(status);
        }
        case Received(_, var json) -> {
          json.path("repos").forEach(repo -> dids.add(Xrpc.text(repo, "did")));
          cursor = Xrpc.text(json, "cursor");
          if (cursor.isEmpty() || json.path("repos").isEmpty()) {
            return new ReposAnswer.Listed(dids, true);
          }
        }
      }
    }
    return new ReposAnswer.Listed(dids.subList(0, Math.min(most, dids.size())), false);
  }

  private static boolean areRepos(JsonNode list) {
    return list.isArray() && list.valueStream().noneMatch(repo -> Xrpc.text(repo, "did").isEmpty());
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
      var correct = answer.json().path("handleIsCorrect");
      return correct.isBoolean() && !correct.booleanValue()
          ? new RepoAnswer.Described(did, handle, otherwise(answer.json().path("didDoc")))
          : new RepoAnswer.Described(did, handle);
    }
    return new RepoAnswer.Refused(answer.status(), Xrpc.text(answer.json(), "error"),
        Xrpc.text(answer.json(), "message"));
  }

  private static String otherwise(JsonNode document) {
    var handle = HttpDirectory.handle(document);
    return handle.isEmpty() ? "?" : handle;
  }

  @Override
  public HealthAnswer health() {
    return switch (xrpc.get(url, "_health")) {
      case Received(var status, var json) when Xrpc.text(json, "version").isEmpty() ->
        new HealthAnswer.Stranger(status);
      case Received(var status, var json) when status == 200 -> new HealthAnswer.Up(Xrpc.text(json, "version"));
      case Received(var status, _) -> new HealthAnswer.Unwell(status);
      case Missed(var reason) -> new HealthAnswer.Unreachable(reason);
    };
  }
}
