package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Signs;
import dev.restorebot.pds.RelayApi.HostAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayQuestionTest {
  private final PdsWorld world = new PdsWorld();

  /// Whether the PDS is ahead of an idle relay is said only where the sequencer was seen.
  @Test
  void saysOfAnIdleRelayNoMoreThanWasSeen() throws Exception {
    world.host = new HostAnswer.Status(9042, "idle", 3);
    var seen = new RelayQuestion(PdsWorld.RELAY, "pds.test", world, new DarkScene()).look();

    assertThat(seen.evidence()).singleElement().asString()
        .endsWith("at sequence number 9042, and how far the sequencer is could not be seen");
    assertThat(new PdsJudgement(Signs.of(List.of(seen))).judge()).extracting(Judgement::sentence).containsExactly(
        "the relay https://relay.test is idle: it was told that its cursor lies in the future, and how far the PDS is now"
            + " could not be seen");
  }
}
