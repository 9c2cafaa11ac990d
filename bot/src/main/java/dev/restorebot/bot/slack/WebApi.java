package dev.restorebot.bot.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.restorebot.commands.thread.Messages.Written;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slack's Web API, one attempt at a time: what comes of a call is an answer, never an exception of the network. Blocks;
/// thread-safe.
final class WebApi {
  private static final int TOO_MANY = 429;
  private static final Duration WHERE_NOTHING_IS_SAID = Duration.ofSeconds(30);

  private final Slack slack;
  private final MethodsClient methods;

  WebApi(Slack slack, String botToken) {
    this.slack = slack;
    this.methods = slack.methods(botToken);
  }

  /// A client of the API at `endpoint`. It gives up on a server that hangs and, since a message would then be there twice,
  /// sends nothing again by itself when a connection breaks.
  static Slack client(String endpoint) {
    var configuration = configuration(endpoint);
    var http = SlackHttpClient.buildOkHttpClient(configuration).newBuilder().retryOnConnectionFailure(false).build();
    return Slack.getInstance(configuration, new SlackHttpClient(http));
  }

  private static SlackConfig configuration(String endpoint) {
    var configuration = new SlackConfig();
    configuration.setMethodsEndpointUrlPrefix(endpoint);
    // For its own statistics, which nobody reads, it would ask Slack who it is with every new token, and complain in the log.
    configuration.setStatsEnabled(false);
    configuration.setHttpClientReadTimeoutMillis((int) Duration.ofSeconds(10).toMillis());
    configuration.setHttpClientWriteTimeoutMillis((int) Duration.ofSeconds(10).toMillis());
    configuration.setHttpClientCallTimeoutMillis((int) Duration.ofSeconds(20).toMillis());
    return configuration;
  }

  /// The client behind it.
  Slack slack() {
    return slack;
  }

  /// One call to the Web API.
  interface Call<T extends SlackApiTextResponse> {
    T on(MethodsClient methods) throws IOException, SlackApiException;
  }

  /// What came of a call.
  sealed interface Outcome<T> {
    /// It was done.
    record Done<T>(T response) implements Outcome<T> {}

    /// Slack said no.
    ///
    /// @param error Slack's word for why
    /// @param needed the scope that the token lacks, where that is why
    record Refused<T>(String error, Optional<String> needed) implements Outcome<T> {
      /// Why, for people.
      String why() {
        return error + needed.map(scope -> " (the app lacks the scope " + scope + ")").orElse("");
      }
    }

    /// Slack wants fewer calls, or did not answer.
    record Away<T>(Written.Later later) implements Outcome<T> {}
  }

  <T extends SlackApiTextResponse> Outcome<T> call(Call<T> call) {
    try {
      var response = call.on(methods);
      return response.isOk()
          ? new Outcome.Done<>(response)
          : refused(String.valueOf(response.getError()), Optional.ofNullable(response.getNeeded()));
    } catch (SlackApiException e) {
      return new Outcome.Away<>(later(e));
    } catch (IOException e) {
      return new Outcome.Away<>(new Written.Later(Optional.empty(), "Slack did not answer: " + e.getMessage()));
    }
  }

  private static <T> Outcome<T> refused(String error, Optional<String> needed) {
    return switch (error) {
      case "ratelimited", "rate_limited" -> new Outcome.Away<>(
          new Written.Later(Optional.of(WHERE_NOTHING_IS_SAID), "Slack wants fewer messages"));
      case "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org" ->
        new Outcome.Away<>(new Written.Later(Optional.empty(), "Slack has trouble of its own: " + error));
      default -> new Outcome.Refused<>(error, needed);
    };
  }

  private static Written.Later later(SlackApiException e) {
    if (e.getResponse().code() != TOO_MANY) {
      return new Written.Later(Optional.empty(), "Slack answered with HTTP status " + e.getResponse().code());
    }
    return new Written.Later(Optional.of(retryAfter(e.getResponse().header("Retry-After"))),
        "Slack wants fewer messages");
  }

  private static Duration retryAfter(@Nullable String header) {
    return Optional.ofNullable(header).filter(text -> text.matches("\\d{1,5}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(WHERE_NOTHING_IS_SAID);
  }
}
