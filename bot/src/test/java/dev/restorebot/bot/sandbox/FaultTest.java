package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  @Test
  void readsEveryExampleAsItIsWritten() {
    assertThat(Fault.examples()).isNotEmpty().allSatisfy(
        example -> assertThat(Fault.parse(example)).get().hasToString(example));
  }

  @ParameterizedTest
  @CsvSource({"clock +31m, PT31M", "clock +1h30m, PT1H30M", "CLOCK  +2d, PT48H", "clock +45s, PT45S"})
  void readsTimeSpans(String line, Duration by) {
    assertThat(Fault.parse(line)).contains(new Fault.ClockMoves(by));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3", "s3 sideways", "clock", "clock +", "clock -5m", "clock +5", "backup overwritten",
      "backup overwritten yesterday", "backup overwritten 20260230-020000", "toString"})
  void understandsNothingElse(String line) {
    assertThat(Fault.parse(line)).isEmpty();
  }
}
