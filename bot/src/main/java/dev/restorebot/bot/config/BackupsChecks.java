package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.BackupsSection;
import dev.restorebot.bot.config.ConfigurationFile.Database;
import dev.restorebot.bot.config.ConfigurationFile.Mirror;
import dev.restorebot.bot.config.ConfigurationFile.Store;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.service.Backups;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Makes the domain's values of what the file says of the backups of one service.
///
/// @param path of the backups
record BackupsChecks(ConfigurationPath path) {
  Backups checked(BackupsSection backups, Map<String, StoreDefinition> stores) {
    var store = stores.get(backups.store());
    if (store == null) {
      throw path.at("store").wrong("there is no `stores." + backups.store() + "`");
    }
    var sections = Objects.requireNonNullElse(backups.mirrors(), Map.<String, Mirror>of());
    var databases = backups.databases().entrySet().stream()
        .map(entry -> database(path.at("databases." + entry.getKey()), entry.getKey(), entry.getValue())).toList();
    var mirrors = sections.entrySet().stream().map(entry -> mirror(entry.getKey(), entry.getValue())).toList();
    new LayoutChecks(path).check(backups.databases(), sections);
    var keys = backups.credentials();
    var cronJobs = Objects.requireNonNullElse(backups.cronJobs(), List.<String>of());
    return path.checked(() -> new Backups(store, backups.bucket(),
        new CredentialsRef(keys.secret(), keys.accessKey(), keys.secretKey()), databases, mirrors,
        path.at("schedule").schedule(backups.schedule()), cronJobs,
        path.at("tolerance").duration(backups.tolerance(), Backups.DEFAULT_TOLERANCE)));
  }

  /// What the file says of one object store.
  static StoreDefinition store(ConfigurationPath path, String name, Store store) {
    var addressing = Boolean.FALSE.equals(store.pathStyle()) ? Addressing.HOST : Addressing.PATH;
    return new StoreDefinition(name, path.at("endpoint").web(store.endpoint()), store.region(), addressing);
  }

  private MirrorDefinition mirror(String name, Mirror mirror) {
    return path.at("mirrors." + name).checked(() -> new MirrorDefinition(name, mirror.prefix(), mirror.folder()));
  }

  private static DatabaseDefinition database(ConfigurationPath path, String name, Database database) {
    var key = path.at("key").checked(() -> KeyTemplate.parse(database.key()));
    var need = Boolean.TRUE.equals(database.optional()) ? Need.OPTIONAL : Need.REQUIRED;
    return path.at("file").checked(() -> new DatabaseDefinition(name, key, database.file(), need));
  }
}
