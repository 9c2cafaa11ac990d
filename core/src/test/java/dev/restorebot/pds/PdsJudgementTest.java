package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Judgement.Advice;
import dev.restorebot.kind.Sign;
import dev.restorebot.kind.Signs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the signs of a PDS amount to, alone and together.
class PdsJudgementTest {
  private static List<Judgement> judged(Sign... signs) {
    return new PdsJudgement(new Signs(List.of(signs))).judge();
  }

  private static Sign sign(String code) {
    return new Sign(code, "seen");
  }

  @ParameterizedTest
  @CsvSource({"log-full, the volume has room now, inodes", "log-readonly, a Job may write to the volume, readOnly"})
  void aLogThatTheVolumeDoesNotExplainHasItsOwnNextMove(String code, String sentence, String step) {
    assertThat(judged(sign(code))).singleElement().satisfies(judgement -> {
      assertThat(judgement.advice()).isEqualTo(Advice.DO_NOT_RESTORE);
      assertThat(judgement.sentence()).contains(sentence).contains("nothing is lost");
      assertThat(String.join(" ", judgement.steps())).contains(step);
    });
  }

  /// What is wrong with the volume is said once, by what looked at it.
  @Test
  void aLogSaysNothingThatTheVolumeSays() {
    assertThat(Stream.of(Sign.VOLUME_FULL, Sign.VOLUME_READ_ONLY).flatMap(volume -> Stream.of(PdsSign.LOG_FULL,
        PdsSign.LOG_READONLY).flatMap(log -> judged(sign(volume), sign(log)).stream()))).isEmpty();
  }
}
