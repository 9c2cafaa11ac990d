package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.Protocol;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.java_websocket.server.WebSocketServer;

/// The endpoint of a kubelet, where the API server has ports of pods forwarded: over WebSockets, in the protocol
/// `v4.channel.k8s.io` with one port. Each message begins with its channel, 0 for what the program says and 1 for an error; the
/// first message of each is the port's number. Thread-safe.
final class PortForwards extends WebSocketServer {
  private static final byte DATA = 0;
  private static final byte ERROR = 1;
  private static final int STOP_MILLIS = 500;
  private static final int BUFFER = 4096;

  private final int program;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<WebSocket, Socket> open = new ConcurrentHashMap<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Bell bell = new Bell();

  /// @param program the port of this machine at which the program in every pod listens, whatever port is asked for
  PortForwards(int program) throws InterruptedException {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1,
        List.of(new Draft_6455(List.of(), List.of(new Protocol("v4.channel.k8s.io")))));
    this.program = program;
    setWebSocketFactory(new DefaultSSLWebSocketServerFactory(ServerKey.context()));
    setConnectionLostTimeout(0);
    setDaemon(true);
    start();
    started.await();
  }

  /// What the API server has asked for: `/portForward/NAMESPACE/POD?port=PORT`.
  List<String> asked() {
    return List.copyOf(asked);
  }

  /// How many are forwarded now.
  Map<WebSocket, Socket> open() {
    return open;
  }

  /// Rings when one is opened or closed.
  Bell bell() {
    return bell;
  }

  @Override
  public void onStart() {
    started.countDown();
  }

  @Override
  public void onOpen(WebSocket forward, ClientHandshake handshake) {
    asked.add(handshake.getResourceDescriptor());
    var port = Short.parseShort(handshake.getResourceDescriptor().replaceAll(".*port=", ""));
    for (var channel : new byte[]{DATA, ERROR}) {
      forward.send(ByteBuffer.allocate(3).order(ByteOrder.LITTLE_ENDIAN).put(channel).putShort(port).flip());
    }
    try {
      var socket = new Socket(InetAddress.getLoopbackAddress(), program);
      open.put(forward, socket);
      bell.ring();
      Thread.ofVirtual().start(() -> pump(socket, forward));
    } catch (IOException e) {
      forward.send(message(ERROR, ("error forwarding port " + port + " to the pod: " + e.getMessage())
          .getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void pump(Socket socket, WebSocket forward) {
    var buffer = new byte[BUFFER];
    try {
      var input = socket.getInputStream();
      for (var count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        forward.send(message(DATA, Arrays.copyOf(buffer, count)));
      }
      forward.close();
    } catch (IOException | WebsocketNotConnectedException _) {
      forward.close();
    }
  }

  private static ByteBuffer message(byte channel, byte[] bytes) {
    return ByteBuffer.allocate(1 + bytes.length).put(channel).put(bytes).flip();
  }

  @Override
  public void onMessage(WebSocket forward, ByteBuffer message) {
    try {
      message.get(); // the channel, which is DATA
      var bytes = new byte[message.remaining()];
      message.get(bytes);
      var socket = open.get(forward);
      if (socket != null) {
        socket.getOutputStream().write(bytes);
      }
    } catch (IOException _) {
      forward.close();
    }
  }

  @Override
  public void onMessage(WebSocket forward, String message) {
    throw new AssertionError("a message of text: " + message);
  }

  @Override
  public void onClose(WebSocket forward, int code, String reason, boolean remote) {
    var socket = open.remove(forward);
    bell.ring();
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is gone.
      }
    }
  }

  @Override
  public void onError(WebSocket forward, Exception failure) {
    // The connection is closed, and that is heard of.
  }

  /// Ends all of it.
  void end() throws InterruptedException {
    stop(STOP_MILLIS);
  }
}
