package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.ClashFinding;
import dev.restorebot.knot.git.JGit;
import dev.restorebot.mirror.LeftOut;
import dev.restorebot.mirror.LeftOut.Clash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClashFindingTest {
  private static final Instant EARLIER = Instant.parse("2026-02-10T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-02-23T00:00:00Z");
  private static final String SITE = "did:plc:alice/site/";

  private final KnotFiles knot = new KnotFiles(new JGit());

  @Test
  void namesTheBranchesAndTheirRepository() {
    var leftOut = new LeftOut(0, 0, List.of(), 2, List.of(
        new Clash(SITE + "refs/heads/topic", EARLIER, SITE + "refs/heads/topic/one", LATER)));

    assertThat(ClashFinding.of("repositories", leftOut, knot).orElseThrow().text()).isEqualTo("In the mirror of"
        + " repositories, a file has the name of a folder with other files, and a disk cannot have both: one was deleted"
        + " before the other was made, or a tool wrote a folder down as an empty file. Left out: the branch topic of"
        + " did:plc:alice/site, of 2026-02-10 00:00:00 UTC, for the branch topic/one of did:plc:alice/site, of"
        + " 2026-02-23 00:00:00 UTC; and 1 more.");
  }

  @Test
  void namesOtherFilesByTheirPath() {
    assertThat(knot.called("repositories/" + SITE + "refs/tags/v1")).isEqualTo("the tag v1 of did:plc:alice/site");
    assertThat(knot.called("repositories/did:plc:alice/refs/heads/main")).isEqualTo("the branch main of did:plc:alice");
    assertThat(knot.called("repositories/" + SITE + "hooks/refs/heads/x")).isEqualTo(
        "repositories/" + SITE + "hooks/refs/heads/x");
    assertThat(knot.called("repositories/" + SITE)).isEqualTo("repositories/" + SITE);
  }

  @Test
  void saysNothingWhereNothingClashes() {
    assertThat(ClashFinding.of("repositories", new LeftOut(1, 1, List.of("x"), 0, List.of()), knot)).isEmpty();
  }
}
