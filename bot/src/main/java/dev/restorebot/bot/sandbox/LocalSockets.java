package dev.restorebot.bot.sandbox;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// The open websockets of a server. Over each it tells what there is to tell, and reads only then what the other side sends: whoever
/// has sent a ping has heard everything when it is answered. Thread-safe.
final class LocalSockets {
  private final ExecutorService threads;
  private final Set<CoreSession> open = ConcurrentHashMap.newKeySet();

  /// @param threads those that tell
  LocalSockets(ExecutorService threads) {
    this.threads = threads;
  }

  /// A websocket that is about to be opened.
  FrameHandler opening(Supplier<Telling> telling) {
    return new Socket(telling);
  }

  /// Breaks all of them.
  void abort() {
    open.forEach(CoreSession::abort);
  }

  private final class Socket implements FrameHandler {
    private final Supplier<Telling> telling;
    private @Nullable CoreSession session;

    private Socket(Supplier<Telling> telling) {
      this.telling = telling;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      open.add(opened);
      callback.succeeded();
      try {
        threads.execute(() -> tell(opened));
      } catch (RejectedExecutionException _) {
        opened.abort();
      }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      var here = Objects.requireNonNull(session);
      switch (frame.getOpCode()) {
        case OpCode.PING -> here.sendFrame(new Frame(OpCode.PONG, frame.getPayload()), Callback.from(() -> {
          callback.succeeded();
          here.demand();
        }, callback::failed), false);
        case OpCode.CLOSE -> callback.succeeded(); // it is answered by itself
        default -> {
          callback.succeeded();
          here.demand();
        }
      }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      open.remove(session);
      callback.succeeded();
    }

    private void tell(CoreSession to) {
      try {
        var told = telling.get();
        for (var message : told.messages()) {
          var sent = new Callback.Completable();
          to.sendFrame(new Frame(OpCode.BINARY, ByteBuffer.wrap(message)), sent, false);
          sent.join();
        }
        if (told instanceof Telling.Closing(_, var code, var reason)) {
          to.close(code, reason, Callback.NOOP);
        }
        to.demand();
      } catch (RuntimeException _) {
        to.abort(); // the other side is gone, or there is nothing to tell
      }
    }
  }
}
