package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// The users and the moderators of a PDS: what they ask of it, with their own passwords. Each is called by the first part of
/// a handle. Blocks until the PDS answers. Not thread-safe.
public final class PdsUsers {
  private static final String POSTS = "app.bsky.feed.post";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI pds;
  private final String admin;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> dids = new LinkedHashMap<>();

  /// @param admin the password of those who operate it
  PdsUsers(URI pds, String admin) {
    this.pds = pds;
    this.admin = admin;
  }

  /// What the PDS answers.
  public record Reply(int status, JsonNode body) {
    /// The name of its error; empty if there is none.
    public String error() {
      return body.path("error").asString("");
    }

    /// A field of its body; empty if there is none.
    public String text(String field) {
      return body.path(field).asString("");
    }
  }

  /// Makes an account and returns its DID.
  public String signUp(String name) {
    var reply = expected(post("com.atproto.server.createAccount", Json.object("handle", handle(name), "email",
        name + "@sandbox.test", "password", password(name)), none()));
    dids.put(name, reply.text("did"));
    return reply.text("did");
  }

  /// The DID of somebody who has signed up.
  public String did(String name) {
    var did = dids.get(name);
    if (did == null) {
      throw new IllegalArgumentException(name + " has not signed up");
    }
    return did;
  }

  static String handle(String name) {
    return name + ".sandbox.test";
  }

  /// With which they log in.
  static String password(String name) {
    return "password-of-" + name;
  }

  /// What a login is answered with.
  public Reply logIn(String name) {
    return post("com.atproto.server.createSession", Json.object("identifier", did(name), "password", password(name)),
        none());
  }

  /// What the PDS answers to somebody who logs in and posts; the answer to the login, if that fails.
  public Reply write(String name, String text) {
    var session = logIn(name);
    return session.status() != 200
        ? session
        : post("com.atproto.repo.createRecord", Json.object("repo", did(name), "collection", POSTS, "record",
            Json.object("$type", POSTS, "text", text, "createdAt", "2026-02-25T14:00:00.000Z")), bearer(session));
  }

  /// How many posts of somebody can be read, up to a hundred.
  public int posts(String name) {
    return expected(get("com.atproto.repo.listRecords", "repo", did(name), "collection", POSTS, "limit", "100")).body()
        .path("records").size();
  }

  /// The owner deactivates the account.
  public void deactivate(String name) {
    act(name, "com.atproto.server.deactivateAccount", Map.of());
  }

  /// The owner takes another handle.
  public void rename(String name, String handle) {
    act(name, "com.atproto.identity.updateHandle", Json.object("handle", handle));
  }

  /// A moderator takes the account down.
  public void takeDown(String name) {
    operate("com.atproto.admin.updateSubjectStatus",
        Json.object("subject", Json.object("$type", "com.atproto.admin.defs#repoRef", "did", did(name)), "takedown",
            Json.object("applied", true, "ref", "sandbox")));
  }

  /// The account is deleted for good.
  public void delete(String name) {
    operate("com.atproto.admin.deleteAccount", Json.object("did", did(name)));
  }

  /// Those who operate the PDS have it do something.
  public Reply operate(String method, Map<String, Object> body) {
    return expected(post(method, body, operator()));
  }

  /// Somebody logs in and does something.
  public Reply act(String name, String method, Map<String, Object> body) {
    return expected(post(method, body, bearer(expected(logIn(name)))));
  }

  /// What the PDS answers to a question of anybody.
  ///
  /// @param parameters a name, its value, the next name and so on
  public Reply get(String method, String... parameters) {
    var query = new StringBuilder();
    for (var i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return send(HttpRequest.newBuilder(at(method + query)));
  }

  private Reply post(String method, Map<String, Object> body, UnaryOperator<HttpRequest.Builder> who) {
    var request = HttpRequest.newBuilder(at(method));
    if (body.isEmpty()) {
      request.header("content-type", "application/json").POST(BodyPublishers.ofString("{}"));
    } else {
      request.header("content-type", "application/json").POST(BodyPublishers.ofString(Json.write(body)));
    }
    return send(who.apply(request));
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), Json.read(answer.body()));
    } catch (IOException e) {
      throw new IllegalStateException("the PDS does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What is answered at a path.
  Reply ask(String path) {
    return send(HttpRequest.newBuilder(pds.resolve(path)));
  }

  /// Posts something to a path.
  void tell(String path, Object what) {
    expected(send(HttpRequest.newBuilder(pds.resolve(path)).POST(BodyPublishers.ofString(Json.write(what)))));
  }

  private URI at(String methodAndQuery) {
    return URI.create(pds + "/xrpc/" + methodAndQuery);
  }

  private static Reply expected(Reply reply) {
    if (reply.status() != 200) {
      throw new IllegalStateException("the PDS answers HTTP " + reply.status() + " " + reply.body());
    }
    return reply;
  }

  private static UnaryOperator<HttpRequest.Builder> none() {
    return UnaryOperator.identity();
  }

  private static UnaryOperator<HttpRequest.Builder> bearer(Reply session) {
    return request -> request.header("authorization", "Bearer " + session.text("accessJwt"));
  }

  private UnaryOperator<HttpRequest.Builder> operator() {
    var basic = Base64.getEncoder().encodeToString(("admin:" + admin).getBytes(StandardCharsets.UTF_8));
    return request -> request.header("authorization", "Basic " + basic);
  }
}
