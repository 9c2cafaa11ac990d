package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.EventStream.Signal;
import dev.restorebot.bot.sandbox.LocalServer.LocalAnswer;
import dev.restorebot.bot.sandbox.LocalServer.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A relay that follows one PDS and remembers how far it came. It never goes back: a cursor above the last event of the
/// PDS makes it idle until somebody asks for a crawl, and asking does not lower the cursor. What it knows is kept in a
/// file. Thread-safe.
///
/// A real relay holds a connection open; this one catches up whenever it is asked how it stands.
public final class RelayStandIn {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Path file;
  private final URI pds;
  private final LocalServer server;
  private State state;
  private boolean deaf;
  private boolean forgetful;
  private final Slowness slowness = new Slowness();

  /// @param port 0 for any
  RelayStandIn(Path file, URI pds, int port) {
    this.file = file;
    this.pds = pds;
    this.server = new LocalServer("relay", port, this::answer);
    this.state = StateFile.read(file).map(text -> Json.read(text, State.class))
        .orElse(new State(PdsHistory.LAST, "active", Map.of()));
  }

  /// What the relay remembers of the PDS.
  ///
  /// @param seq the last number it saw
  /// @param accounts the states of those accounts that are not active, by DID
  record State(long seq, String status, Map<String, String> accounts) {
    /// @param accounts null where an earlier version wrote it down
    State(long seq, String status, @Nullable Map<String, String> accounts) {
      this.seq = seq;
      this.status = status;
      this.accounts = accounts == null ? Map.of() : new TreeMap<>(accounts);
    }

    State with(long next, String standing) {
      return new State(next, standing, accounts);
    }

    /// After one more event.
    State heard(EventFrame event) {
      var after = new TreeMap<>(accounts);
      if (event.is("#account")) {
        if (event.text("status").isEmpty()) {
          after.remove(event.text("did"));
        } else {
          after.put(event.text("did"), event.text("status"));
        }
      }
      return new State(Math.max(seq, Long.parseLong(event.text("seq"))), status, after);
    }
  }

  private sealed interface Stream {
    record Events(List<EventFrame> all) implements Stream {}

    record FutureCursor() implements Stream {}

    record Unreachable() implements Stream {}
  }

  void start() {
    server.start();
  }

  void stop() {
    server.stop();
  }

  /// Where it answers, once started.
  public URI url() {
    return server.url();
  }

  /// How slow it is.
  Slowness slowness() {
    return slowness;
  }

  /// It takes that status, with its cursor as it is.
  synchronized void become(String status) {
    forgetful = false;
    save(state.with(state.seq(), status));
  }

  /// It has heard from the PDS in which state an account is.
  synchronized void hear(String did, String status) {
    var accounts = new TreeMap<>(state.accounts());
    accounts.put(did, status);
    save(new State(state.seq(), state.status(), accounts));
  }

  /// It knows the PDS no more.
  synchronized void forget() {
    forgetful = true;
  }

  /// From now on it says that it took note, and does nothing.
  public synchronized void turnDeaf() {
    deaf = true;
  }

  /// From now on it does again what it says.
  public synchronized void hearAgain() {
    deaf = false;
  }

  private LocalAnswer answer(Request request) {
    slowness.await();
    return answered(request);
  }

  private synchronized LocalAnswer answered(Request request) {
    return switch (request.path()) {
      case "/xrpc/com.atproto.sync.getHostStatus" -> hostStatus(request.parameter("hostname").orElse(""));
      case "/xrpc/com.atproto.sync.getRepoStatus" -> repoStatus(request.parameter("did").orElse(""));
      case "/xrpc/com.atproto.sync.requestCrawl" ->
        requestCrawl(Json.read(request.body()).path("hostname").asString(""));
      default -> Json.answer(404, "error", "NotFound", "message", "not found");
    };
  }

  private LocalAnswer hostStatus(String hostname) {
    if (forgetful || !hostname.equals(PdsStandIn.HOSTNAME)) {
      return Json.answer(404, "error", "HostNotFound", "message", "host not found");
    }
    if (state.status().equals("active") && !deaf) {
      follow();
    }
    return Json.answer(200, "hostname", hostname, "seq", state.seq(), "accountCount", PdsHistory.ACCOUNTS.size(),
        "status",
        state.status());
  }

  private LocalAnswer repoStatus(String did) {
    if (PdsHistory.ACCOUNTS.stream().noneMatch(account -> account.did().equals(did))) {
      return Json.answer(404, "error", "RepoNotFound", "message", "account not found");
    }
    var status = state.accounts().get(did);
    return status == null
        ? Json.answer(200, "did", did, "active", true)
        : Json.answer(200, "did", did, "active", false, "status", status);
  }

  /// Takes note, whatever comes of it.
  private LocalAnswer requestCrawl(String hostname) {
    if (!hostname.equals(PdsStandIn.HOSTNAME)) {
      return Json.answer(400, "error", "HostNotFound", "message", "host server unreachable: no such host");
    }
    if (!deaf) {
      take(read());
    }
    return new LocalAnswer(200, "");
  }

  private void take(Stream stream) {
    switch (stream) {
      case Stream.Events(var all) ->
        save(all.stream().reduce(state.with(state.seq(), "active"), State::heard, (_, last) -> last));
      case Stream.FutureCursor _ -> save(state.with(state.seq(), "idle"));
      case Stream.Unreachable _ -> save(state.with(state.seq(), "offline"));
    }
  }

  /// What its open connection would have brought meanwhile. A PDS that is down for a while is still dialled.
  private void follow() {
    var stream = read();
    if (!(stream instanceof Stream.Unreachable)) {
      take(stream);
    }
  }

  private Stream read() {
    var cursor = state.seq() > 0 ? "?cursor=" + state.seq() : "";
    try {
      // The stand-in answers a ping when it has told everything.
      return stream(EventStream.hear(client, pds, cursor, PATIENCE, signal -> signal instanceof Signal.Pong));
    } catch (IOException _) {
      return new Stream.Unreachable();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Stream.Unreachable();
    }
  }

  private static Stream stream(List<Signal> heard) {
    var frames = new ArrayList<EventFrame>();
    for (var signal : heard) {
      switch (signal) {
        case Signal.Told(var frame) when frame.isError() -> {
          return frame.text("error").equals("FutureCursor") ? new Stream.FutureCursor() : new Stream.Unreachable();
        }
        case Signal.Told(var frame) -> frames.add(frame);
        case Signal.Closed _ -> {
          return new Stream.Unreachable();
        }
        case Signal.Pong _ -> {
          return new Stream.Events(frames);
        }
      }
    }
    return new Stream.Unreachable();
  }

  private void save(State next) {
    if (!next.equals(state)) {
      StateFile.write(file, Json.write(next));
      state = next;
    }
  }
}
