package dev.restorebot.bot.slack;

import static dev.restorebot.bot.slack.SlackWorld.ALICE;
import static dev.restorebot.bot.slack.SlackWorld.BOB;
import static dev.restorebot.bot.slack.SlackWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.chat.ChatInbox;
import dev.restorebot.bot.sandbox.Fault;
import dev.restorebot.bot.slack.SlackWorld.Parts;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.TurnedAway;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever people say is acknowledged in time, however many they are, and whatever hangs meanwhile.
@Timeout(180)
class AcknowledgementTest {
  private static final String RESTORE = "/restore pds latest-before 2026-02-25";
  private static final String APPROVE = "Approve";
  private static final int PATIENCE_MILLIS = 20_000;

  private final Hold journal = new Hold();
  private final Hold cluster = new Hold();

  @TempDir
  Path folder;

  @Test
  void isThereForEverybodyInACrowd() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, RESTORE);
      var crowd = new Crowd(world.slack(), world.having(APPROVE), APPROVE);

      var acks = crowd.actAll();

      assertInTimeAndOnce(world, acks);
      world.settle();
      assertWorkedOff(world, crowd);
      world.clicks(BOB, APPROVE);
      assertThat(world.having("Replace data")).isNotNull();
    }
  }

  @Test
  void waitsForNoObjectStoreNoClusterAndNoJournal() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      world.says(ALICE, RESTORE);
      var port = world.sandbox().store().endpoint().getPort();
      world.sandbox().happen(Fault.Plain.S3_DOWN);
      // A new bot has no connection to the store that is down.
      world.stop();
      world.start(new Parts(Entrance.SOCKET, journal::journal, cluster::cluster, ChatInbox::open));
      var crowd = new Crowd(world.slack(), world.having(APPROVE), APPROVE);
      try (var silent = new ServerSocket(port, 500, InetAddress.getLoopbackAddress())) {
        silent.setSoTimeout(PATIENCE_MILLIS);
        world.slack().command(ALICE, FakeSlack.OPS, "/restore", "list pds").await();
        try (var _ = silent.accept()) {
          cluster.hold();
          world.slack().click(BOB, world.having(APPROVE), APPROVE).await();
          cluster.awaitCaller();
          journal.hold();
          world.slack().command(STRANGER, FakeSlack.OPS, "/restore", "pds latest").await();
          journal.awaitCaller();

          var acks = crowd.actAll();

          assertInTimeAndOnce(world, acks);
          assertThat(world.bot().inbox().inbox().open()).hasSizeGreaterThan(Crowd.CLICKS);
        }
      }
      world.sandbox().happen(Fault.Plain.S3_UP);
      journal.letGo();
      cluster.letGo();
      world.settle();
      assertWorkedOff(world, crowd);
      assertThat(world.having("Replace data")).isNotNull();
    }
  }

  /// Whoever computes on a virtual thread, or is in SQLite, lets no other one run.
  @Test
  void waitsForNoVirtualThread() throws Exception {
    try (var world = SlackWorld.open(folder)) {
      var free = keepEveryCarrierBusy();
      try {
        assertThat(world.slack().command(ALICE, FakeSlack.OPS, "/restore", "status").await().late()).isFalse();
      } finally {
        free.set(true);
      }
      world.settle();
    }
  }

  private static AtomicBoolean keepEveryCarrierBusy() throws InterruptedException {
    var free = new AtomicBoolean();
    var begun = new CountDownLatch(Runtime.getRuntime().availableProcessors());
    for (var left = begun.getCount(); left > 0; left--) {
      Thread.ofVirtual().start(() -> {
        begun.countDown();
        while (!free.get()) {
          Thread.onSpinWait();
        }
      });
    }
    begun.await();
    return free;
  }

  private static void assertInTimeAndOnce(SlackWorld world, List<Ack> acks) {
    assertThat(acks).hasSize(Crowd.DEEDS).noneMatch(Ack::late).allMatch(ack -> ack.times() == 1);
    assertThat(world.slack().violations()).isEmpty();
  }

  /// Each click is in the record and has its answer, and nothing is left over.
  private static void assertWorkedOff(SlackWorld world, Crowd crowd) {
    assertThat(world.bot().inbox().inbox().open()).isEmpty();
    var entries = world.bot().wiring().engine().ledger().entriesAfter(0);
    assertThat(entries).filteredOn(entry -> entry.event() instanceof Chosen chosen && !chosen.ruling().counts())
        .hasSize(Crowd.CLICKS);
    assertThat(entries).filteredOn(entry -> entry.event() instanceof TurnedAway).hasSizeGreaterThan(40);
    assertThat(crowd.told()).filteredOn(words -> words.contains("\"" + APPROVE + "\" counts for nothing"))
        .hasSize(Crowd.CLICKS);
    assertThat(world.slack().violations()).isEmpty();
  }
}
