package dev.restorebot.deploy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Statistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.testcontainers.DockerClientFactory;

/// The container engine of this machine, if there is one.
final class Engine {
  private static final String BUILD =
      "./mvnw package and docker build --tag restorebot:test --file deploy/Dockerfile . make it";

  private Engine() {}

  /// Skips the test, and says why, unless an engine answers and has `image`.
  static void require(String image) {
    // Asked first, because a search for an engine takes seconds and complains.
    var named = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    if (!named || !DockerClientFactory.instance().isDockerAvailable()) {
      abort("No container engine answers here, so the image is not tested.");
    }
    try {
      client().inspectImageCmd(image).exec();
    } catch (NotFoundException _) {
      abort("There is no image " + image + ", so it is not tested; " + BUILD + ".");
    }
  }

  /// The user that `image` names.
  static String user(String image) {
    return requireNonNull(requireNonNull(client().inspectImageCmd(image).exec().getConfig()).getUser());
  }

  /// How large `image` is, in bytes.
  static long size(String image) {
    return requireNonNull(client().inspectImageCmd(image).exec().getSize());
  }

  /// The bytes of memory that a container has, but for files that can be read again, as the kubelet counts them.
  static long memory(String container) throws IOException, InterruptedException {
    var seen = new AtomicReference<Statistics>();
    try (var looking = new ResultCallback.Adapter<Statistics>() {
      @Override
      public void onNext(Statistics statistics) {
        seen.set(statistics);
      }
    }) {
      client().statsCmd(container).withNoStream(true).exec(looking).awaitCompletion();
    }
    var figures = requireNonNull(seen.get().getMemoryStats(), "the container has ended");
    var files = requireNonNull(figures.getStats(), "the container has ended");
    var idle = files.getTotalInactiveFile() == null ? files.getInactiveFile() : files.getTotalInactiveFile();
    return requireNonNull(figures.getUsage()) - requireNonNull(idle);
  }

  /// How long after its start a container said `words`.
  static Duration until(String words, String container) throws IOException, InterruptedException {
    var started =
        Instant.parse(requireNonNull(client().inspectContainerCmd(container).exec().getState().getStartedAt()));
    var log = new ConcurrentLinkedQueue<String>();
    try (var reading = new ResultCallback.Adapter<Frame>() {
      @Override
      public void onNext(Frame frame) {
        log.add(new String(frame.getPayload(), StandardCharsets.UTF_8));
      }
    }) {
      client().logContainerCmd(container).withStdOut(true).withTimestamps(true).exec(reading).awaitCompletion();
    }
    var line = String.join("", log).lines().filter(said -> said.contains(words)).findFirst().orElseThrow();
    return Duration.between(started, Instant.parse(line.substring(0, line.indexOf(' '))));
  }

  private static DockerClient client() {
    return DockerClientFactory.instance().client();
  }
}
