package dev.restorebot.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.cluster.Job;
import dev.restorebot.deploy.Admission.Request;
import dev.restorebot.jobs.WorkerJobs;
import dev.restorebot.kubernetes.JobManifest;
import dev.restorebot.kubernetes.JobSettings;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A real API server fills in what a Job does not say, before it would ask the policies. They let the Job through as it is then.
@Timeout(120)
@EnabledIfEnvironmentVariable(named = OverlayInAClusterTest.CLUSTER, matches = ".+", disabledReason = "KUBECONFIG_TEST names no cluster, so no API server has filled in the Jobs.")
class AdmissionInAClusterTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  @ParameterizedTest
  @MethodSource("dev.restorebot.deploy.Overlay#folders")
  void everyJobOfARunStarts(Path folder, @TempDir Path temporary) throws Exception {
    Kubectl.require();
    var admission = Admission.of(folder);
    var jobs = ConfigurationReader.read(folder.resolve("restorebot.yaml")).catalogue().services().values().stream()
        .flatMap(service -> WorkerJobs.of(service).stream()).toList();
    for (var namespace : jobs.stream().map(job -> job.id().namespace()).distinct().toList()) {
      var made = kubectl("create", "namespace", namespace);
      assertThat(made.status() == 0 || made.err().contains("AlreadyExists")).as(made.err()).isTrue();
    }

    var file = temporary.resolve("jobs.yaml");
    for (var job : jobs) {
      Files.write(file, manifest(admission, job));
      var filledIn = kubectl("create", "--dry-run=server", "--output", "json", "--filename", file.toString());

      assertThat(filledIn.status()).as(filledIn.err()).isZero();
      assertThat(filledIn.out()).contains("\"controller-uid\"", "\"schedulerName\"");
      assertThat(admission.refusals(new Request(AdmissionTest.BOT, "CREATE", "batch", "jobs", job.id().namespace(),
          Optional.of(Attack.fields(filledIn.out())), Optional.empty()))).isEmpty();
    }
  }

  private static byte[] manifest(Admission admission, Job job) {
    return SERIALIZATION
        .asYaml(JobManifest.of(job, JobSettings.DEFAULT.with(admission.image())))
        .getBytes(UTF_8);
  }

  private static Kubectl.Said kubectl(String... arguments) throws Exception {
    return Kubectl.run(Stream.concat(Stream.of("--kubeconfig", System.getenv(OverlayInAClusterTest.CLUSTER)),
        Stream.of(arguments)).toArray(String[]::new));
  }
}
