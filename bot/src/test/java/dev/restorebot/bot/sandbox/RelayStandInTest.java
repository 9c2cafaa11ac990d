package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.pds.RelayApi.CrawlAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer;
import dev.restorebot.pds.http.HttpRelay;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayStandInTest {
  private static final String HOST = "pds.sandbox.test";
  private static final String THIRD = "did:plc:third2sandbox7wxyz234567";

  @TempDir
  private Path folder;
  private final HttpRelay asked = new HttpRelay();
  private PdsFolder data;
  private PdsStandIn pds;
  private RelayStandIn relay;

  @BeforeEach
  void start() {
    data = new PdsFolder(folder.resolve("pds"));
    SandboxVolume.create(data.root(), new PdsHistory(), PdsHistory.LOSS);
    pds = new PdsStandIn(data.root(), 0, () -> SandboxClock.START);
    pds.start();
    openRelay(pds.url());
  }

  @AfterEach
  void stop() {
    relay.stop();
    pds.stop();
  }

  @Test
  void beginsWithWhatItSawBeforeTheLoss() {
    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "active", 3));
    assertThat(asked.hostStatus(relay.url(), "other.test")).isEqualTo(new HostAnswer.UnknownHost());
    assertThat(asked.requestCrawl(relay.url(), "other.test")).isInstanceOf(CrawlAnswer.Refused.class);
  }

  @Test
  void followsNewEvents() {
    pds.signUp("third.sandbox.test", THIRD);

    assertThat(status()).isEqualTo(new HostAnswer.Status(9046, "active", 3));
  }

  @Test
  void idlesOnAnOlderSequenceAndTakesNoteOfRequestsAllTheSame() throws Exception {
    restoreOlderSequence();

    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "idle", 3));
    assertThat(asked.requestCrawl(relay.url(), HOST)).isEqualTo(new CrawlAnswer.Accepted());
    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "idle", 3));
  }

  @Test
  void isNotHelpedByARaisedNumberWithoutAnEvent() throws Exception {
    restoreOlderSequence();
    change("UPDATE sqlite_sequence SET seq = 10042 WHERE name = 'repo_seq'");
    asked.requestCrawl(relay.url(), HOST);
    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "idle", 3));

    change("INSERT INTO repo_seq (did, eventType, event, sequencedAt) VALUES ('did:plc:a', 'identity', x'a0', '2026')");
    assertThat(status()).as("nobody asked yet").isEqualTo(new HostAnswer.Status(9042, "idle", 3));
    asked.requestCrawl(relay.url(), HOST);
    assertThat(status()).isEqualTo(new HostAnswer.Status(10043, "active", 3));
  }

  @Test
  void goesOfflineWhenAskedToFollowAPdsThatIsDown() {
    pds.stop();
    assertThat(status()).as("it still dials").isEqualTo(new HostAnswer.Status(9042, "active", 3));

    asked.requestCrawl(relay.url(), HOST);
    pds.start();

    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "offline", 3));
    asked.requestCrawl(relay.url(), HOST);
    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "active", 3));
  }

  @Test
  void saysYesAndDoesNothingWhileDeaf() {
    relay.turnDeaf();
    pds.signUp("third.sandbox.test", THIRD);

    assertThat(asked.requestCrawl(relay.url(), HOST)).isEqualTo(new CrawlAnswer.Accepted());
    assertThat(status()).isEqualTo(new HostAnswer.Status(9042, "active", 3));
    relay.hearAgain();
    assertThat(status()).isEqualTo(new HostAnswer.Status(9046, "active", 3));
  }

  @Test
  void remembersItsCursorWhenOpenedAgain() {
    pds.signUp("third.sandbox.test", THIRD);
    status();
    relay.stop();

    openRelay(URI.create("http://127.0.0.1:1"));

    assertThat(status()).isEqualTo(new HostAnswer.Status(9046, "active", 3));
  }

  private void openRelay(URI followed) {
    relay = new RelayStandIn(folder.resolve("relay.json"), followed, 0);
    relay.start();
  }

  private HostAnswer status() {
    return asked.hostStatus(relay.url(), HOST);
  }

  private void restoreOlderSequence() throws Exception {
    pds.stop();
    Files.delete(data.database(PdsDatabase.SEQUENCER));
    new PdsImage(new PdsHistory(), Instant.parse("2026-02-24T02:00:11Z"), PdsHistory.LOSS).write(PdsDatabase.SEQUENCER,
        data.database(PdsDatabase.SEQUENCER));
    pds.start();
  }

  private void change(String statement) throws SQLException {
    try (var database = DatabaseFile.open(data.database(PdsDatabase.SEQUENCER));
        var change = database.createStatement()) {
      change.executeUpdate(statement);
    }
  }
}
