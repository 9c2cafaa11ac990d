package dev.restorebot.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// The time in the key of a backup object, in UTC and to the second: `20260224-020011`.
public record Timestamp(Instant instant) implements Comparable<Timestamp> {
  private static final Pattern FORM = Pattern.compile("\\d{8}-\\d{6}");
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withResolverStyle(ResolverStyle.STRICT);

  public Timestamp {
    instant = instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /// Reads `20260224-020011`; empty for any other text and for a time that does not exist.
  public static Optional<Timestamp> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Timestamp(LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(Timestamp other) {
    return instant.compareTo(other.instant);
  }

  @Override
  public String toString() {
    return FORMAT.format(instant.atOffset(ZoneOffset.UTC));
  }
}
