package dev.restorebot.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times and durations as people read them; times are in UTC.
public final class Times {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm 'UTC'");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'");

  private Times() {}

  /// To the second: `2026-02-24 02:00:11 UTC`.
  public static String moment(Instant instant) {
    return MOMENT.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// To the minute: `2026-02-24 02:00 UTC`.
  public static String minute(Instant instant) {
    return MINUTE.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// The time of the day, to the minute: `02:00 UTC`.
  public static String clock(Instant instant) {
    return CLOCK.format(instant.atOffset(ZoneOffset.UTC));
  }

  /// With its two largest units: `1 day 12 hours`, `35 minutes`.
  public static String span(Duration duration) {
    if (duration.toDays() > 0) {
      return two(duration.toDays(), "day", duration.toHoursPart(), "hour");
    }
    if (duration.toHours() > 0) {
      return two(duration.toHours(), "hour", duration.toMinutesPart(), "minute");
    }
    return duration.toMinutes() > 0 ? count(duration.toMinutes(), "minute") : count(duration.toSeconds(), "second");
  }

  /// How long something took, to the second below an hour: `12 s`, `3 min 5 s`, `1 hour 10 minutes`.
  public static String took(Duration duration) {
    if (duration.toHours() > 0) {
      return span(duration);
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return count(large, largeUnit) + (small > 0 ? " " + count(small, smallUnit) : "");
  }

  /// A number with its noun: `1 file`, `3 files`.
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
