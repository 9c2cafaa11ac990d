package dev.restorebot.knot.http;

import dev.restorebot.knot.KnotApi;
import dev.restorebot.knot.UrlPath;
import dev.restorebot.xrpc.Xrpc;
import dev.restorebot.xrpc.Xrpc.Response.Missed;
import dev.restorebot.xrpc.Xrpc.Response.Received;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Asks a knot over HTTP. Thread-safe.
public final class HttpKnot implements KnotApi {
  /// A page of branches comes with the whole commit of each.
  private static final int BODY_LIMIT = 8 * 1024 * 1024;
  /// What a page holds when nobody says otherwise (source: `knotserver/xrpc/repo_branches.go`).
  private static final int PAGE = 50;
  /// No repository has so many.
  private static final int PAGES = 400;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private final URI url;
  private final Xrpc xrpc;

  /// A knot that answers at `url`; an answer may take 10 s.
  public HttpKnot(URI url) {
    this(url, Duration.ofSeconds(10));
  }

  /// The same, where an answer may take `patience`.
  public HttpKnot(URI url, Duration patience) {
    this(url, new Xrpc(patience, BODY_LIMIT));
  }

  private HttpKnot(URI url, Xrpc xrpc) {
    this.url = url;
    this.xrpc = xrpc;
  }

  @Override
  public KnotApi inHaste() {
    return new HttpKnot(url, xrpc.inHaste());
  }

  @Override
  public WordAnswer owner() {
    return word("sh.tangled.owner", "owner");
  }

  @Override
  public WordAnswer version() {
    return word("sh.tangled.knot.version", "version");
  }

  private WordAnswer word(String method, String field) {
    return switch (xrpc.get(url, method)) {
      case Received(var status, var json) when status == 200 && !Xrpc.text(json, field).isEmpty() ->
        new WordAnswer.Said(Xrpc.text(json, field));
      case Received(var status, var json) ->
        new WordAnswer.Refused(status, Xrpc.text(json, "error"), Xrpc.text(json, "message"));
      case Missed(var reason) -> new WordAnswer.Unreachable(reason);
    };
  }

  @Override
  public BranchesAnswer branches(String repository) {
    var commits = new TreeMap<String, String>();
    for (var page = 0; page < PAGES; page++) {
      switch (xrpc.get(url, "sh.tangled.repo.branches?repo=" + encoded(repository) + "&limit=" + PAGE + "&cursor="
          + page * PAGE)) {
        case Received(var status, var json) when status == 200 && json.isObject() -> {
          var found = listed(json);
          if (found.isEmpty()) {
            return new BranchesAnswer.Refused(status, "", "its answer is no list of branches");
          }
          var known = commits.size();
          commits.putAll(found.get());
          if (found.get().size() < PAGE) {
            return commits.isEmpty() ? new BranchesAnswer.None() : new BranchesAnswer.Listed(commits);
          }
          if (commits.size() == known || commits.size() > PAGES * PAGE) {
            return endless();
          }
        }
        case Received(var status, _) when status == 204 -> {
          return new BranchesAnswer.Absent();
        }
        case Received(var status, var json) -> {
          return new BranchesAnswer.Refused(status, Xrpc.text(json, "error"), Xrpc.text(json, "message"));
        }
        case Missed(var reason) -> {
          return new BranchesAnswer.Unreachable(reason);
        }
      }
    }
    return endless();
  }

  private static BranchesAnswer endless() {
    return new BranchesAnswer.Refused(200, "", "its list of branches has no end");
  }

  /// The branches on one page; empty if it is no list of branches. Nothing else in it is relied on, and a list that is missing
  /// is one without branches.
  private static Optional<SortedMap<String, String>> listed(JsonNode json) {
    var commits = new TreeMap<String, String>();
    var branches = json.path("branches");
    if (!branches.isMissingNode() && !branches.isNull() && !branches.isArray()) {
      return Optional.empty();
    }
    for (var branch : branches) {
      var name = branch.path("reference").path("name");
      var hash = branch.path("reference").path("hash");
      if (!name.isString() || !hash.isString() || !COMMIT.matcher(hash.stringValue()).matches()) {
        return Optional.empty();
      }
      commits.put(name.stringValue(), hash.stringValue());
    }
    return Optional.of(commits);
  }

  @Override
  public RefsAnswer refs(String repository) {
    return switch (xrpc.fetch(url, UrlPath.of(repository) + "/info/refs?service=git-upload-pack")) {
      case Xrpc.Reply.Whole(var response) when response.statusCode() == 200 -> PacketLines.refs(response.body())
          .<RefsAnswer>map(RefsAnswer.Offered::new).orElseGet(() -> new RefsAnswer.Refused(200));
      case Xrpc.Reply.Whole(var response) -> new RefsAnswer.Refused(response.statusCode());
      case Xrpc.Reply.Missing(var reason) -> new RefsAnswer.Unreachable(reason);
    };
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
