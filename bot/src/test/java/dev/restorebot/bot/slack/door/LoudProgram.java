package dev.restorebot.bot.slack.door;

import com.slack.api.Slack;
import dev.restorebot.sqlite.SqliteInbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/// A program that hears all kinds of things from Slack, each with a mark in it, and logs as it was told to.
final class LoudProgram {
  static final String MARK = "do-not-log-this";

  private static final InstantSource TIME = InstantSource.system();
  private static final SigningSecret SECRET = new SigningSecret("0123456789abcdef".toCharArray());
  private static final List<String> BODIES = List.of("command=%2Frestore&text=" + MARK + "&response_url=" + MARK,
      "command=%2Funknown&text=" + MARK + "&response_url=" + MARK, "payload=%7B%22" + MARK, "text=" + MARK,
      "{\"type\":\"news\",\"token\":\"" + MARK + "\"}", "{\"type\":\"event_callback\",\"token\":\"" + MARK + "\"}");

  private LoudProgram() {}

  /// Opens a door, knocks, and ends.
  ///
  /// @param arguments a file to open an inbox in, whose opening is logged too
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SqliteInbox.open(Path.of(arguments[0]), TIME).close();
    var app = BoltApps.of(Slack.getInstance(), "xoxb-" + MARK);
    app.command("/restore", (_, context) -> context.ack("taken"));
    var reception = new Reception(app, _ -> {
    });
    try (var door = HttpDoor.open(0, new SignatureCheck(SECRET, TIME), reception, TIME);
        var client = HttpClient.newHttpClient()) {
      for (var body : BODIES) {
        for (var signed : List.of(body, body + " ")) {
          var status = client.send(request(door.port(), body, signed), BodyHandlers.discarding()).statusCode();
          if (status != (signed.equals(body) ? 200 : 401)) {
            throw new IllegalStateException("answered " + status);
          }
        }
      }
    }
    System.out.println("every request is answered");
  }

  private static HttpRequest request(int port, String body, String signed) {
    var at = Long.toString(TIME.instant().getEpochSecond());
    var signature = SECRET.mac().doFinal(("v0:" + at + ":" + signed).getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/slack/events"))
        .POST(BodyPublishers.ofString(body)).header("X-Slack-Request-Timestamp", at)
        .header("X-Slack-Signature", "v0=" + HexFormat.of().formatHex(signature)).build();
  }
}
