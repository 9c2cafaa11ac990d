package dev.restorebot.bot.kubernetes;

import dev.restorebot.bot.kubernetes.Misfortune.DeletedBySomebody;
import dev.restorebot.bot.kubernetes.Misfortune.Evicted;
import dev.restorebot.bot.kubernetes.Misfortune.FirstLogUnavailable;
import dev.restorebot.bot.kubernetes.Misfortune.ImagePullFails;
import dev.restorebot.bot.kubernetes.Misfortune.LogStreamCut;
import dev.restorebot.bot.kubernetes.Misfortune.LogStreamHangs;
import dev.restorebot.bot.kubernetes.Misfortune.LogsUnavailable;
import dev.restorebot.bot.kubernetes.Misfortune.NodeLost;
import dev.restorebot.bot.kubernetes.Misfortune.SlowStart;
import dev.restorebot.bot.kubernetes.Misfortune.Unschedulable;
import dev.restorebot.bot.kubernetes.Misfortune.WillNotDie;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// One pod on a kubelet, from its scheduling until it is gone. Lives on a thread of its own; told of news by others.
abstract sealed class PodLife implements LogSource permits JobPod, StandInPod {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final String NO_ROOM = "0/1 nodes are available: 1 Insufficient memory.";
  private static final String LOW_ON_DISK = "The node was low on resource: ephemeral-storage.";

  protected final KubeletParts kubelet;
  protected final PodStatuses statuses;
  private final PodLog log;
  private final Map<String, Map<String, String>> variables = new HashMap<>();
  private final AtomicBoolean cut = new AtomicBoolean();
  private final AtomicBoolean refused = new AtomicBoolean();
  private volatile Pod pod;
  private volatile Optional<String> waiting = Optional.of("ContainerCreating");
  private volatile boolean gone;
  private volatile boolean closing;

  PodLife(KubeletParts kubelet, Pod pod) {
    this.kubelet = kubelet;
    this.pod = pod;
    statuses = new PodStatuses(pod);
    log = new PodLog(kubelet.bell());
  }

  /// Runs what is in the pod until it ended by itself.
  protected abstract void run() throws PodEndsException, InterruptedException;

  /// Ends what runs in the pod, at once. Idempotent.
  protected abstract void halt() throws InterruptedException;

  /// Ends what runs in the pod as a deletion does. Idempotent.
  ///
  /// @return what a kubelet reports of that; empty if nothing
  protected abstract Optional<PodStatus> stop() throws InterruptedException;

  /// Returns when the pod is gone, or the kubelet closes.
  final void live() throws InterruptedException {
    try {
      comeUp();
      run();
      await(() -> false);
    } catch (PodEndsException _) {
      leave();
    } finally {
      halt();
      log.end();
    }
  }

  private void comeUp() throws PodEndsException, InterruptedException {
    if (has(Unschedulable.class)) {
      report(statuses.unschedulable(NO_ROOM));
      await(() -> !has(Unschedulable.class));
    }
    if (!unknownClaims().isEmpty()) {
      report(statuses.unschedulable("persistentvolumeclaim \"" + unknownClaims().getFirst() + "\" not found"));
      await(() -> unknownClaims().isEmpty());
    }
    kubelet.api().bind(pod, kubelet.node());
    if (kubelet.podStart().isPositive()) {
      kubelet.bell().await(this::isLeaving, kubelet.podStart());
    }
    if (has(SlowStart.class)) {
      report(statuses.waiting("ContainerCreating", ""));
      await(() -> !has(SlowStart.class));
    }
    if (has(ImagePullFails.class)) {
      var image = container().getImage();
      wait(
          new NotStarted("ErrImagePull", ("rpc error: code = NotFound desc = failed to pull and unpack image \"%1$s\": "
              + "failed to resolve reference \"%1$s\": %1$s: not found").formatted(image)));
      wait(new NotStarted("ImagePullBackOff", "Back-off pulling image \"" + image + "\""));
      await(() -> !has(ImagePullFails.class));
    }
    awaitConfiguration();
  }

  /// The claims of its volumes that have no folder here.
  protected abstract List<String> unknownClaims();

  private void awaitConfiguration() throws PodEndsException, InterruptedException {
    var said = "";
    while (true) {
      try {
        for (var each : pod.getSpec().getContainers()) {
          PodConfiguration.check(pod, each);
          variables.put(each.getName(), new PodVariables(kubelet.api()).of(pod, each));
        }
        return;
      } catch (NotStarted e) {
        if (!e.message().equals(said)) {
          wait(e);
        }
        said = e.message();
      }
      awaitAtMost(BETWEEN_TRIES);
    }
  }

