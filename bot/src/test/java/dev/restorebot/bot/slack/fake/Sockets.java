package dev.restorebot.bot.slack.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import tools.jackson.databind.JsonNode;

/// The side of Socket Mode: greets, sends envelopes to one open socket after the other, and hears acknowledgements.
/// Thread-safe.
final class Sockets extends WebSocketServer {
  private static final Pattern TICKET = Pattern.compile("[?&]ticket=([^&]+)");
  private static final int MOST = 10;
  private static final int STOP_MILLIS = 500;

  private final Watch watch;
  private final Trouble trouble;
  private final List<WebSocket> open = new ArrayList<>();
  private final Set<WebSocket> retiring = new LinkedHashSet<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private Predicate<String> tickets = _ -> false;
  private Listener listener = new Listener() {
    @Override
    public void opened() {}

    @Override
    public void said(JsonNode message) {}

    @Override
    public void broke(String why) {}
  };
  private int opened;
  private int turn;

  /// Hears what comes in; called with the watch held.
  interface Listener {
    void opened();

    void said(JsonNode message);

    void broke(String why);
  }

  Sockets(Watch watch, Trouble trouble) {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2);
    this.watch = watch;
    this.trouble = trouble;
    setReuseAddr(true);
    setTcpNoDelay(true);
    setConnectionLostTimeout(0);
    setDaemon(true);
  }

  void startListening() throws InterruptedException {
    start();
    started.await();
  }

  void serve(Predicate<String> newTickets, Listener newListener) {
    tickets = newTickets;
    listener = newListener;
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(WebSocket socket, Draft draft,
      ClientHandshake request) throws InvalidDataException {
    watch.await(() -> watch.see(() -> !trouble.hanging()), WebServer.LONG);
    var ticket = TICKET.matcher(request.getResourceDescriptor());
    var welcome = watch.make(() -> !trouble.down() && ticket.find() && tickets.test(ticket.group(1)));
    if (!welcome) {
      throw new InvalidDataException(CloseFrame.REFUSE, "no");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    watch.change(() -> {
      if (trouble.linkDisabled()) {
        part(socket, "link_disabled");
        return;
      }
      if (open.size() >= MOST) {
        part(socket, "too_many_websockets");
        return;
      }
      open.add(socket);
      opened++;
      var hello = Json.object().put("type", "hello").put("num_connections", open.size());
      hello.putObject("debug_info").put("host", "applink-fake").put("build_number", 1)
          .put("approximate_connection_time", 18_060);
      hello.putObject("connection_info").put("app_id", "A0RESTORE");
      say(socket, hello.toString());
      listener.opened();
    });
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    watch.change(() -> {
      open.remove(socket);
      retiring.remove(socket);
    });
  }

  @Override
  public void onMessage(WebSocket socket, String message) {
    watch.change(() -> listener.said(Json.parse(message)));
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata ping) {
    if (!watch.see(trouble::hanging)) {
      super.onWebsocketPing(socket, ping);
    }
  }

  @Override
  public void onError(WebSocket socket, Exception error) {
    if (!(error instanceof IOException)) {
      watch.change(() -> listener.broke(error.toString()));
    }
  }

  /// How many are open.
  int open() {
    return open.size();
  }

  /// How many ever were.
  int opened() {
    return opened;
  }

  /// Sends to the next that is open, if there is one.
  boolean send(JsonNode envelope) {
    return next().map(socket -> say(socket, envelope.toString())).orElse(false);
  }

  private static boolean say(WebSocket socket, String message) {
    try {
      socket.send(message);
      return true;
    } catch (WebsocketNotConnectedException _) {
      return false; // closed this moment
    }
  }

  private Optional<WebSocket> next() {
    if (trouble.hanging()) {
      return Optional.empty();
    }
    var usable = open.stream().filter(socket -> socket.isOpen() && !retiring.contains(socket)).toList();
    var candidates = usable.isEmpty() ? open.stream().filter(WebSocket::isOpen).toList() : usable;
    turn++;
    return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(turn % candidates.size()));
  }

  /// Tells all that are open to go; they stay open.
  void announce(String reason) {
    open.forEach(socket -> say(socket, goodbye(reason)));
    retiring.addAll(open);
  }

  /// Closes those that were told to go.
  void closeOld() {
    List.copyOf(retiring).forEach(socket -> apart(() -> socket.close(CloseFrame.NORMAL, "")));
  }

  /// Tells all to go, and closes them.
  void partAll(String reason) {
    List.copyOf(open).forEach(socket -> part(socket, reason));
  }

  private static void part(WebSocket socket, String reason) {
    say(socket, goodbye(reason));
    apart(() -> socket.close(CloseFrame.NORMAL, reason));
  }

  private static String goodbye(String reason) {
    var message = Json.object().put("type", "disconnect").put("reason", reason);
    message.putObject("debug_info").put("host", "applink-fake");
    return message.toString();
  }

  /// Breaks the connections, without a word.
  void drop() {
    List.copyOf(open).forEach(socket -> apart(() -> socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "")));
  }

  /// A socket that closes has a lock of its own, and then asks for the watch: never close one while holding the watch.
  private static void apart(Runnable closing) {
    Thread.ofVirtual().name("fake-slack-closes").start(closing);
  }

  void stopListening() {
    try {
      stop(STOP_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
