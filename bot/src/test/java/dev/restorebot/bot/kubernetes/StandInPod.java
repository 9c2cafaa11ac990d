package dev.restorebot.bot.kubernetes;

import dev.restorebot.bot.kubernetes.Misfortune.NeverReady;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A pod that is not of a Job: a [StandIn] does what its containers would.
final class StandInPod extends PodLife {
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private boolean runs;

  StandInPod(KubeletParts kubelet, Pod pod) {
    super(kubelet, pod);
  }

  @Override
  protected void run() throws PodEndsException, InterruptedException {
    while (!starts()) {
      awaitAtMost(BACK_OFF);
    }
    while (true) {
      var ready = !has(NeverReady.class);
      report(ready ? statuses.ready() : statuses.unready());
      stay(() -> ready == has(NeverReady.class));
    }
  }

  @Override
  protected List<String> unknownClaims() {
    return List.of(); // what it stands in for is the test's own
  }

  private boolean starts() throws PodEndsException, InterruptedException {
    try {
      kubelet.standIn().onStart(pod());
      runs = true;
      started();
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) { // whatever the test throws
      started();
      report(statuses.crashed(String.valueOf(e.getMessage())));
      return false;
    }
  }

  @Override
  protected void halt() {
    if (runs) {
      runs = false;
      kubelet.standIn().onStop(pod());
    }
  }

  @Override
  protected Optional<PodStatus> stop() {
    halt();
    return Optional.empty();
  }
}
