package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.jspecify.annotations.Nullable;

/// The SSH server in a knot's container, on a fixed port: it has a new host key each time it starts, as in an image that makes
/// its keys when there are none, and lets nobody in. Reachable from this machine only. Thread-safe.
final class KnotSsh {
  /// Quickly made, and of a type that every client knows.
  private static final int CURVE = 256;

  private int port;
  private @Nullable SshServer server;

  /// @param port 0 for any; it stays the same from the first start on
  KnotSsh(int port) {
    this.port = port;
  }

  /// Does nothing if it runs.
  ///
  /// @throws IllegalStateException if the port cannot be had
  synchronized void start() {
    if (server == null) {
      server = Port.take("knot's SSH server", port, this::listening);
      port = server.getPort();
    }
  }

  private SshServer listening() throws IOException, GeneralSecurityException {
    var next = SshServer.setUpDefaultServer();
    next.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    next.setPort(port);
    next.setNioWorkers(1);
    next.setKeyPairProvider(
        KeyPairProvider.wrap(KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, CURVE)));
    next.setUserAuthFactories(List.of());
    next.setSubsystemFactories(List.of());
    next.start();
    return next;
  }

  /// Ends it, and every connection to it. Does nothing if it does not run.
  synchronized void stop() {
    if (server == null) {
      return;
    }
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException("the knot's SSH server does not stop", e);
    } finally {
      server = null;
    }
  }

  /// Where it listens, once started.
  synchronized int port() {
    return port;
  }
}
