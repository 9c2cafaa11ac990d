package dev.restorebot.kubernetes;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why the API server did not do something, in a sentence. Pure.
final class Refusals {
  /// As the API server words it: `User "x" cannot get resource "deployments" in API group "apps" in the namespace "forum"`.
  private static final Pattern FORBIDDEN = Pattern.compile("User \"(?<who>[^\"]*)\" cannot (?<verb>\\S+) resource "
      + "\"(?<resource>[^\"]*)\" in API group \"(?<group>[^\"]*)\"(?: in the namespace \"(?<namespace>[^\"]*)\")?");
  private static final int TOO_MANY_REQUESTS = 429;

  private Refusals() {}

  /// Whether the API server said no; it may say something else when it is asked again otherwise.
  static boolean answered(KubernetesClientException e) {
    return e.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST && e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR
        && e.getCode() != TOO_MANY_REQUESTS;
  }

  /// @param what what was tried, said after `could not`
  static ClusterException explained(String what, KubernetesClientException e) {
    return new ClusterException(answered(e) ? Kind.REFUSED : Kind.UNAVAILABLE, "could not " + what + ": " + reason(e),
        e);
  }

  private static String reason(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
        "the cluster does not accept restorebot's credentials; see whether its"
            + " service account or its kubeconfig is still valid";
      case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(said(e));
      default -> answered(e) ? said(e) : "the cluster does not answer: " + said(e);
    };
  }

  private static String forbidden(String message) {
    var matcher = FORBIDDEN.matcher(message);
    if (!matcher.find()) {
      return message;
    }
    return matcher.group("who") + " lacks the permission to " + matcher.group("verb") + " " + resource(matcher)
        + Optional.ofNullable(matcher.group("namespace")).map(namespace -> " in namespace " + namespace).orElse("")
        + "; grant it that";
  }

  /// `deployments.apps/scale`, as `kubectl auth can-i` takes it.
  private static String resource(Matcher matcher) {
    var names = matcher.group("resource").split("/", 2);
    var group = matcher.group("group");
    return names[0] + (group.isEmpty() ? "" : "." + group) + (names.length == 1 ? "" : "/" + names[1]);
  }

  /// What the API server said, or what kept it from being asked.
  private static String said(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null && !e.getStatus().getMessage().isEmpty()) {
      return e.getStatus().getMessage();
    }
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    var message = deepest.getMessage();
    return message == null || message.isEmpty() ? deepest.getClass().getSimpleName() : message;
  }
}
