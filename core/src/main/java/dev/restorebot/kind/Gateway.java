package dev.restorebot.kind;

import java.util.Set;

/// What stands in front of a service and answers in its place where it cannot: an ingress, a load balancer.
public final class Gateway {
  /// What people are told of such an answer, after whose it is not.
  public static final String TOLD = "an ingress answers so where no pod is ready";
  /// As RFC 9110 has it, 15.6.3 to 15.6.5. An ingress says 503 where no pod is ready.
  private static final Set<Integer> NOBODY_BEHIND = Set.of(502, 503, 504);

  private Gateway() {}

  /// Whether an answer with `status` that is not the service's own says that nobody answers behind the gateway. Pure.
  public static boolean nobodyBehind(int status) {
    return NOBODY_BEHIND.contains(status);
  }
}
