package dev.restorebot.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Clocks are set: by people, by what keeps them right, by a machine that wakes.
class SteadyTimeTest {
  private static final Instant START = Instant.parse("2026-02-26T12:00:00Z");

  private Instant clock = START;
  private long nanoseconds = Long.MAX_VALUE - 5;
  private final SteadyTime time = new SteadyTime(() -> clock, () -> nanoseconds);

  @Test
  void isTheTimeOnTheClock() {
    passes(Duration.ofMinutes(3));
    assertThat(time.instant()).isEqualTo(START.plusSeconds(180));
    passes(Duration.ofMillis(1));
    assertThat(time.instant()).isEqualTo(START.plusMillis(180_001));
  }

  @Test
  void followsAClockThatIsKeptRight() {
    for (var second = 1; second <= 100; second++) {
      passes(Duration.ofSeconds(1));
      clock = clock.plusMillis(7);
      assertThat(time.instant()).isEqualTo(clock);
    }
  }

  @Test
  void doesNotJumpAheadWithTheClock() {
    clock = clock.plus(Duration.ofDays(1));

    assertThat(time.instant()).isEqualTo(START);
    passes(Duration.ofMinutes(10));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofMinutes(20)));
    for (var hour = 0; hour < 24; hour++) {
      passes(Duration.ofHours(1));
      time.instant();
    }
    assertThat(time.instant()).isEqualTo(clock);
  }

  @Test
  void neverGoesBack() {
    passes(Duration.ofHours(2));
    var before = time.instant();
    clock = clock.minus(Duration.ofHours(1));

    assertThat(time.instant()).isEqualTo(before);
    passes(Duration.ofMinutes(10));
    assertThat(time.instant()).isEqualTo(before.plus(Duration.ofMinutes(5)));
    for (var quarter = 0; quarter < 9; quarter++) {
      passes(Duration.ofMinutes(15));
      time.instant();
    }
    assertThat(time.instant()).isEqualTo(clock);
  }

  @Test
  void staysWhereItIsWhenAClockIsSetBackALittle() {
    passes(Duration.ofSeconds(5));
    var before = time.instant();
    clock = clock.minusMillis(300);

    assertThat(time.instant()).isEqualTo(before);
    passes(Duration.ofSeconds(1));
    assertThat(time.instant()).isEqualTo(clock);
  }

  private void passes(Duration time) {
    clock = clock.plus(time);
    nanoseconds += time.toNanos();
  }
}
