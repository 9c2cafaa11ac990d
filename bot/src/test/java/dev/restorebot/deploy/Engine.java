package dev.restorebot.deploy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static DockerClient client() {
    return DockerClientFactory.instance().client();
  }
}
