package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.knot.KnotSettings;
import dev.restorebot.knot.PodPushGate;
import dev.restorebot.knot.PushGate;
import dev.restorebot.knot.PushGate.PushAnswer.Allowed;
import dev.restorebot.knot.PushGate.PushAnswer.Denied;
import dev.restorebot.knot.PushGate.PushAnswer.Unknown;
import dev.restorebot.knot.ssh.SshHostKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What belongs to the pod of the sandbox's knot: its internal API, and its SSH server.
class KnotPodTest {
  private static final String ALICE = KnotHistory.ALICE.did();
  private static final String BOB = KnotHistory.BOB.did();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  private Path root;
  private KnotStandIn knot;

  /// Bob may push to alice's `site`.
  @BeforeEach
  void make() throws IOException, SQLException {
    Files.createDirectories(root.resolve("data"));
    Files.createDirectories(new KnotFolder(root).repositories());
    KnotDatabase.create(new KnotFolder(root).database(), database -> {
      KnotDatabase.own(database, ALICE);
      KnotDatabase.collaborate(database, BOB, ALICE + "/site");
    });
    knot = new KnotStandIn(root, 0, 0, () -> SandboxClock.START);
  }

  @AfterEach
  void stop() {
    knot.stop();
  }

  @Test
  void saysInsideItsPodAndAtItsOwnPortWhoMayPushForAsLongAsItRuns() {
    knot.start();
    assertThat(pushed(BOB, KnotSettings.INTERNAL_PORT)).isEqualTo(new Allowed());
    assertThat(pushed("did:plc:nobody", KnotSettings.INTERNAL_PORT)).isEqualTo(new Denied());
    assertThat(pushed(BOB, 80)).isEqualTo(new Unknown("nothing listens on port 80 in its pod"));

    knot.stop();

    assertThat(pushed(BOB, KnotSettings.INTERNAL_PORT))
        .isEqualTo(new Unknown("no pod of knot/deployment/knot is ready"));
  }

  private PushGate.PushAnswer pushed(String did, int port) {
    try (var round = new PodPushGate(new SandboxInside(knot), SandboxService.KNOT.workload(), port).round()) {
      return round.allowed(did, ALICE + "/site");
    }
  }

  @Test
  void showsANewHostKeyAtEachStartAndLetsNobodyIn() throws Exception {
    var keys = new SshHostKeys();
    knot.start();
    var first = keys.fingerprints("127.0.0.1", knot.sshPort());
    assertThat(first).singleElement().asString().matches("SHA256:[A-Za-z0-9+/]{43} \\(ECDSA\\)");
    assertThat(keys.fingerprints("127.0.0.1", knot.sshPort())).isEqualTo(first);
    assertThatThrownBy(this::logIn).isInstanceOf(SshException.class);

    knot.stop();
    assertThatThrownBy(() -> keys.fingerprints("127.0.0.1", knot.sshPort())).isInstanceOf(IOException.class)
        .hasMessageEndingWith("Connection refused");
    knot.start();

    assertThat(keys.fingerprints("127.0.0.1", knot.sshPort())).hasSize(1).doesNotContainAnyElementsOf(first);
  }

  private void logIn() throws IOException {
    try (var client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      client.start();
      try (var session = client.connect("git", "127.0.0.1", knot.sshPort()).verify(PATIENCE).getSession()) {
        session.addPasswordIdentity("git");
        session.auth().verify(PATIENCE);
      }
    }
  }
}
