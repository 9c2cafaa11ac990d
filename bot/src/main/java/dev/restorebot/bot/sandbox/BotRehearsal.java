package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Has a bot serve a service that nobody has, in a cluster that knows nothing, so that the Java it runs on can write down what a bot
/// needs and begin with that the next time. No more than a start: all that is written down stays in memory. Stateless.
public final class BotRehearsal {
  private static final Pattern SERVES = Pattern.compile("restorebot serves .* on port ([0-9]+),.*");
  /// What the bot says when its first drill has come as far as it comes here.
  private static final String DRILLED = "The drill failed";
  private static final String CONFIGURATION =
      """
          services:
            invented:
              kind: knot
              namespace: invented
              workload: deployment/invented
              volume: { claim: invented, owner: "1000:1000", mountedAt: /home/git }
              drills: "* * * * *"
              backups:
                store: invented
                bucket: invented
                credentials: { secret: keys, accessKey: access-key, secretKey: secret-key }
                databases:
                  knotserver: { key: "invented/db/knotserver-{timestamp}.db", file: data/knotserver.db }
                mirrors:
                  repositories: { prefix: "invented/repositories/", folder: repositories }
                schedule: "30 2 * * *"
              knot: { url: "http://127.0.0.1:1", hostname: invented.example, ssh: "127.0.0.1:1", internalPort: 1, container: knot }
          stores:
            invented: { endpoint: "http://127.0.0.1:1", region: us-east-1, pathStyle: true }
          worker: { image: "invented" }
          approvals:
            requesters: ["local:invented"]
            approvers: ["local:invented"]
          """;
  private static final int ENDED_BY_TERM = 128 + 15;
  private static final int FAILED = 1;
  private static final long MINUTES_TO_WRITE = 2;

  private BotRehearsal() {}

  /// Runs `command`, which starts a bot, and ends it when its first drill has failed. Everything that it is given is gone afterwards.
  /// Blocks until it has ended; what it prints goes where this process prints.
  ///
  /// @return 0 if it served, else 1
  /// @throws IOException if there is no such program, or no place for the files
  public static int run(List<String> command) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("rehearsal");
    try (var cluster = new InventedCluster(folder)) {
      var configuration = Files.writeString(folder.resolve("restorebot.yaml"), CONFIGURATION);
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
      builder.environment().put("RESTOREBOT_CONFIG", configuration.toString());
      builder.environment().put("RESTOREBOT_STATE", folder.resolve("state").toString());
      builder.environment().put("RESTOREBOT_SOCKET", folder.resolve("restorebot.sock").toString());
      return watch(builder.start());
    } finally {
      StateFile.deleteTree(folder);
    }
  }

  private static int watch(Process bot) throws IOException, InterruptedException {
    var served = false;
    try (var lines = bot.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        var serves = SERVES.matcher(line);
        if (serves.matches()) {
          probe(Integer.parseInt(serves.group(1)));
          served = true;
        }
        if (line.contains(DRILLED)) {
          bot.toHandle().destroy(); // which leaves its output to be read
        }
      }
      return bot.waitFor(MINUTES_TO_WRITE, TimeUnit.MINUTES) && bot.exitValue() == ENDED_BY_TERM && served ? 0 : FAILED;
    } finally {
      bot.destroyForcibly();
    }
  }

  private static void probe(int port) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      for (var path : List.of("/livez", "/readyz")) {
        client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.discarding());
      }
    }
  }
}
