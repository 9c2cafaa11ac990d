package dev.restorebot.bot.yaml;

import dev.restorebot.cron.CronSchedule;
import dev.restorebot.service.Schedule;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where something stands in the configuration: what is wrong with it is told with the file, the line and the path. Checks the
/// forms that stand at many places.
///
/// @param path from the top, such as `services.pds.workload`
public record ConfigurationPath(ConfigurationText text, String path) {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int LAST_PORT = 65_535;

  /// What is called `below` under this.
  public ConfigurationPath at(String below) {
    return new ConfigurationPath(text, path.isEmpty() ? below : path + "." + below);
  }

  /// What `value` makes, if it finds nothing to complain about.
  ///
  /// @throws ConfigurationException with the complaint
  public <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  /// `address`, if the bot can talk HTTP to it.
  ///
  /// @throws ConfigurationException if it cannot, or keys are in it
  public URI web(URI address) {
    var scheme = address.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw wrong("is not an address like https://example.org: it begins with "
          + (scheme == null ? "no https://" : scheme + ":"));
    }
    if (address.getRawUserInfo() != null) {
      throw wrong("has a user or a password in it; what is secret comes from the environment");
    }
    if (address.getHost() == null || address.getPort() == 0 || address.getPort() > LAST_PORT) {
      throw wrong("is not an address like https://example.org: it names no host that there can be, or no such port");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw wrong("is not an address like https://example.org: remove what comes after ? or #");
    }
    return address;
  }

  /// The time span in `text`, or `otherwise` if nothing is said.
  public Duration duration(@Nullable String text, Duration otherwise) {
    return text == null ? otherwise : duration(text);
  }

  /// The time span in `text`.
  public Duration duration(String text) {
    try {
      var duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
      if (duration.isPositive()) {
        throw wrong("is longer than a year: " + text);
      }
    } catch (DateTimeParseException _) {
      // Told below, as for one that is not positive.
    }
    throw wrong("is not a time span like 30m, 90s or 2h: " + text);
  }

  /// The schedule in `text`, or none if nothing is said.
  public Schedule schedule(@Nullable String text) {
    return text == null ? Schedule.NONE : checked(() -> CronSchedule.parse(text));
  }

  /// To be thrown.
  public ConfigurationException wrong(String what) {
    return text.wrong(path, what);
  }

  private ConfigurationException wrong(String what, Throwable cause) {
    var wrong = wrong(what);
    wrong.initCause(cause);
    return wrong;
  }
}
