package dev.restorebot.bot.crash;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import dev.restorebot.bot.slack.door.BoltApps;
import dev.restorebot.bot.worker.WorkerProcess;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Does in one process what bots and workers do in theirs, so that its classes are those that either needs.
public final class Rehearsal {
  private Rehearsal() {}

  /// Runs the program.
  ///
  /// @param arguments those of a [CrashingBot]
  public static void main(String... arguments) throws IOException, InterruptedException {
    var databases = new TreeMap<>(Map.of("account", "account.sqlite", "sequencer", "sequencer.sqlite"));
    var inspect = new JsonWorkerCodec().write(new Task.Inspect("pds", databases, List.of(), OptionalLong.empty()));
    var volume = Path.of(arguments[0]).resolve("volumes/pds-data").toString();
    WorkerProcess.run("inspect", Map.of(WorkerEnvironment.TASK, inspect, WorkerEnvironment.VOLUME, volume,
        WorkerEnvironment.SCRATCH, "scratch"), System.out);
    speakWithNobody();
    CrashingBot.main(arguments);
  }

  /// Loads what a bot in Slack needs to take something and to say something.
  private static void speakWithNobody() {
    var configuration = new SlackConfig();
    configuration.setMethodsEndpointUrlPrefix("http://127.0.0.1:1/");
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
}
