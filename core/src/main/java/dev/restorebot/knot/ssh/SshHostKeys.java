package dev.restorebot.knot.ssh;

import dev.restorebot.knot.HostKeys;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;
import org.jspecify.annotations.Nullable;

/// Reads host keys from SSH servers, with one connection for each type of key.
public final class SshHostKeys implements HostKeys {
  /// A server that takes longer for one connection hangs.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Duration patience;

  /// Waits five seconds for each connection.
  public SshHostKeys() {
    this(PATIENCE);
  }

  SshHostKeys(Duration patience) {
    this.patience = patience;
  }

  @Override
  public List<String> fingerprints(String host, int port) throws IOException {
    try {
      return read(host, port).entrySet().stream().map(key -> key.getValue() + " (" + key.getKey() + ")").toList();
    } catch (IOException e) {
      throw new IOException("could not read the host keys of " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /// The fingerprint of each type of key. The first connection shows the first of them, and says which others there are.
  private Map<KeyType, String> read(String host, int port) throws IOException {
    var keys = new EnumMap<KeyType, String>(KeyType.class);
    var first = show(host, port, EnumSet.allOf(KeyType.class));
    for (var type : KeyType.values()) {
      if (type.isAmong(first.offered())) {
        keys.put(type, (keys.isEmpty() ? first : show(host, port, Set.of(type))).fingerprint());
      }
    }
    return keys;
  }

  private Shown show(String host, int port, Collection<KeyType> types) throws IOException {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("there is no host of that name");
    }
    var handshake = new Handshake();
    try (var client = handshake.client(types)) {
      client.start();
      client.connect("nobody", address).verify(patience);
      return handshake.shown().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("it has not shown a key within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException | SshException e) {
      throw new IOException(reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// What those below said; what is said above it names classes.
  private static @Nullable String reason(Throwable failure) {
    if (failure.getCause() != null) {
      return reason(failure.getCause());
    }
    // A server that hangs up is heard of by what was still to be written to it or read from it, by its goodbye, or, if it is quick,
    // by the session that is gone before anybody has it.
    var hungUp = failure.getClass() == IOException.class || failure.getClass() == SocketException.class
        || failure instanceof MissingAttachedSessionException;
    return hungUp ? Handshake.CLOSED : failure.getMessage();
  }
}
