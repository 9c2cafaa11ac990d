package dev.restorebot.bot.crash;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import dev.restorebot.bot.Main;
import dev.restorebot.bot.slack.door.BoltApps;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// Does in one process what programs do that talk to people or to a cluster, so that its classes are those that any of them
/// needs. Nobody has to be there.
public final class Rehearsal {
  private static final String NOBODY = "http://127.0.0.1:1/";

  private Rehearsal() {}

  /// Runs the program.
  public static void main(String... arguments) throws IOException {
    speakWithNobody();
    askNobody();
    var script = Files.writeString(Path.of("script"), """
        alice: /restore pds latest-before 2026-02-25
        bob: [Approve]
        bob: [Replace data]
        """);
    Main.main(new String[]{"sandbox", "--script", script.toString()});
  }

  private static void speakWithNobody() {
    var configuration = new SlackConfig();
    configuration.setMethodsEndpointUrlPrefix(NOBODY);
    var slack = Slack.getInstance(configuration);
    var app = BoltApps.of(slack, "nobody");
    app.command("/restore", (_, context) -> context.ack("heard"));
    try {
      app.run(new SlashCommandRequest("command=%2Frestore&text=help&user_id=U0&channel_id=C0",
          new RequestHeaders(Map.of())));
      slack.methods("nobody").chatPostMessage(request -> request.channel("C0").text("said"));
    } catch (Exception _) {
      // Nobody is there.
    }
  }

  private static void askNobody() {
    try (var client = KubernetesClients.fromKubeconfig("""
        apiVersion: v1
        kind: Config
        clusters: [{ name: nobody, cluster: { server: "%s" } }]
        contexts: [{ name: nobody, context: { cluster: nobody } }]
        current-context: nobody
        """.formatted(NOBODY))) {
      Serialization.unmarshal("{\"spec\":{\"template\":{\"spec\":{\"containers\":[{}]}}}}", Deployment.class);
      Serialization.asJson(new Job());
      new KubernetesCluster(client, JobSettings.DEFAULT, InstantSource.system())
          .workload(new WorkloadRef("pds", "deployment", "pds"));
    } catch (ClusterException _) {
      // Nobody is there.
    }
  }
}
