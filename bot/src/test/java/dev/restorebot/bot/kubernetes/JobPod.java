package dev.restorebot.bot.kubernetes;

import dev.restorebot.bot.kubernetes.Misfortune.NoTerminationMessage;
import dev.restorebot.bot.kubernetes.Misfortune.OutOfMemory;
import dev.restorebot.bot.kubernetes.PodStatuses.End;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A pod of a Job: its first container is a process of this machine, started once.
final class JobPod extends PodLife {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

  private volatile @Nullable PodProcess process;
  private boolean ended;

  JobPod(KubeletParts kubelet, Pod pod) {
    super(kubelet, pod);
  }

  @Override
  protected void run() throws PodEndsException, InterruptedException {
    var folders = folders();
    var running = start(folders);
    if (running.isEmpty()) {
      return;
    }
    report(statuses.ready());
    stay(() -> running.get().ended() || isOutOfMemory());
    var killed = isOutOfMemory();
    halt();
    ended = true;
    var message = has(NoTerminationMessage.class) ? "" : folders.terminationMessage();
    report(statuses.ended(killed
        ? new End(137, "OOMKilled", message)
        : End.ofProcess(running.get().exitCode().orElseThrow(), message)));
  }

  private boolean isOutOfMemory() {
    return misfortune(OutOfMemory.class).filter(here -> log().contains(here.once())).isPresent();
  }

  @Override
  protected List<String> unknownClaims() {
    return pod().getSpec().getVolumes().stream().map(Volume::getPersistentVolumeClaim).filter(Objects::nonNull)
        .map(PersistentVolumeClaimVolumeSource::getClaimName)
        .filter(claim -> !kubelet.claims().containsKey(claim)).toList();
  }

  private PodFolders folders() {
    try {
      return new PodFolders(kubelet.folder().resolve(pod().getMetadata().getUid()), pod(), container(),
          kubelet.claims());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty if there is nothing to start; then that is reported.
  private Optional<PodProcess> start(PodFolders folders) throws PodEndsException, InterruptedException {
    var environment = new HashMap<>(folders.rewrite(variables()));
    environment.putIfAbsent("PATH", System.getenv("PATH"));
    environment.putIfAbsent("LC_ALL", "C.UTF-8");
    started();
    try {
      var words = new ArrayList<>(container().getCommand().isEmpty()
          ? kubelet.entrypoint().words(container())
          : expanded(container().getCommand()));
      words.addAll(expanded(container().getArgs()));
      var running = PodProcess.start(words, environment, folders.home(), log(), kubelet.bell(),
          Boolean.TRUE.equals(container().getStdin()));
      process = running;
      return Optional.of(running);
    } catch (IOException e) {
      ended = true;
      report(statuses.ended(new End(128, "StartError", String.valueOf(e.getMessage()))));
      return Optional.empty();
    }
  }

  private List<String> expanded(List<String> words) {
    return words.stream().map(word -> Expansion.expand(word, variables())).collect(Collectors.toList());
  }

  Optional<ProcessHandle> handle() {
    return Optional.ofNullable(process).map(PodProcess::handle);
  }

  /// The standard input of its container, if that has one.
  Optional<OutputStream> input() {
    return Optional.ofNullable(process).flatMap(PodProcess::input);
  }

  @Override
  protected void halt() throws InterruptedException {
    var running = process;
    if (running != null && !running.ended()) {
      running.kill();
    }
  }

  @Override
  protected Optional<PodStatus> stop() throws InterruptedException {
    var running = process;
    if (ended || running == null) {
      return Optional.empty();
    }
    running.stop(Optional.ofNullable(pod().getMetadata().getDeletionGracePeriodSeconds()).map(Duration::ofSeconds)
        .orElse(DEFAULT_GRACE));
    ended = true;
    return Optional.of(statuses.ended(End.ofProcess(running.exitCode().orElseThrow(), "")));
  }
}
