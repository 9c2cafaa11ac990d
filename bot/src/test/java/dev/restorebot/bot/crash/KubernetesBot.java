package dev.restorebot.bot.crash;

import dev.restorebot.audit.Keyring;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.kind.DirectReader;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.kubernetes.KubernetesInside;
import dev.restorebot.kubernetes.KubernetesSymptoms;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.sqlite.SqliteDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// A bot in a process of its own that restores a service in a cluster, and is killed when it was told to be. Everything else
/// outlives it.
public final class KubernetesBot {
  private KubernetesBot() {}

  /// Runs the program.
  ///
  /// @param arguments a folder with `restorebot.yaml` and `kubeconfig`, where the journal is kept too; what time it is; and the
  ///        [Blow]
  public static void main(String... arguments) throws IOException, InterruptedException {
    var folder = Path.of(arguments[0]);
    var time = InstantSource.fixed(Instant.parse(arguments[1]));
    var blow = Blow.parse(arguments[2]);
    var configuration = ConfigurationReader.read(folder.resolve("restorebot.yaml"));
    try (var client = KubernetesClients.fromKubeconfig(Files.readString(folder.resolve("kubeconfig")))) {
      var cluster = new KubernetesCluster(client, JobSettings.DEFAULT.with("restorebot"), InstantSource.system());
      // Nothing that it would wait for takes time in this world.
      var place =
          new Place(folder.resolve("restorebot.db"), folder.resolve("snapshots"),
              new DirectReader(new SqliteDatabases()), cluster,
              new KubernetesInside(client), new KubernetesSymptoms(client), Limits.DEFAULT, JobSettings.DEFAULT, _ -> {
              }, time, () -> new RunId("r-crash0"), Keyring.NONE);
      try (var bot = Wiring.bot(place, configuration, new CrashingBot.Quiet(), Watcher.NONE,
          journal -> new FatalJournal(journal, blow))) {
        bot.engine().recover();
        bot.engine().awaitRest();
        new People(bot, Goal.RESTORE).pursue();
      }
    }
    System.exit(CrashingBot.REACHED);
  }
}
