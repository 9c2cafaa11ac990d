package dev.restorebot.bot.config;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.bot.config.ConfigurationFile.Approvals;
import dev.restorebot.bot.config.ConfigurationFile.BackupsSection;
import dev.restorebot.bot.config.ConfigurationFile.Database;
import dev.restorebot.bot.config.ConfigurationFile.Mirror;
import dev.restorebot.bot.config.ConfigurationFile.PdsSection;
import dev.restorebot.bot.config.ConfigurationFile.Service;
import dev.restorebot.bot.config.ConfigurationFile.Store;
import dev.restorebot.bot.config.ConfigurationFile.TimeoutsSection;
import dev.restorebot.bot.config.ConfigurationFile.WorkerSection;
import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.cron.CronSchedule;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.service.Backups;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.service.Timeouts;
import dev.restorebot.service.VolumeDefinition;
import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the domain's values of what is written in the file, and says by path what does not fit together.
final class ConfigurationChecks {
  private static final Pattern OWNER = Pattern.compile("(\\d{1,9}):(\\d{1,9})");
  private static final Duration EXPIRE_AFTER = Duration.ofMinutes(30);
  private static final long SEQUENCER_MARGIN = 1000;
  private static final String PDS = "pds";
  private static final String KNOT = "knot";
  private static final List<String> KINDS = List.of(KNOT, PDS);
  private static final Pattern QUANTITY = Pattern.compile("[1-9]\\d{0,5}(Mi|Gi|Ti)");

  private final String file;

  ConfigurationChecks(String file) {
    this.file = file;
  }

  Configuration checked(ConfigurationFile content) {
    var services = new LinkedHashMap<ServiceName, ServiceDefinition>();
    var pds = new LinkedHashMap<ServiceName, PdsSettings>();
    var knots = new LinkedHashMap<ServiceName, KnotSettings>();
    for (var entry : content.services().entrySet()) {
      var path = "services." + entry.getKey();
      var name = serviceName(path, entry.getKey());
      var service = entry.getValue();
      services.put(name, service(path, name, service, content.stores()));
      section(path, PDS, service, service.pds()).ifPresent(section -> pds.put(name, pds(path + ".pds", section)));
      section(path, KNOT, service, service.knot()).ifPresent(
          section -> knots.put(name, new KnotChecks(new ConfigurationPath(file, path)).checked(service, section)));
    }
    var others = new LinkedHashMap<ServiceName, String>();
    orEmpty(content.notBackedUp()).forEach(
        (name, why) -> others.put(serviceName("notBackedUp." + name, name), why));
    return new Configuration(new Catalogue(services, others), policy(content.approvals()), pds, knots,
        worker(content.worker()), Optional.ofNullable(content.slack()).map(new SlackChecks(file)::checked));
  }

  private JobSettings worker(@Nullable WorkerSection worker) {
    if (worker == null) {
      return JobSettings.DEFAULT;
    }
    var usual = JobSettings.DEFAULT;
    return new JobSettings(Objects.requireNonNullElse(worker.image(), ""),
        duration("worker.deadline", worker.deadline(), usual.deadline()),
        duration("worker.keep", worker.keep(), usual.keep()),
        quantity("worker.scratch", worker.scratch(), usual.scratch()),
        quantity("worker.memory", worker.memory(), usual.memory()));
  }

  private String quantity(String path, @Nullable String text, String otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (!QUANTITY.matcher(text).matches()) {
      throw wrong(path, "is not a size like 512Mi or 10Gi: " + text);
    }
    return text;
  }

  private ServiceName serviceName(String path, String text) {
    var name = at(path, () -> new ServiceName(text));
    if (Grammar.reserves(name)) {
      throw wrong(path, "`" + text + "` is a word of the commands and cannot be the name of a service");
    }
    return name;
  }

