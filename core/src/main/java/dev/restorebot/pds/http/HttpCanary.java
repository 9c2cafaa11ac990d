package dev.restorebot.pds.http;

import dev.restorebot.pds.CanaryApi;
import dev.restorebot.xrpc.Xrpc;
import dev.restorebot.xrpc.Xrpc.Response.Missed;
import dev.restorebot.xrpc.Xrpc.Response.Received;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Logs in to a PDS over HTTP. Thread-safe.
public final class HttpCanary implements CanaryApi {
  private static final String POSTS = "app.bsky.feed.post";
  /// What a PDS says to who cannot log in or write (source: the lexicons of createSession and of com.atproto.repo).
  private static final Set<String> ERRORS = Set.of("AuthenticationRequired", "AccountTakedown", "AccountDeactivated",
      "AuthFactorTokenRequired", "RateLimitExceeded", "InvalidRequest", "InvalidSwap", "InvalidToken", "ExpiredToken",
      "AuthMissing", "InternalServerError", "RepoNotFound", "RepoTakendown", "RepoDeactivated", "UpstreamFailure");

  private final URI url;
  private final Xrpc xrpc;

  /// A PDS that answers at `url`; an answer may take 10 s.
  public HttpCanary(URI url) {
    this.url = url;
    this.xrpc = new Xrpc(Duration.ofSeconds(10));
  }

  @Override
  public LogInAnswer logIn(String handle, String password) {
    return switch (xrpc.post(url, "com.atproto.server.createSession",
        Map.of("identifier", handle, "password", password), "")) {
      case Received(var status, var json) when status == 200 && Revisions.isDid(json) && has(json, "accessJwt")
          && has(json, "refreshJwt") ->
        new LogInAnswer.LoggedIn(new HttpSession(Xrpc.text(json, "did"), json.path("accessJwt").stringValue(),
            json.path("refreshJwt").stringValue()));
      case Received(var status, var json) -> new LogInAnswer.Refused(status, error(json));
      case Missed(var reason) -> new LogInAnswer.Unreachable(reason);
    };
  }

  /// Fit for a header.
  private static boolean has(JsonNode json, String token) {
    return json.path(token).isString() && json.path(token).stringValue().matches("[A-Za-z0-9._~+/=-]{1,8192}");
  }

  private static String error(JsonNode json) {
    var error = Xrpc.text(json, "error");
    return ERRORS.contains(error) ? error : "";
  }

  /// What one does with these tokens.
  private final class HttpSession implements Session {
    private final String did;
    private final String access;
    private final String refresh;

    private HttpSession(String did, String access, String refresh) {
      this.did = did;
      this.access = access;
      this.refresh = refresh;
    }

    @Override
    public String did() {
      return did;
    }

    @Override
    public WriteAnswer post(String key, String text, Instant at) {
      return write("com.atproto.repo.createRecord", Map.of("repo", did, "collection", POSTS, "rkey", key, "record",
          Map.of("$type", POSTS, "text", text, "createdAt", at.toString())));
    }

    @Override
    public WriteAnswer delete(String key) {
      return write("com.atproto.repo.deleteRecord", Map.of("repo", did, "collection", POSTS, "rkey", key));
    }

    private WriteAnswer write(String method, Map<String, Object> body) {
      return switch (xrpc.post(url, method, body, access)) {
        case Received(var status, var json) when status == 200 ->
          new WriteAnswer.Written(Revisions.of(json.path("commit")));
        case Received(var status, var json) -> new WriteAnswer.Refused(status, error(json));
        case Missed(var reason) -> new WriteAnswer.Unreachable(reason);
      };
    }

    @Override
    public void end() {
      xrpc.post(url, "com.atproto.server.deleteSession", Map.of(), refresh);
    }
  }
}
