package dev.restorebot.bot.config;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.bot.config.ConfigurationFile.Approvals;
import dev.restorebot.bot.config.ConfigurationFile.Service;
import dev.restorebot.bot.config.ConfigurationFile.TimeoutsSection;
import dev.restorebot.bot.config.ConfigurationFile.WorkerSection;
import dev.restorebot.bot.kind.ConfiguredKind;
import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.bot.yaml.ConfigurationPath;
import dev.restorebot.bot.yaml.ConfigurationText;
import dev.restorebot.bot.yaml.Form;
import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.Timeouts;
import dev.restorebot.service.VolumeDefinition;
import dev.restorebot.service.WorkloadRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes the domain's values of what is written in the file, and says by path what does not fit together.
final class ConfigurationChecks {
  private static final Pattern OWNER = Pattern.compile(Form.OWNER);
  private static final Duration EXPIRE_AFTER = Duration.ofMinutes(30);
  private static final Pattern QUANTITY = Pattern.compile(Form.SIZE);

  private final ConfigurationText text;
  private final Kinds known;

  ConfigurationChecks(ConfigurationText text, Kinds known) {
    this.text = text;
    this.known = known;
  }

  Configuration checked(ConfigurationFile content) {
    var stores = new LinkedHashMap<String, StoreDefinition>();
    content.stores().forEach(
        (name, store) -> stores.put(name, BackupsChecks.store(at("stores." + name), name, store)));
    var services = new LinkedHashMap<ServiceName, ServiceDefinition>();
    var kinds = new LinkedHashMap<ServiceName, ConfiguredKind<?>>();
    for (var entry : content.services().entrySet()) {
      var path = "services." + entry.getKey();
      var name = serviceName(path, entry.getKey());
      var service = entry.getValue();
      var definition = service(path, name, service, stores);
      services.put(name, definition);
      kinds.put(name, known.configured(definition, orEmpty(service.sections()), at(path)));
    }
    var others = new LinkedHashMap<ServiceName, String>();
    orEmpty(content.notBackedUp()).forEach((name, why) -> {
      if (others.put(serviceName("notBackedUp." + name, name), why) != null || content.services().containsKey(name)) {
        throw wrong("notBackedUp." + name, "is a service that is backed up; remove it here or below `services`");
      }
    });
    return new Configuration(new Catalogue(services, others), policy(content.approvals()), kinds,
        worker(content.worker()), Optional.ofNullable(content.slack()).map(new SlackChecks(at("slack"))::checked),
        Optional.ofNullable(content.audit()).flatMap(audit -> Optional.ofNullable(audit.anchor()))
            .map(anchor -> new AuditChecks(at("audit.anchor")).checked(anchor, stores, services.values())));
  }

