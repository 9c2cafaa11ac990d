package dev.restorebot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.worker.WorkerEnvironment;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A [Job] as Kubernetes takes it: one pod that is never started twice, as the owner of the data and with no right beyond
/// that. Pure.
public final class JobManifest {
  /// The name of the one container.
  public static final String CONTAINER = "worker";
  private static final String VOLUME = "/volume";
  private static final String SCRATCH = "/tmp";
  private static final String TERMINATION_LOG = "/dev/termination-log";
  private static final int ROOT = 0;
  /// Linux takes 128 KiB for a variable, its name included.
  private static final int LONGEST_VALUE = 100_000;

  private JobManifest() {}

  /// `job`, to be run as `settings` say.
  ///
  /// @throws ClusterException if a variable is longer than a program can be given
  public static io.fabric8.kubernetes.api.model.batch.v1.Job of(Job job, JobSettings settings) {
    var labels = Labels.of(job.id());
    return new JobBuilder()
        .withNewMetadata()
        .withName(job.id().name().value()).withNamespace(job.id().namespace()).withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(settings.deadline(job).toSeconds())
        .withTtlSecondsAfterFinished(Math.toIntExact(settings.keep().toSeconds()))
        .withNewTemplate()
        .withNewMetadata().withLabels(labels).endMetadata()
        .withSpec(pod(job, settings))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(Job job, JobSettings settings) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(whoRunsIt(job.volume()))
        .withContainers(container(job, settings))
        .withVolumes(volumes(job, settings))
        .build();
  }

  private static PodSecurityContext whoRunsIt(Job.Space space) {
    var context = new PodSecurityContextBuilder()
        .withRunAsUser((long) space.user())
        .withRunAsGroup((long) space.group())
        .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile();
    if (space.user() != ROOT) {
      context.withRunAsNonRoot(true);
    }
    if (space instanceof Job.Mount mount) {
      mount.fsGroup().ifPresent(group -> context.withFsGroup((long) group).withFsGroupChangePolicy("OnRootMismatch"));
    }
    return context.build();
  }

  private static Container container(Job job, JobSettings settings) {
    var memory = new Quantity(settings.memory());
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(settings.image())
        .withImagePullPolicy("IfNotPresent")
        .withArgs(job.arguments())
        .withStdin(job.listens() ? true : null)
        .withEnv(environment(job))
        .withTerminationMessagePath(TERMINATION_LOG)
        .withTerminationMessagePolicy("File")
        .withNewResources()
        .addToRequests("cpu", new Quantity("100m"))
        .addToRequests("memory", memory)
        .withLimits(Map.of("memory", memory))
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities().withDrop("ALL").endCapabilities()
        .endSecurityContext()
        .addNewVolumeMount().withName("volume").withMountPath(VOLUME).endVolumeMount()
        .addNewVolumeMount().withName("scratch").withMountPath(SCRATCH).endVolumeMount()
        .build();
  }

  private static List<EnvVar> environment(Job job) {
    var values = new TreeMap<>(job.environment());
    values.put(WorkerEnvironment.VOLUME, VOLUME);
    values.put(WorkerEnvironment.SCRATCH, SCRATCH);
    values.put(WorkerEnvironment.TERMINATION_LOG, TERMINATION_LOG);
    var variables = new ArrayList<EnvVar>();
    values.forEach((name, value) -> variables.add(literal(job, name, value)));
    new TreeMap<>(job.secrets()).forEach((name, entry) -> variables.add(new EnvVarBuilder().withName(name)
        .withNewValueFrom().withNewSecretKeyRef().withName(entry.secret()).withKey(entry.key()).endSecretKeyRef()
        .endValueFrom().build()));
    return variables;
  }

  /// Kubernetes makes one dollar sign of two, so that `$(NAME)` can be written that it would replace otherwise.
  private static EnvVar literal(Job job, String name, String value) {
    if (value.getBytes(UTF_8).length > LONGEST_VALUE) {
      throw new ClusterException("the Job " + job.id() + " cannot be started: its variable " + name + " has "
          + value.length() + " characters, more than a program can be given");
    }
    return new EnvVarBuilder().withName(name).withValue(value.replace("$", "$$")).build();
  }

  private static List<Volume> volumes(Job job, JobSettings settings) {
    return List.of(
        switch (job.volume()) {
          case Job.Mount mount -> new VolumeBuilder().withName("volume")
              .withNewPersistentVolumeClaim().withClaimName(mount.claim()).endPersistentVolumeClaim().build();
          case Job.Fresh fresh -> emptyFolder("volume", new Quantity(String.valueOf(fresh.room().bytes())));
        },
        emptyFolder("scratch", new Quantity(settings.scratch())));
  }

  /// A folder of the pod's own on its node's disk.
  private static Volume emptyFolder(String name, Quantity limit) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().withSizeLimit(limit).endEmptyDir().build();
  }
}
