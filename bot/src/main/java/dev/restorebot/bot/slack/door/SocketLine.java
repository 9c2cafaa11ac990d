package dev.restorebot.bot.slack.door;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/// One socket to Slack, from its dialling to its end; never opened again. Thread-safe.
final class SocketLine extends WebSocketClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Ears ears;
  private final AtomicBoolean heard = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Exception error;

  SocketLine(URI address, Ears ears) {
    super(address, new Draft_6455(), Map.of(), Math.toIntExact(PATIENCE.toMillis()));
    this.ears = ears;
    setDaemon(true);
    setTcpNoDelay(true);
    setConnectionLostTimeout(0); // whose timer is not ours; the door looks for silence itself
  }

  /// True if anything came since this was last asked, were it only a ping.
  boolean heard() {
    return heard.getAndSet(false);
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    heard.set(true);
  }

  @Override
  public void onMessage(String text) {
    heard.set(true);
    ears.said(this, text);
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata ping) {
    heard.set(true);
    super.onWebsocketPing(socket, ping);
  }

  @Override
  public void onWebsocketPong(WebSocket socket, Framedata pong) {
    heard.set(true);
  }

  @Override
  public void onError(Exception e) {
    error = e;
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    closed.countDown();
    var why = error;
    ears.closed(this, why == null
        ? "the socket was closed (code " + code + ")"
        : "the socket broke: " + why.getClass().getSimpleName());
  }

  /// Asks for a sound; false if not even that can be done.
  boolean pinged() {
    try {
      sendPing();
      return true;
    } catch (WebsocketNotConnectedException _) {
      return false;
    }
  }

  /// Lets go at once, in whatever state it is.
  void end() {
    closeConnection(CloseFrame.GOING_AWAY, "");
    var socket = getSocket();
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is gone all the same.
      }
    }
  }

  /// Says goodbye, waits a little for the answer, and lets go.
  void end(Duration patience) {
    close();
    try {
      if (closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  /// Hears what happens on a line. Called on the line's thread; quick.
  interface Ears {
    void said(SocketLine line, String text);

    /// It is gone. Called once.
    ///
    /// @param why for operators
    void closed(SocketLine line, String why);
  }
}
