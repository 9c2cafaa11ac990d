package dev.restorebot.bot.slack.door;

import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import dev.restorebot.bot.chat.Door;
import dev.restorebot.bot.chat.DoorState;
import dev.restorebot.bot.http.Head;
import dev.restorebot.bot.http.Limits;
import dev.restorebot.bot.http.Site;
import dev.restorebot.bot.http.Site.Decision;
import dev.restorebot.bot.http.Site.Decision.Read;
import dev.restorebot.bot.http.Site.Decision.Refuse;
import dev.restorebot.bot.http.WebServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Slack's requests over HTTP, at `/slack/events`. Nothing unsigned gets to Bolt, and where the head shows that a request
/// cannot be Slack's, its body is not read; to Slack itself every answer is a 200, for anything else would show people an
/// error that does not say what is wrong. Speaks no TLS: an ingress does. Thread-safe.
public final class HttpDoor implements Door {
  /// Slack gives up after three seconds. Behind a proxy all connections have the proxy's address, so there
  /// `ofOneAddress` is what Slack has: enough, since a request of Slack's is whole within milliseconds, and one that is
  /// whole is never ended for the sake of others.
  static final Limits LIMITS = new Limits(96, 64, Duration.ofSeconds(10), 1 << 20);

  private static final String PATH = "/slack/events";
  private static final int OK = 200;
  private static final int NOT_SIGNED = 401;
  private static final int NOT_HERE = 404;
  private static final int NOT_SO = 405;
  private static final int MOST_AT_ONCE = 64;
  private static final int MOST_BYTES_UNSIGNED = 256;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SSL_CHECK = Pattern.compile("(?:.*&)?ssl_check=1(?:&.*)?", Pattern.DOTALL);
  private static final Pattern MORE_THAN_THAT = Pattern.compile("(?:.*&)?(?:command|payload)=.*", Pattern.DOTALL);

  private final WebServer server;
  private final DoorState state;

  private HttpDoor(WebServer server, DoorState state) {
    this.server = server;
    this.state = state;
  }

  /// Listens on `port`, or on one that is free if that is 0.
  ///
  /// @throws IOException if the port cannot be had
  public static HttpDoor open(int port, SignatureCheck check, Reception reception, InstantSource time)
      throws IOException {
    return open(port, LIMITS, check, reception, time);
  }

  /// With other limits.
  static HttpDoor open(int port, Limits limits, SignatureCheck check, Reception reception, InstantSource time)
      throws IOException {
    var site = new Requests(check, reception, new SlackRequestParser(reception.config()));
    var server = WebServer.open("slack-request", port, MOST_AT_ONCE, limits, site);
    return new HttpDoor(server, new DoorState.Open(time.instant()));
  }

  /// Where it listens.
  public int port() {
    return server.port();
  }

  /// How many connections are open.
  int connections() {
    return server.connections();
  }

  @Override
  public DoorState state() {
    return state;
  }

  @Override
  public void close() {
    server.close();
  }

  private record Requests(SignatureCheck check, Reception reception, SlackRequestParser parser) implements Site {
    @Override
    public Decision decide(Head head) {
      if (!head.path().equals(PATH)) {
        return new Refuse(NOT_HERE);
      }
      if (!head.method().equals("POST")) {
        return new Refuse(NOT_SO);
      }
      if (check.mayHold(times(head), signatures(head))) {
        return new Read(body -> signed(head, body));
      }
      return mayBeSslCheck(head) ? new Read(MOST_BYTES_UNSIGNED, Requests::unsigned) : new Refuse(NOT_SIGNED);
    }

    private Site.HttpAnswer signed(Head head, byte[] body) {
      if (!check.holds(times(head), signatures(head), body)) {
        return unsigned(body);
      }
      var text = new String(body, StandardCharsets.UTF_8);
      if (isSslCheck(text)) {
        return Site.HttpAnswer.bare(OK);
      }
      var answer = reception.answer(() -> parser.parse(request(head, Unambiguous.required(text))));
      return new Site.HttpAnswer(OK, answer.contentType(), answer.body(),
          () -> reception.afterwards(answer));
    }

    private static Site.HttpAnswer unsigned(byte[] body) {
      return Site.HttpAnswer.bare(isSslCheck(new String(body, StandardCharsets.UTF_8)) ? OK : NOT_SIGNED);
    }

    /// Slack looks now and then whether the certificate is good; there is nothing in it, and it need not be signed.
    private static boolean isSslCheck(String body) {
      return SSL_CHECK.matcher(body).matches() && !MORE_THAN_THAT.matcher(body).matches();
    }

    /// True of a short form that says its length and does not pretend to be signed.
    private static boolean mayBeSslCheck(Head head) {
      var type = head.header("content-type").stream().findFirst().orElse("").toLowerCase(Locale.ROOT);
      var length = head.header("content-length").stream().filter(text -> DIGITS.matcher(text).matches())
          .mapToLong(Long::parseLong).findFirst().orElse(Long.MAX_VALUE);
      return times(head).isEmpty() && signatures(head).isEmpty()
          && (type.isEmpty() || type.startsWith("application/x-www-form-urlencoded")) && length <= MOST_BYTES_UNSIGNED;
    }

    private static List<String> times(Head head) {
      return head.header("x-slack-request-timestamp");
    }

    private static List<String> signatures(Head head) {
      return head.header("x-slack-signature");
    }

    private static SlackRequestParser.HttpRequest request(Head head, String body) {
      return SlackRequestParser.HttpRequest.builder().requestUri(PATH).queryString(Map.of()).requestBody(body)
          .headers(new RequestHeaders(head.headers())).remoteAddress(head.address()).build();
    }
  }
}
