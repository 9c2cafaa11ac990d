package dev.restorebot.knot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.io.PathUtils;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against an SSH server in this process.
class SshHostKeysTest {
  private static final String HERE = "127.0.0.1";
  private static final KeyPair RSA = pair(KeyPairProvider.SSH_RSA, 2048);
  private static final KeyPair ECDSA = pair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
  private static final KeyPair ED25519 = pair(KeyPairProvider.SSH_ED25519, 256);

  private final SshHostKeys keys = new SshHostKeys(Duration.ofSeconds(30));
  private final Queue<SessionListener.Event> events = new ConcurrentLinkedQueue<>();

  @Test
  void readsTheKeyOfEachType() throws IOException {
    try (var server = serve(RSA, ECDSA, ED25519)) {
      assertThat(keys.fingerprints(HERE, server.getPort())).containsExactly(fingerprint(ED25519) + " (ED25519)",
          fingerprint(ECDSA) + " (ECDSA)", fingerprint(RSA) + " (RSA)");
    }
  }

  @Test
  void readsTheKeysThatThereAreWithoutLoggingIn() throws IOException {
    try (var server = serve(RSA)) {
      assertThat(keys.fingerprints(HERE, server.getPort())).containsExactly(fingerprint(RSA) + " (RSA)");
    }
    assertThat(events).doesNotContain(SessionListener.Event.KeyEstablished, SessionListener.Event.Authenticated);
  }

  @Test
  void readsNothingOfTheAccountThatItRunsAs(@TempDir Path home) throws IOException {
    Files.writeString(Files.createDirectory(home.resolve(".ssh")).resolve("config"), "Host *\n  Port 1\n");
    PathUtils.setUserHomeFolderResolver(() -> home);
    try (var server = serve(ECDSA)) {
      assertThat(keys.fingerprints(HERE, server.getPort())).containsExactly(fingerprint(ECDSA) + " (ECDSA)");
    } finally {
      PathUtils.setUserHomeFolderResolver(null);
    }
  }

  @Test
  void saysThatNobodyIsThere() throws IOException {
    int port;
    try (var socket = listen()) {
      port = socket.getLocalPort();
    }

    assertThatThrownBy(() -> keys.fingerprints(HERE, port)).isInstanceOf(IOException.class)
        .hasMessage("could not read the host keys of 127.0.0.1:" + port + ": Connection refused");
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertThatThrownBy(() -> keys.fingerprints("nowhere.invalid", 22)).isInstanceOf(IOException.class)
        .hasMessage("could not read the host keys of nowhere.invalid:22: there is no host of that name");
  }

  @Test
  void saysThatAServerIsSilent() throws IOException {
    var hasty = new SshHostKeys(Duration.ofSeconds(1));
    try (var socket = listen()) {
      assertThatThrownBy(() -> hasty.fingerprints(HERE, socket.getLocalPort())).isInstanceOf(IOException.class)
          .hasMessageEndingWith(": it has not shown a key within 1 s");
    }
  }

  @Test
  void saysThatAServerSpeaksSomethingElse() throws IOException {
    try (var socket = listen()) {
      Thread.ofVirtual().start(() -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"));

      assertThatThrownBy(() -> keys.fingerprints(HERE, socket.getLocalPort())).isInstanceOf(IOException.class)
          .hasMessageEndingWith(": the server has closed the connection");
    }
  }

  private SshServer serve(KeyPair... pairs) throws IOException {
    var server = SshServer.setUpDefaultServer();
    server.setHost(HERE);
    server.setKeyPairProvider(KeyPairProvider.wrap(pairs));
    server.addSessionListener(new SessionListener() {
      @Override
      public void sessionEvent(Session session, Event event) {
        events.add(event);
      }
    });
    server.start();
    return server;
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void answer(ServerSocket socket, String text) {
    try (var connection = socket.accept()) {
      connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // Whoever asked has gone.
    }
  }

  private static String fingerprint(KeyPair pair) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
  }

  private static KeyPair pair(String type, int size) {
    try {
      return KeyUtils.generateKeyPair(type, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
