package dev.restorebot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.WorkloadRef;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The overlay `sans-self` says what the restore guide says.
class SansSelfTest {
  @ParameterizedTest
  @CsvSource({"pds, pds-data, /pds, pds-s3-credentials, pds-backup",
      "knot, knot-data, /home/git, knot-s3-credentials, knot-backup"})
  void namesWhatTheGuideNames(String name, String claim, String mountedAt, String secret, String cronJob) {
    var folder = Overlay.folders().stream().filter(path -> path.endsWith(Path.of("sans-self"))).findFirst();

    var service = ConfigurationReader.read(folder.orElseThrow().resolve("restorebot.yaml")).catalogue()
        .service(new ServiceName(name)).orElseThrow();

    assertThat(service.workload()).isEqualTo(new WorkloadRef(name, "deployment", name));
    assertThat(service.volume().claim()).isEqualTo(claim);
    assertThat(service.volume().mountedAt()).isEqualTo(mountedAt);
    assertThat(service.volume().ownerUser()).isEqualTo(1000);
    assertThat(service.backups().bucket()).isEqualTo("sans-self-net");
    assertThat(service.backups().store().endpoint()).isEqualTo(URI.create("https://nbg1.your-objectstorage.com"));
    assertThat(service.backups().store().region()).isEqualTo("nbg1");
    assertThat(service.backups().credentials()).isEqualTo(new CredentialsRef(secret, "access-key", "secret-key"));
    assertThat(service.backups().cronJobs()).containsExactly(cronJob);
  }
}
