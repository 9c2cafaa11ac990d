package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.volume.OutputLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long MIB = 1 << 20;
  private static final Instant BEGUN = Instant.parse("2026-02-25T03:00:00Z");

  @Test
  void countsADatabaseInBytes() {
    var progress = Progress.begin(new OutputLine.Advanced("account", 0, 36 * MIB), BEGUN)
        .next(new OutputLine.Advanced("account", 12 * MIB, 36 * MIB), BEGUN.plusSeconds(4));

    assertThat(progress.words()).isEqualTo("account: 33 %, 12 MiB of 36 MiB, about 8 s left");
  }

  @Test
  void countsAMirrorInFilesAsWellAndGoesByWhatIsSlower() {
    var manySmallOnes = Progress.begin(repositories(0, 0), BEGUN).next(repositories(1204, 512 * MIB / 2),
        BEGUN.plusSeconds(10));
    var oneLarge = Progress.begin(repositories(0, 0), BEGUN).next(repositories(20_000, 16 * MIB),
        BEGUN.plusSeconds(10));

    assertThat(manySmallOnes.words())
        .isEqualTo("repositories: 5 %, 1,204 of 20,113 files, 256 MiB of 512 MiB, about 2 min 37 s left");
    assertThat(oneLarge.words())
        .isEqualTo("repositories: 3 %, 20,000 of 20,113 files, 16 MiB of 512 MiB, about 5 min 10 s left");
  }

  @Test
  void countsWhatHasNoSize() {
    var progress = Progress.begin(checking(0), BEGUN);

    assertThat(progress.words()).isEqualTo("checking repositories: 0 of 400");
    assertThat(progress.next(checking(120), BEGUN.plusSeconds(60)).words())
        .isEqualTo("checking repositories: 120 of 400, about 2 min 20 s left");
    assertThat(progress.next(checking(400), BEGUN.plusSeconds(200)).words())
        .isEqualTo("checking repositories: 400 of 400");
  }

  @Test
  void tellsNoTimeBeforeItCanAndNoneWhenItIsDone() {
    var begun = Progress.begin(repositories(0, 0), BEGUN).next(repositories(10, 5), BEGUN.plusMillis(900));
    var done = begun.next(repositories(20_113, 512 * MIB), BEGUN.plusSeconds(9));

    assertThat(begun.words()).isEqualTo("repositories: 0 %, 10 of 20,113 files, 5 bytes of 512 MiB");
    assertThat(done.words()).isEqualTo("repositories: 100 %, 20,113 of 20,113 files, 512 MiB of 512 MiB");
  }

  private static OutputLine.Advanced checking(long done) {
    return new OutputLine.Advanced("checking repositories", 0, 0, done, 400);
  }

  private static OutputLine.Advanced repositories(long files, long bytes) {
    return new OutputLine.Advanced("repositories", bytes, 512 * MIB, files, 20_113);
  }
}