  private JobSettings worker(@Nullable WorkerSection worker) {
    if (worker == null) {
      return JobSettings.DEFAULT;
    }
    var usual = JobSettings.DEFAULT;
    return new JobSettings(Objects.requireNonNullElse(worker.image(), ""),
        at("worker.deadline").duration(worker.deadline(), usual.deadline()),
        at("worker.keep").duration(worker.keep(), usual.keep()),
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

  private ServiceName serviceName(String path, String name) {
    var service = at(path).checked(() -> new ServiceName(name));
    if (Grammar.reserves(service) || known.verbs().contains(name)) {
      throw wrong(path, "`" + name + "` is a word of the commands and cannot be the name of a service");
    }
    return service;
  }

  private ServiceDefinition service(String path, ServiceName name, Service service,
      Map<String, StoreDefinition> stores) {
    var kind = known.module(service.kind(), at(path));
    var workload = service.workload().split("/", -1);
    if (workload.length != 2 || !Set.of("deployment", "statefulset").contains(workload[0]) || workload[1].isBlank()) {
      throw wrong(path + ".workload", "is not of the form deployment/NAME or statefulset/NAME");
    }
    if (!service.volume().mountedAt().startsWith("/")) {
      throw wrong(path + ".volume.mountedAt", "is not the path of a folder, as in /home/git");
    }
    if (!OWNER.matcher(service.volume().owner()).matches()) {
      throw wrong(path + ".volume.owner", "is not of the form UID:GID, as in \"1000:1000\"");
    }
    var owner = service.volume().owner().split(":", -1);
    var volume = new VolumeDefinition(service.volume().claim(), Integer.parseInt(owner[0]), Integer.parseInt(owner[1]),
        service.volume().mountedAt(), group(path + ".volume.fsGroup", service.volume().fsGroup()));
    return new ServiceDefinition(name, kind.name(), kind.amendment().orElse(null),
        new WorkloadRef(service.namespace(), workload[0], workload[1]), volume,
        new BackupsChecks(at(path + ".backups")).checked(service.backups(), stores),
        timeouts(path + ".timeouts", service.timeouts()),
        at(path + ".drills").schedule(service.drills()));
  }

  private OptionalInt group(String path, @Nullable Integer number) {
    if (number != null && number < 0) {
      throw wrong(path, "is not the number of a group: " + number);
    }
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private Timeouts timeouts(String path, @Nullable TimeoutsSection timeouts) {
    return timeouts == null
        ? Timeouts.DEFAULT
        : new Timeouts(at(path + ".gone").duration(timeouts.gone(), Timeouts.DEFAULT.gone()),
            at(path + ".ready").duration(timeouts.ready(), Timeouts.DEFAULT.ready()));
  }

  private Policy policy(Approvals approvals) {
    people("approvals.requesters", approvals.requesters());
    people("approvals.approvers", approvals.approvers());
    var readers = approvals.readers();
    people("approvals.readers", readers == null ? List.of() : readers);
    var people = humans(approvals);
    var needed = new EnumMap<Gate, Integer>(Gate.class);
    for (var entry : orEmpty(approvals.gates()).entrySet()) {
      needed.put(gate(entry.getKey()), enough(entry.getKey(), entry.getValue(), approvals, people));
    }
    var own = Boolean.TRUE.equals(approvals.requesterMayApprove())
        ? OwnRequest.MAY_APPROVE
        : OwnRequest.MAY_NOT_APPROVE;
    var breakGlass = approvals.breakGlass();
    var glass = breakGlass == null ? null : at("approvals.breakGlass.after").duration(breakGlass.after());
    return at("approvals")
        .checked(() -> new Policy(Set.copyOf(approvals.requesters()), Set.copyOf(approvals.approvers()),
            needed, own, at("approvals.expireAfter").duration(approvals.expireAfter(), EXPIRE_AFTER), glass,
            readers == null ? null : Set.copyOf(readers), people));
  }

  /// The ids of each human who has several.
  private List<Set<String>> humans(Approvals approvals) {
    var people = approvals.people();
    var humans = new ArrayList<Set<String>>();
    for (var i = 0; people != null && i < people.size(); i++) {
      var path = "approvals.people." + i;
      var ids = people.get(i);
      people(path, ids);
      if (ids.stream().anyMatch(Policy::isGroup)) {
        throw wrong(path, "has a group in it; these are the ids of one human");
      }
      if (Set.copyOf(ids).size() < 2) {
        throw wrong(path, "has fewer than two ids; these are the ids of one human who has several");
      }
      humans.add(Set.copyOf(ids));
    }
    return humans;
  }

  private void people(String path, List<String> ids) {
    for (var i = 0; i < ids.size(); i++) {
      var id = ids.get(i);
      if (!Policy.isGroup(id)) {
        at(path + "." + i).checked(() -> new Person(id));
      }
    }
  }

  /// A gate that nobody can ever pass is a mistake. How many a group has is not known here.
  private int enough(String gate, int needed, Approvals approvals, List<Set<String>> people) {
    var approvers = approvals.approvers();
    var count = Policy.humans(approvers, people);
    if (needed > count && approvers.stream().noneMatch(Policy::isGroup)) {
      throw wrong("approvals.gates." + gate, "needs " + needed + " people, and there are only " + count
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

  private ConfigurationPath at(String path) {
    return new ConfigurationPath(text, path);
  }

  private ConfigurationException wrong(String path, String what) {
    return at(path).wrong(what);
  }

  private static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