  private ServiceDefinition service(String path, ServiceName name, Service service, Map<String, Store> stores) {
    if (!KINDS.contains(service.kind())) {
      throw wrong(path + ".kind", "unknown kind `" + service.kind() + "`; known: " + String.join(", ", KINDS));
    }
    var workload = service.workload().split("/", -1);
    if (workload.length != 2 || !Set.of("deployment", "statefulset").contains(workload[0]) || workload[1].isBlank()) {
      throw wrong(path + ".workload", "is not of the form deployment/NAME or statefulset/NAME");
    }
    var owner = OWNER.matcher(service.volume().owner());
    if (!owner.matches()) {
      throw wrong(path + ".volume.owner", "is not of the form UID:GID, as in \"1000:1000\"");
    }
    var volume = new VolumeDefinition(service.volume().claim(), Integer.parseInt(owner.group(1)),
        Integer.parseInt(owner.group(2)), service.volume().mountedAt(), optional(service.volume().fsGroup()));
    return new ServiceDefinition(name, service.kind(),
        new WorkloadRef(service.namespace(), workload[0], workload[1]), volume,
        backups(path + ".backups", service.backups(), stores), timeouts(path + ".timeouts", service.timeouts()),
        schedule(path + ".drills", service.drills()));
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private Timeouts timeouts(String path, @Nullable TimeoutsSection timeouts) {
    return timeouts == null
        ? Timeouts.DEFAULT
        : new Timeouts(duration(path + ".gone", timeouts.gone(), Timeouts.DEFAULT.gone()),
            duration(path + ".ready", timeouts.ready(), Timeouts.DEFAULT.ready()));
  }

  private Backups backups(String path, BackupsSection backups, Map<String, Store> stores) {
    var store = stores.get(backups.store());
    if (store == null) {
      throw wrong(path + ".store", "there is no `stores." + backups.store() + "`");
    }
    var databases = backups.databases().entrySet().stream()
        .map(entry -> database(path + ".databases." + entry.getKey(), entry.getKey(), entry.getValue())).toList();
    var keys = backups.credentials();
    return at(path, () -> new Backups(store(backups.store(), store), backups.bucket(),
        new CredentialsRef(keys.secret(), keys.accessKey(), keys.secretKey()), databases,
        mirrors(path + ".mirrors", backups.mirrors()),
        schedule(path + ".schedule", backups.schedule()), orEmpty(backups.cronJobs()),
        duration(path + ".tolerance", backups.tolerance(), Backups.DEFAULT_TOLERANCE)));
  }

  private Schedule schedule(String path, @Nullable String text) {
    return text == null ? Schedule.NONE : at(path, () -> CronSchedule.parse(text));
  }

  private List<MirrorDefinition> mirrors(String path, @Nullable Map<String, Mirror> mirrors) {
    return Objects.requireNonNullElse(mirrors, Map.<String, Mirror>of()).entrySet().stream()
        .map(entry -> at(path + "." + entry.getKey(),
            () -> new MirrorDefinition(entry.getKey(), entry.getValue().prefix(), entry.getValue().folder())))
        .toList();
  }

  private DatabaseDefinition database(String path, String name, Database database) {
    var key = at(path + ".key", () -> KeyTemplate.parse(database.key()));
    var need = Boolean.TRUE.equals(database.optional()) ? Need.OPTIONAL : Need.REQUIRED;
    return at(path + ".file", () -> new DatabaseDefinition(name, key, database.file(), need));
  }

  private static StoreDefinition store(String name, Store store) {
    var addressing = Boolean.FALSE.equals(store.pathStyle()) ? Addressing.HOST : Addressing.PATH;
    return new StoreDefinition(name, store.endpoint(), store.region(), addressing);
  }

  /// The section that every service of `kind` has, and no other.
  private <T> Optional<T> section(String path, String kind, Service service, @Nullable T section) {
    if (service.kind().equals(kind) == (section == null)) {
      throw wrong(path + "." + kind, section == null
          ? "a service of kind " + kind + " needs this section"
          : "only a service of kind " + kind + " has this section");
    }
    return Optional.ofNullable(section);
  }

  private PdsSettings pds(String path, PdsSection pds) {
    var margin = Objects.requireNonNullElse(pds.sequencerMargin(), SEQUENCER_MARGIN);
    return at(path, () -> new PdsSettings(pds.url(), pds.hostname(), pds.relays(), margin));
  }

  private Policy policy(Approvals approvals) {
    var needed = new EnumMap<Gate, Integer>(Gate.class);
    for (var entry : orEmpty(approvals.gates()).entrySet()) {
      needed.put(gate(entry.getKey()), enough(entry.getKey(), entry.getValue(), approvals.approvers()));
    }
    var own = Boolean.TRUE.equals(approvals.requesterMayApprove())
        ? OwnRequest.MAY_APPROVE
        : OwnRequest.MAY_NOT_APPROVE;
    var breakGlass = approvals.breakGlass();
    var glass = breakGlass == null ? null : duration("approvals.breakGlass.after", breakGlass.after());
    return at("approvals", () -> new Policy(Set.copyOf(approvals.requesters()), Set.copyOf(approvals.approvers()),
        needed, own, duration("approvals.expireAfter", approvals.expireAfter(), EXPIRE_AFTER), glass));
  }

  /// A gate that nobody can ever pass is a mistake. How many a group has is not known here.
  private int enough(String gate, int needed, List<String> approvers) {
    if (needed > approvers.size() && approvers.stream().noneMatch(Policy::isGroup)) {
      throw wrong("approvals.gates." + gate, "needs " + needed + " people, and there are only " + approvers.size()
          + " approvers");
    }
    return needed;
  }

  private Gate gate(String word) {
    for (var gate : Gate.values()) {
      if (gate.word().equals(word) && gate != Gate.REPAIR) {
        return gate;
      }
    }
    throw wrong("approvals.gates." + word,
        "there is no gate of that name; known: start, access, replace, checks, undo, purge");
  }

  private Duration duration(String path, @Nullable String text, Duration otherwise) {
    return text == null ? otherwise : duration(path, text);
  }

  private Duration duration(String path, String text) {
    try {
      var duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException _) {
      // Told below, as for one that is not positive.
    }
    throw wrong(path, "is not a time span like 30m, 90s or 2h: " + text);
  }

  private <T> T at(String path, Supplier<T> value) {
    return new ConfigurationPath(file, path).checked(value);
  }

  private ConfigurationException wrong(String path, String what) {
    return new ConfigurationPath(file, path).wrong(what);
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
