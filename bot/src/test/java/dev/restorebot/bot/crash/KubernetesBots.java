package dev.restorebot.bot.crash;

import dev.restorebot.bot.kubernetes.KubernetesWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Bots that restore the service of a [KubernetesWorld], as processes that are started one after the other in one folder.
public record KubernetesBots(Path home, KubernetesWorld world) {
  /// Those of `world`, in the folder `home`.
  public static KubernetesBots in(Path home, KubernetesWorld world) throws IOException {
    var configuration = world.sandbox().configuration();
    world.grant();
    Files.copy(configuration, home.resolve("restorebot.yaml"));
    Files.writeString(home.resolve("kubeconfig"), world.account().kubeconfig());
    Files.createDirectories(home.resolve("scratch"));
    return new KubernetesBots(home, world);
  }

  /// Runs one until it has restored or suffers `blow`.
  ///
  /// @return its exit status
  public int run(Blow blow) throws IOException, InterruptedException {
    var words = new ArrayList<>(Worlds.java().command(KubernetesBot.class));
    words.addAll(List.of(home.toString(), world.sandbox().clock().instant().toString(), blow.toString()));
    var bots = new BotProcesses(home);
    return bots.end(bots.start(words, Map.of()));
  }

  /// What they have written so far.
  public String said() throws IOException {
    return new BotProcesses(home).said();
  }
}
