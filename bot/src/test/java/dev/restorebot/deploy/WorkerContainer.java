package dev.restorebot.deploy;

import static java.util.Objects.requireNonNull;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Volume;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.utility.DockerStatus;

/// Runs the image as the container of a Job runs: a root file system that cannot be written, no capability, no way to
/// gain one, and a volume.
///
/// @param volume a folder of this machine
/// @param termination the file for the termination message
/// @param owner the user and the group it runs as
record WorkerContainer(Path volume, Path termination, int owner) {
  static final String IMAGE = "restorebot:test";
  /// This machine, as a container calls it.
  static final String MACHINE = "host.docker.internal";
  private static final Duration ENOUGH = Duration.ofSeconds(60);

  /// How a container ended.
  record Ended(long exitCode, String out, String err) {
    /// What the worker reported in its last line.
    Report report() {
      return ((OutputLine.Ended) new JsonWorkerCodec().line(out.lines().toList().getLast())).report();
    }
  }

  /// Has the worker do `task`, with `keys` if it needs them.
  Ended work(Task task, AccessKeys keys) throws IOException {
    return work(task, keys, Map.of());
  }

  /// The same with more variables.
  Ended work(Task task, AccessKeys keys, Map<String, String> more) throws IOException {
    // As the kubelet makes it.
    Files.writeString(termination, "");
    Files.setPosixFilePermissions(termination, PosixFilePermissions.fromString("rw-rw-rw-"));
    var environment = new HashMap<>(Map.of(WorkerEnvironment.TASK, new JsonWorkerCodec().write(task),
        WorkerEnvironment.VOLUME, "/volume", WorkerEnvironment.SCRATCH, "/tmp/scratch",
        WorkerEnvironment.TERMINATION_LOG, "/dev/termination-log"));
    environment.putAll(more);
    if (task instanceof Task.Stage) {
      environment.put(WorkerEnvironment.ACCESS_KEY, keys.accessKey());
      environment.put(WorkerEnvironment.SECRET_KEY, keys.secretKey());
    }
    return run(command -> command.withCmd("worker", task.operation()), environment);
  }

  /// Runs a shell script in the place of the program.
  Ended shell(String script) {
    return run(command -> command.withEntrypoint("sh", "-c").withCmd(script), Map.of());
  }

  private Ended run(Consumer<CreateContainerCmd> command, Map<String, String> environment) {
    try (var container = new GenericContainer<>(IMAGE)) {
      container.withEnv(environment).withStartupCheckStrategy(new UntilItEnds().withTimeout(ENOUGH))
          .withCreateContainerCmdModifier(this::confine).withCreateContainerCmdModifier(command)
          .start();
      var state = container.getCurrentContainerInfo().getState();
      return new Ended(requireNonNull(state.getExitCodeLong()), container.getLogs(OutputType.STDOUT),
          container.getLogs(OutputType.STDERR));
    }
  }

  private void confine(CreateContainerCmd command) {
    command.withUser(owner + ":" + owner);
    requireNonNull(command.getHostConfig()).withReadonlyRootfs(true).withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withExtraHosts(MACHINE + ":host-gateway")
        .withMemory(512L << 20).withMemorySwap(512L << 20)
        .withTmpFs(Map.of("/tmp", "rw,exec,mode=1777,size=128m"))
        .withBinds(new Bind(volume.toString(), new Volume("/volume"), AccessMode.rw),
            new Bind(termination.toString(), new Volume("/dev/termination-log"), AccessMode.rw));
  }

  /// Waits for the end, whether good or bad.
  private static final class UntilItEnds extends StartupCheckStrategy {
    @Override
    public StartupStatus checkStartupState(DockerClient client, String container) {
      return DockerStatus.isContainerStopped(getCurrentState(client, container))
          ? StartupStatus.SUCCESSFUL
          : StartupStatus.NOT_YET_KNOWN;
    }
  }
}
