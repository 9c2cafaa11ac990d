package dev.restorebot.bot.kubernetes;

/// A pod is to leave its node: it is being deleted, or it is gone, or the kubelet ends.
final class PodEndsException extends Exception {
  PodEndsException() {
    super("the pod leaves its node", null, false, false);
  }
}
