package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;

/// What stands in for the containers of pods that are not of Jobs. Called from one thread for each pod.
public interface StandIn {
  /// Starts what the pod is there for; the pod is Ready when this returns.
  ///
  /// @throws Exception if it does not start; the pod is then in CrashLoopBackOff, and this is called again in a second
  default void onStart(Pod pod) throws Exception {}

  /// Ends what was started, before the pod disappears. Not called for a pod that did not start.
  default void onStop(Pod pod) {}

  /// Pods that do nothing.
  static StandIn idle() {
    return new StandIn() {};
  }
}
