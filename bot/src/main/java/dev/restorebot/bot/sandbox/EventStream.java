package dev.restorebot.bot.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a PDS tells over the websocket `com.atproto.sync.subscribeRepos`, as one connection brings it. Confined to the thread of that
/// connection.
final class EventStream implements WebSocket.Listener {
  private final Predicate<Signal> last;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final List<Signal> heard = new ArrayList<>();
  private final CompletableFuture<List<Signal>> whole = new CompletableFuture<>();

  private EventStream(Predicate<Signal> last) {
    this.last = last;
  }

  /// What comes over the connection.
  sealed interface Signal {
    /// A message.
    record Told(EventFrame frame) implements Signal {}

    /// The answer to a ping.
    record Pong() implements Signal {}

    /// Nothing comes any more.
    record Closed(int code, String reason) implements Signal {}
  }

  /// Connects, sends a ping, and returns what came up to that for which `last` holds, or the end of the connection. Blocks.
  ///
  /// @param query with its question mark, or empty
  /// @param patience how long to wait for the connection, and then for the last of it
  /// @throws IOException if there is no connection, it breaks, or the last of it does not come
  static List<Signal> hear(HttpClient client, URI pds, String query, Duration patience, Predicate<Signal> last)
      throws IOException, InterruptedException {
    var stream = new EventStream(last);
    var url = URI.create(
        pds.toString().replaceFirst("^http", "ws") + "/xrpc/com.atproto.sync.subscribeRepos" + query);
    var socket = await(client.newWebSocketBuilder().connectTimeout(patience).buildAsync(url, stream), patience);
    try {
      // It fails where the connection ends meanwhile, which is heard.
      var _ = socket.sendPing(ByteBuffer.allocate(0));
      return await(stream.whole, patience);
    } finally {
      socket.abort();
    }
  }

  private static <T> T await(Future<T> future, Duration patience) throws IOException, InterruptedException {
    try {
      return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException("the connection broke", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("nothing comes any more", e);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean end) {
    var bytes = new byte[data.remaining()];
    data.get(bytes);
    message.writeBytes(bytes);
    if (end) {
      hear(new Signal.Told(EventFrame.read(message.toByteArray())));
      message.reset();
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
    hear(new Signal.Pong());
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    hear(new Signal.Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable cause) {
    whole.completeExceptionally(cause);
  }

  private void hear(Signal signal) {
    if (whole.isDone()) {
      return;
    }
    heard.add(signal);
    if (signal instanceof Signal.Closed || last.test(signal)) {
      whole.complete(List.copyOf(heard));
    }
  }
}
