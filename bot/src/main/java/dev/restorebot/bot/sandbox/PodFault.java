package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.Symptoms.Ended;
import dev.restorebot.cluster.Symptoms.Pod;
import java.time.Instant;

/// Why a pod of the sandbox does not run though its program could.
public enum PodFault {
  /// The registry does not have the image.
  NO_IMAGE,
  /// It needs more memory than it may have.
  OUT_OF_MEMORY;

  private static final int RESTARTS = 7;
  private static final int KILLED = 137;

  /// How the cluster shows it.
  Pod pod(String name, Instant now) {
    return switch (this) {
      case NO_IMAGE -> new Pod(name, false, 0, "ImagePullBackOff: Back-off pulling image: not found", null);
      case OUT_OF_MEMORY -> new Pod(name, false, RESTARTS, "CrashLoopBackOff: back-off restarting failed container",
          new Ended("OOMKilled", KILLED, now));
    };
  }
}
