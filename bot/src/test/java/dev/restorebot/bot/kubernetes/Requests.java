package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Writes down what a client asks of an API server, in the words of RBAC: `watch deployments.apps`. Thread-safe.
final class Requests implements Interceptor {
  private static final String ASKS_WHAT_IT_MAY = "create selfsubjectaccessreviews.authorization.k8s.io";

  private final Set<String> made = new ConcurrentSkipListSet<>();

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    made.add(words(request.method(), request.uri()));
  }

  /// What every account may do is left out.
  Set<String> made() {
    var all = new TreeSet<>(made);
    all.remove(ASKS_WHAT_IT_MAY);
    all.remove("");
    return all;
  }

  /// Empty for a question about the server itself.
  private static String words(String method, URI uri) {
    var path = List.of(uri.getPath().substring(1).split("/", -1));
    var core = path.getFirst().equals("api");
    var rest = path.subList(Math.min(core ? 2 : 3, path.size()), path.size());
    if (rest.isEmpty()) {
      return "";
    }
    if (rest.getFirst().equals("namespaces") && rest.size() > 2) {
      rest = rest.subList(2, rest.size());
    }
    var group = core ? "" : "." + path.get(1);
    var name = rest.size() > 1 ? rest.get(1) : "";
    return verb(method, uri, name) + " " + rest.getFirst() + group + (rest.size() > 2 ? "/" + rest.get(2) : "");
  }

  private static String verb(String method, URI uri, String name) {
    return switch (method) {
      case "GET" -> ("&" + uri.getQuery() + "&").contains("&watch=true&") ? "watch" : name.isEmpty() ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }
}
