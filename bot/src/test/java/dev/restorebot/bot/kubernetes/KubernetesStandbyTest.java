package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.JobStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Jobs that are told something while they run, by their standard input.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubernetesStandbyTest {
  @TempDir
  private Path volume;

  @AutoClose
  private final TestCluster test = TestCluster.open();
  @AutoClose
  private final Installation installation = new Installation(test);
  private final JobId id = installation.id("stage", "r-7k2m4q");
  private final List<String> heard = new ArrayList<>();

  private Kubelet kubelet() {
    return test.kubelet().entrypoint(Entrypoint.of("/bin/sh", "-c")).claim(Installation.CLAIM, volume).start();
  }

  /// The container has a standard input that stays open, whoever comes and goes.
  @Test
  void tellsAJobThatListensAndFollowsItUntilItAnswers() throws Exception {
    var cluster = installation.cluster();
    try (var kubelet = kubelet()) {
      cluster.start(installation.listening(id, "echo ready; while read line; do echo heard $line; done"));
      assertThat(cluster.follow(id, "ready"::equals, Duration.ofSeconds(30))).isEqualTo(new JobStatus.Active());

      for (var word : List.of("first", "second")) {
        try (var _ = cluster.tell(id, word).orElseThrow()) {
          assertThat(cluster.follow(id, line -> {
            heard.add(line);
            return line.equals("heard " + word);
          }, Duration.ofSeconds(30))).isEqualTo(new JobStatus.Active());
        }
      }

      assertThat(heard).containsExactly("ready", "heard first", "ready", "heard first", "heard second");
      assertThat(kubelet.attached()).hasSize(2);
      assertThat(cluster.follow(id, _ -> false, Duration.ofMillis(100))).isEqualTo(new JobStatus.Active());
    }
  }

  /// What only waits for a word is in nobody's way.
  @Test
  void doesNotCountAJobThatListensAmongTheUsersOfAVolume() throws Exception {
    installation.claim();
    var cluster = installation.cluster();
    try (var _ = kubelet()) {
      cluster.start(installation.listening(id, "echo ready; read line"));
      cluster.follow(id, "ready"::equals, Duration.ofSeconds(30));

      assertThat(cluster.volume(test.namespace(), Installation.CLAIM).orElseThrow().users()).isEmpty();
    }
  }

  @Test
  void tellsNothingToAJobThatHasNotBegunOrHasEnded() throws Exception {
    var cluster = installation.cluster();
    try (var kubelet = kubelet()) {
      var slow = kubelet.befall(Pods.named(""), new Misfortune.SlowStart());
      assertThat(cluster.tell(id, "anybody?")).isEmpty();
      cluster.start(installation.listening(id, "echo ready"));
      assertThat(cluster.tell(id, "anybody?")).isEmpty();
      slow.close();
      cluster.follow(id, heard::add);

      assertThat(cluster.tell(id, "anybody?")).isEmpty();
      assertThat(kubelet.attached()).isEmpty();
    }
  }
}
