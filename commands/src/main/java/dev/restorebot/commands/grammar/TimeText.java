package dev.restorebot.commands.grammar;

import dev.restorebot.snapshot.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Reads a time as people write it: `2026-02-25`, `2026-02-25 14:00`, with or without offset, `20260224-020011`,
/// `6h ago`, `yesterday`. What has no offset is in UTC.
final class TimeText {
  /// A time, and how it was written.
  record Moment(Instant instant, Writing writing) {}

  /// How a time was written.
  enum Writing {
    /// As a date without a time of day, which means its first instant in UTC.
    DATE,
    /// With a time of day.
    TIME,
    /// In relation to now.
    AGO
  }

  /// How to write a time, for messages.
  static final String FORMS = "Write it as 2026-02-25, 2026-02-25 14:00 or 6h ago; without an offset it is UTC.";

  private static final int LONGEST = 60;
  private static final String SPAN = "(\\d{1,5}) ?(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)";
  private static final Pattern SPAN_FORM = Pattern.compile(SPAN);
  private static final Pattern SPANS = Pattern.compile(SPAN + "(?: ?" + SPAN + ")*");
  private static final Pattern AGO = Pattern.compile(SPANS + " ?ago");
  private static final Pattern DAY_FIRST_OR_MONTH_FIRST = Pattern.compile("(\\d{1,2})[./-](\\d{1,2})[./-](\\d{4})(.*)");
  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[./](\\d{1,2})[./](\\d{1,2})(.*)");
  private static final Pattern HOUR_ALONE = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}[t ]\\d{1,2}");
  private static final Pattern ZONE_NAMED = Pattern.compile("\\d.*:\\d{2} ?[A-Z]{2,5}");
  private static final Pattern EIGHT_DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");

  private final Instant now;

  /// @param now from when times count such as `6h ago`
  TimeText(Instant now) {
    this.now = now;
  }

  /// Reads `text`, in which blanks are single and dashes are plain. What it offers to try instead are times.
  Reading<Moment> read(String text) {
    if (text.length() > LONGEST) {
      return Reading.wrong("The time " + Word.shown(text) + " is not one I can read. " + FORMS);
    }
    var plain = text.toLowerCase(Locale.ROOT);
    if (AGO.matcher(plain).matches()) {
      return ago(plain);
    }
    var backup = Timestamp.parse(plain);
    if (backup.isPresent()) {
      return Reading.of(new Moment(backup.get().instant(), Writing.TIME));
    }
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var dated = plain.replaceFirst("^today\\b", today.toString())
        .replaceFirst("^yesterday\\b", today.minusDays(1).toString());
    return DateText.read(dated).orElseGet(() -> unreadable(text, plain));
  }

  private Reading<Moment> ago(String text) {
    var span = SPAN_FORM.matcher(text).results().map(TimeText::duration).reduce(Duration.ZERO, Duration::plus);
    var instant = now.minus(span).truncatedTo(ChronoUnit.SECONDS);
    return instant.isBefore(Instant.EPOCH)
        ? Reading.wrong("The time " + Word.shown(text) + " is before any backup.")
        : Reading.of(new Moment(instant, Writing.AGO));
  }

  private static Duration duration(MatchResult span) {
    var count = Long.parseLong(span.group(1));
    return switch (span.group(2).charAt(0)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      case 'd' -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }

  private static Reading<Moment> unreadable(String text, String plain) {
    var shown = Word.shown(text);
    var span = plain.startsWith("-") ? plain.substring(1) : plain;
    if (SPANS.matcher(span).matches()) {
      return new Reading.Wrong<>("A time before now ends in \"ago\": 6h ago.", List.of(span + " ago"));
    }
    if (HOUR_ALONE.matcher(plain).matches()) {
      return new Reading.Wrong<>("The time " + shown + " needs minutes: 14:00.", List.of(plain + ":00"));
    }
    if (ZONE_NAMED.matcher(text).matches()) {
      return Reading.wrong("The names of time zones mean different things to different people, as in " + shown
          + ". Write the offset instead: 2026-02-25 14:00+01:00.");
    }
    var other = DAY_FIRST_OR_MONTH_FIRST.matcher(plain);
    if (other.matches()) {
      return new Reading.Wrong<>("The date " + shown + " can be read in more than one order."
          + " Write the year first: 2026-02-25.", bothOrders(other));
    }
    var slashes = YEAR_FIRST.matcher(plain);
    if (slashes.matches()) {
      return new Reading.Wrong<>("The date " + shown + " needs hyphens: 2026-02-25.",
          List.of(slashes.replaceFirst("$1-$2-$3$4")));
    }
    var digits = EIGHT_DIGITS.matcher(plain);
    if (digits.matches()) {
      return new Reading.Wrong<>("The date " + shown + " needs hyphens: 2026-02-25.",
          List.of(digits.replaceFirst("$1-$2-$3")));
    }
    return Reading.wrong("The time " + shown + " is not one I can read. " + FORMS);
  }

  private static List<String> bothOrders(MatchResult date) {
    var dayFirst = date.group(3) + "-" + twoDigits(date.group(2)) + "-" + twoDigits(date.group(1)) + date.group(4);
    var monthFirst = date.group(3) + "-" + twoDigits(date.group(1)) + "-" + twoDigits(date.group(2)) + date.group(4);
    return List.of(dayFirst, monthFirst);
  }

  private static String twoDigits(String number) {
    return number.length() == 2 ? number : "0" + number;
  }
}
