package dev.restorebot.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.restorebot.service.Schedule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/// A schedule in the five fields of Unix, in UTC, as a CronJob of Kubernetes has it by default; `@daily` and the like are words for
/// some of them. Thread-safe.
public final class CronSchedule implements Schedule {
  private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
  private static final Map<String, String> WORDS = Map.of("@hourly", "0 * * * *", "@daily", "0 0 * * *", "@midnight",
      "0 0 * * *", "@weekly", "0 0 * * 0", "@monthly", "0 0 1 * *", "@yearly", "0 0 1 1 *", "@annually", "0 0 1 1 *");

  private final String text;
  private final ExecutionTime times;

  private CronSchedule(String text, ExecutionTime times) {
    this.text = text;
    this.times = times;
  }

  /// Reads `text`.
  ///
  /// @throws IllegalArgumentException if it is no schedule, and why
  public static CronSchedule parse(String text) {
    var fields = WORDS.getOrDefault(text.strip(), text.strip());
    return new CronSchedule(text, ExecutionTime.forCron(new CronParser(UNIX).parse(fields)));
  }

  @Override
  public Optional<Instant> lastAtOrBefore(Instant at) {
    var time = at.atZone(ZoneOffset.UTC);
    return times.isMatch(time) && time.getSecond() == 0 && time.getNano() == 0
        ? Optional.of(at)
        : times.lastExecution(time).map(ZonedDateTime::toInstant);
  }

  @Override
  public Optional<Instant> nextAfter(Instant at) {
    return times.nextExecution(at.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
  }

  @Override
  public String toString() {
    return text;
  }
}