  private void leave() throws InterruptedException {
    kubelet.bell().await(() -> gone || closing || (!has(WillNotDie.class) && !has(NodeLost.class)));
    if (closing) {
      halt();
    }
    var end = stop();
    if (gone) {
      return;
    }
    try {
      if (end.isPresent() && !closing) {
        report(end.get());
      }
      kubelet.api().finishDeletion(pod);
    } catch (PodEndsException _) {
      // somebody else has finished it
    }
  }

  /// Stays until `ended`, unless a misfortune ends it before.
  protected final void stay(BooleanSupplier ended) throws PodEndsException, InterruptedException {
    await(() -> ended.getAsBoolean() || isEvicted() || isLost() || isDeletedBySomebody());
    if (isLost()) {
      halt();
      kubelet.api().delete(pod);
      kubelet.bell().await(() -> gone || closing || !isLost());
      throw new PodEndsException();
    }
    if (isEvicted()) {
      halt();
      report(statuses.evicted(LOW_ON_DISK));
      await(() -> false);
    }
    if (isDeletedBySomebody()) {
      kubelet.api().delete(pod);
      await(() -> false);
    }
  }

  private boolean isLost() {
    return misfortune(NodeLost.class).filter(lost -> log.contains(lost.once())).isPresent();
  }

  private boolean isEvicted() {
    return misfortune(Evicted.class).filter(evicted -> log.contains(evicted.once())).isPresent();
  }

  private boolean isDeletedBySomebody() {
    return misfortune(DeletedBySomebody.class).filter(deleted -> log.contains(deleted.once())).isPresent();
  }

  protected final <M extends Misfortune> Optional<M> misfortune(Class<M> kind) {
    return kubelet.misfortunes().of(pod, kind);
  }

  protected final boolean has(Class<? extends Misfortune> kind) {
    return kubelet.misfortunes().has(pod, kind);
  }

  protected final void await(BooleanSupplier condition) throws PodEndsException, InterruptedException {
    kubelet.bell().await(() -> isLeaving() || condition.getAsBoolean());
    if (isLeaving()) {
      throw new PodEndsException();
    }
  }

  protected final void awaitAtMost(Duration atMost) throws PodEndsException, InterruptedException {
    kubelet.bell().await(this::isLeaving, atMost);
    await(() -> true);
  }

  private boolean isLeaving() {
    return gone || closing || pod.getMetadata().getDeletionTimestamp() != null;
  }

  protected final void wait(NotStarted why) throws PodEndsException, InterruptedException {
    waiting = Optional.of(why.reason());
    report(statuses.waiting(why.reason(), why.message()));
  }

  protected final void report(PodStatus status) throws PodEndsException, InterruptedException {
    kubelet.api().report(pod, status);
  }

  protected final void started() {
    statuses.started();
    waiting = Optional.empty();
  }

  protected final Pod pod() {
    return pod;
  }

  protected final Container container() {
    return pod.getSpec().getContainers().getFirst();
  }

  /// The variables of that container.
  protected final Map<String, String> variables() {
    return variables.getOrDefault(container().getName(), Map.of());
  }

  final void seen(Pod newer) {
    pod = newer;
    kubelet.bell().ring();
  }

  final void disappeared() {
    gone = true;
    kubelet.bell().ring();
  }

  final void close() {
    closing = true;
    kubelet.bell().ring();
  }

  @Override
  public final PodLog log() {
    return log;
  }

  @Override
  public final Optional<String> waitsBecause() {
    return waiting;
  }

  @Override
  public final boolean hidesItsLog() {
    return has(LogsUnavailable.class) || isLost()
        || (has(FirstLogUnavailable.class) && refused.compareAndSet(false, true));
  }

  @Override
  public final void sent(PodLog.Line line) throws IOException, InterruptedException {
    var cuts = misfortune(LogStreamCut.class).filter(here -> line.text().contains(here.once()));
    if (cuts.isPresent() && cut.compareAndSet(false, true)) {
      throw new IOException("cut");
    }
    if (misfortune(LogStreamHangs.class).filter(here -> line.text().contains(here.once())).isPresent()) {
      kubelet.bell().await(() -> gone || closing || !has(LogStreamHangs.class));
    }
  }
}
