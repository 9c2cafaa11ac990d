package dev.restorebot.commands.grammar;

import dev.restorebot.commands.grammar.TimeText.Moment;
import dev.restorebot.commands.grammar.TimeText.Writing;
import java.time.LocalDate;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A calendar date with an optional time of day and offset, taken apart into numbers that may be impossible.
///
/// @param offsetSign `-` or `+`
record DateText(int year, int month, int day, int hour, int minute, int second, String offsetSign, int offsetHours,
    int offsetMinutes, Writing writing) {
  private static final Pattern FORM = Pattern.compile("(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})"
      + "(?:[t ](?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d{1,9})?)?"
      + "(?: ?(?<sign>[+-])(?<offsethours>\\d{2})(?::?(?<offsetminutes>\\d{2}))?)?)?(?: ?(?:z|utc|gmt))?");
  private static final Pattern BACKUP = Pattern.compile("(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"
      + "-(?<hour>\\d{2})(?<minute>\\d{2})(?<second>\\d{2})");
  private static final Pattern TWO_ZONES = Pattern.compile(".*:\\d{2} ?[+-][\\d:]+ ?(?:z|utc|gmt)");
  private static final int FIRST_YEAR = 1970;

  /// Reads `text`, which is in lower case; empty if it does not have the form of a date at all.
  static Optional<Reading<Moment>> read(String text) {
    var iso = FORM.matcher(text);
    if (iso.matches() && !TWO_ZONES.matcher(text).matches()) {
      return Optional.of(of(iso, iso.group("hour") == null ? Writing.DATE : Writing.TIME).moment(text));
    }
    var backup = BACKUP.matcher(text);
    return backup.matches() ? Optional.of(of(backup, Writing.TIME).moment(text)) : Optional.empty();
  }

  private static DateText of(Matcher parts, Writing writing) {
    var sign =
        parts.namedGroups().containsKey("sign") ? Optional.ofNullable(parts.group("sign")) : Optional.<String>empty();
    return new DateText(number(parts, "year"), number(parts, "month"), number(parts, "day"), number(parts, "hour"),
        number(parts, "minute"), number(parts, "second"), sign.orElse("+"), number(parts, "offsethours"),
        number(parts, "offsetminutes"), writing);
  }

  private static int number(Matcher parts, String name) {
    var digits = parts.namedGroups().containsKey(name) ? parts.group(name) : null;
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private Reading<Moment> moment(String text) {
    var impossible = impossiblePart();
    if (impossible.isPresent()) {
      return Reading.wrong("The time " + Word.shown(text) + " does not exist: " + impossible.get() + ".");
    }
    var seconds = offsetHours * 3600 + offsetMinutes * 60;
    var offset = ZoneOffset.ofTotalSeconds(offsetSign.equals("-") ? -seconds : seconds);
    var instant = OffsetDateTime.of(LocalDate.of(year, month, day).atTime(hour, minute, second), offset).toInstant();
    return Reading.of(new Moment(instant, writing));
  }

  /// Says which part cannot be, if one cannot.
  private Optional<String> impossiblePart() {
    if (year < FIRST_YEAR) {
      return Optional.of("there was no backup in the year " + year);
    }
    if (month < 1 || month > 12) {
      return Optional.of("there is no month " + month);
    }
    var days = YearMonth.of(year, month).lengthOfMonth();
    if (day < 1 || day > days) {
      return Optional.of(Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + year + " has "
          + days + " days, not " + day);
    }
    if (hour > 23) {
      return Optional.of("the hour is " + hour + ", and hours go from 00 to 23");
    }
    if (minute > 59) {
      return Optional.of("the minute is " + minute + ", and minutes go from 00 to 59");
    }
    if (second > 59) {
      return Optional.of("the second is " + second + ", and seconds go from 00 to 59");
    }
    return offsetHours > 14 || offsetMinutes > 59
        ? Optional.of(String.format(Locale.ROOT, "no place on earth has the offset %s%02d:%02d", offsetSign,
            offsetHours, offsetMinutes))
        : Optional.empty();
  }
}
