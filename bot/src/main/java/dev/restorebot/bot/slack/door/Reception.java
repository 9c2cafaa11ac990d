package dev.restorebot.bot.slack.door;

import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Hands what came in to Bolt and has an answer for Slack whatever Bolt does. Thread-safe.
public final class Reception {
  private static final Logger LOG = System.getLogger(Reception.class.getName());
  private static final int OK = 200;
  private static final String SORRY = """
      {"response_type":"ephemeral","text":"The bot could not take this command. Its log says why."}""";

  private final App app;
  private final NotTaken notTaken;

  /// @param app with its handlers; they are quick, for their answer is the acknowledgement
  public Reception(App app, NotTaken notTaken) {
    this.app = app;
    this.notTaken = notTaken;
  }

  /// Gets the app ready, which may take Slack; may be called again.
  void start() {
    app.start();
  }

  AppConfig config() {
    return app.config();
  }

  /// What to say to the request that `parsed` makes. Never throws.
  Acknowledged answer(Callable<@Nullable Request<?>> parsed) {
    Request<?> request = null;
    var acknowledgement = new Acknowledgement();
    try {
      request = parsed.call();
      if (request == null) {
        LOG.log(Level.WARNING, "Slack sent something of a kind that is not known here; it was acknowledged only");
        return Acknowledged.taken("", "", acknowledgement);
      }
      var handled = request;
      return answered(handled, acknowledgement.of(() -> app.run(handled)), acknowledgement);
    } catch (Throwable e) { // whatever it is, somebody waits for the acknowledgement
      LOG.log(Level.ERROR, "something that Slack sent could not be handled; it was acknowledged, and is lost", e);
      return Acknowledged.of(request, acknowledgement);
    }
  }

  private static Acknowledged answered(Request<?> request, @Nullable Response response,
      Acknowledgement acknowledgement) {
    if (response == null || response.getStatusCode() != OK) {
      LOG.log(Level.WARNING, "Bolt has no answer to a request of type {0} ({1}); it was acknowledged, and is lost",
          request.getRequestType(), response == null ? "none" : response.getStatusCode());
      return Acknowledged.of(request, acknowledgement);
    }
    var body = response.getBody();
    return Acknowledged.taken(response.getContentType(), body == null ? "" : body, acknowledgement);
  }

  /// Lets what waits for the acknowledgement go on, and tells the person if `answer` is that nothing was taken; to be called when it is
  /// sent, or could not be. Never throws.
  void afterwards(Acknowledged answer) {
    answer.acknowledgement().sent();
    var request = answer.lost();
    if (request == null) {
      return;
    }
    try {
      notTaken.tell(request);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "nobody could be told that something was not taken", e);
    }
  }

  /// What Slack gets.
  ///
  /// @param body empty for a bare acknowledgement
  /// @param acknowledgement told when it was sent
  /// @param lost what was not taken, if that is so
  record Acknowledged(String contentType, String body, Acknowledgement acknowledgement, @Nullable Request<?> lost) {
    private static final String JSON = "application/json; charset=utf-8";

    static Acknowledged taken(String contentType, String body, Acknowledgement acknowledgement) {
      return new Acknowledged(contentType, body, acknowledgement, null);
    }

    static Acknowledged of(@Nullable Request<?> lost, Acknowledgement acknowledgement) {
      var command = lost != null && lost.getRequestType() == RequestType.Command;
      return command
          ? new Acknowledged(JSON, SORRY, acknowledgement, lost)
          : new Acknowledged("", "", acknowledgement, lost);
    }

    boolean json() {
      return contentType.startsWith("application/json");
    }
  }
}
