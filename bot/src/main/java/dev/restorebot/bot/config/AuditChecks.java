package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.AnchorSection;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.bot.yaml.Form;
import dev.restorebot.service.Backups;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.StoreDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// Makes settings of what the file says of the anchor of the record.
///
/// @param path of the anchor
record AuditChecks(ConfigurationPath path) {
  private static final Pattern DAYS = Pattern.compile(Form.DAYS);

  AnchorSettings checked(AnchorSection anchor, Map<String, StoreDefinition> stores,
      Collection<ServiceDefinition> services) {
    var store = stores.get(anchor.store());
    if (store == null) {
      throw path.at("store").wrong("there is no `stores." + anchor.store() + "`");
    }
    for (var service : services) {
      if (isSame(service.backups(), store, anchor.bucket())) {
        throw path.at("bucket").wrong("has the backups of " + service.name()
            + ", and restorebot never writes there; name a bucket that has nothing but seals");
      }
    }
    var prefix = Objects.requireNonNullElse(anchor.prefix(), "");
    if (prefix.startsWith("/")) {
      throw path.at("prefix").wrong("begins with a slash, as no key does");
    }
    return new AnchorSettings(store, anchor.bucket(), prefix, retain(anchor.retain()));
  }

  /// Two names of a store may mean the same one.
  private static boolean isSame(Backups backups, StoreDefinition store, String bucket) {
    return backups.bucket().equals(bucket)
        && (backups.store().name().equals(store.name()) || host(backups.store()).equals(host(store)));
  }

  private static String host(StoreDefinition store) {
    URI endpoint = store.endpoint();
    return endpoint.getHost().toLowerCase(Locale.ROOT) + ":" + endpoint.getPort();
  }

  private Duration retain(String days) {
    if (!DAYS.matcher(days).matches()) {
      throw path.at("retain").wrong("is not a number of days like 90d: " + days);
    }
    return Duration.ofDays(Long.parseLong(days.substring(0, days.length() - 1)));
  }
}
