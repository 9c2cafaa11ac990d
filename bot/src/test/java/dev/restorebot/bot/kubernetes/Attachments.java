package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// What is attached to the standard inputs of containers: over WebSockets, in the protocol `v4.channel.k8s.io`, where each message begins
/// with its channel, 0 for standard input. Closing one does not close the input: others may come. Thread-safe.
final class Attachments {
  static final String PROTOCOL = "v4.channel.k8s.io";
  private static final byte STDIN = 0;

  private final Function<String, Optional<OutputStream>> inputs;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// @param inputs the standard input of the container of a pod, by the pod's namespace and name with a slash between; empty if it has none
  Attachments(Function<String, Optional<OutputStream>> inputs) {
    this.inputs = inputs;
  }

  /// The pods that something was attached to, in order.
  List<String> asked() {
    return List.copyOf(asked);
  }

  /// Attaches something.
  ///
  /// @param path `/attach/NAMESPACE/POD/CONTAINER`
  /// @return null if there is nothing to attach to
  @Nullable
  FrameHandler open(String path) {
    var parts = path.split("/", -1);
    var pod = parts[2] + "/" + parts[3];
    asked.add(pod);
    return inputs.apply(pod).map(Attachment::new).orElse(null);
  }

  private static final class Attachment implements FrameHandler {
    private final OutputStream input;
    private @Nullable CoreSession session;

    private Attachment(OutputStream input) {
      this.input = input;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      callback.succeeded();
      opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      var payload = frame.getPayload();
      try {
        if (frame.getOpCode() == OpCode.BINARY && payload.remaining() > 1 && payload.get() == STDIN) {
          var bytes = new byte[payload.remaining()];
          payload.get(bytes);
          input.write(bytes);
          input.flush();
        }
        callback.succeeded();
      } catch (IOException e) {
        callback.failed(e);
      }
      if (frame.getOpCode() != OpCode.CLOSE) {
        Objects.requireNonNull(session).demand();
      }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
