package dev.restorebot.plan;

import dev.restorebot.cluster.Cluster.Workload;
import dev.restorebot.files.Digest;
import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Loss.Change;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.service.Backups;
import dev.restorebot.service.CredentialsRef;
import dev.restorebot.service.DatabaseDefinition;
import dev.restorebot.service.DatabaseDefinition.Need;
import dev.restorebot.service.KeyTemplate;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.Timeouts;
import dev.restorebot.service.VolumeDefinition;
import dev.restorebot.service.WorkloadRef;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.Inspected;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The facts about a PDS with two accounts that lost one of them, to be changed one at a time.
public final class PlanWorld {
  private static final String DAY = "20260224-0200";

  public Intent intent = new Intent.Restore(new Selector.Latest(), Mirrors.NOW, Reach.WHOLE);
  public Set<String> accepted = new LinkedHashSet<>();
  public List<Source> sources =
      new ArrayList<>(List.of(source("account", "11", 8192), source("sequencer", "12", 4096)));
  public List<String> passedOver = new ArrayList<>();
  public List<String> cronJobs = new ArrayList<>(List.of("pds-backup"));
  public List<String> missingCronJobs = new ArrayList<>();
  public int replicas = 1;
  public int ready = 1;
  public final List<String> keepers = new ArrayList<>();
  public List<VolumeFile> files =
      new ArrayList<>(List.of(file("account.sqlite", 8192), file("sequencer.sqlite", 4096)));
  public long free = 1_000_000_000;
  public @Nullable PastDrill drilled;
  public long staged;
  public TreeMap<String, Long> relays = new TreeMap<>(Map.of("https://relay.example", 9042L));
  public List<String> lost = new ArrayList<>(List.of("third.example"));
  public List<String> returning = new ArrayList<>(List.of("bob.example"));
  public UnaryOperator<String> wording = UnaryOperator.identity();
  public List<String> kept = new ArrayList<>();
  public List<Addition> additions = new ArrayList<>();
  public List<Mirror> mirrors = new ArrayList<>();
  public List<VolumeFolder> folders = new ArrayList<>();
  public List<Finding> findings = new ArrayList<>();
  public List<String> byHand = new ArrayList<>();
  public List<String> ifUndone = new ArrayList<>();
  public Instant at = Instant.parse("2026-02-26T12:00:00Z");

  /// The plan of the world as it is.
  public static Plan plan() {
    return new PlanWorld().planned();
  }

  /// The plan of a world in which rights are missing.
  public static Plan adding() {
    var world = new PlanWorld();
    world.additions.add(addition("repo:push"));
    return world.planned();
  }

  /// The plan of these facts.
  public Plan planned() {
    return switch (Planner.decide(facts())) {
      case Decision.Planned(var plan) -> plan;
      case Decision.Refused(var reason, var hint) -> throw new AssertionError(reason + " " + hint);
    };
  }

  /// What people asked for.
  public Request request() {
    return new Request(new ServiceName("pds"), intent, null, accepted);
  }

  /// An example.
  public static Addition addition(String action) {
    return new Addition("did:plc:a/site", List.of("p, did:plc:a, thisserver, did:plc:a/site, " + action));
  }

  /// An example.
  public static VolumeFolder folder(String path) {
    return new VolumeFolder(path, 12, new ByteSize(4096), digest(path));
  }

  /// An example.
  public static Mirror mirror(String listing) {
    return new Mirror(new MirrorDefinition("repositories", "knot/repositories/", "repositories"), null, 12,
        new ByteSize(4096), Instant.parse("2026-02-24T02:31:00Z"), digest(listing));
  }

  private List<Change> changes(List<String> items) {
    return items.stream().map(item -> Change.of(item, wording.apply(item))).toList();
  }

  Facts facts() {
    var contents =
        new Contents(List.of(account("alice"), account("bob")), new TreeMap<>(Map.of("sequence.last", 8900L)),
            Instant.parse("2026-02-24T01:59:00Z"), List.of());
    var candidate = new Candidate(time("11"), time("12"), sources, mirrors, contents, List.of(), passedOver);
    return new Facts(service(), request(), candidate, new Workload(replicas, replicas, ready, keepers), cronJobs,
        missingCronJobs,
        new Inspected(files, folders, Contents.EMPTY, new ByteSize(free)), new ByteSize(staged),
        new ExternalState(relays, List.of()),
        new Loss("account", changes(lost), changes(returning), kept, additions, findings), byHand, ifUndone, drilled,
        at);
  }

  /// A backup of `database`.
  public static Source source(String database, String second, long size) {
    var key = "pds/db/" + database + "-" + DAY + second + ".sqlite";
    var object = new BackupObject(key, new ByteSize(size), "etag-" + database, time(second).instant());
    return new Source(database, database + ".sqlite", object, digest(database + size));
  }

  /// A file that is live.
  public static VolumeFile file(String path, long size) {
    return new VolumeFile(path, new ByteSize(size), digest("live " + path + size));
  }

  static Digest digest(String content) {
    var sha = Digest.sha256Engine();
    sha.update(content.getBytes(StandardCharsets.UTF_8));
    return Digest.of(sha);
  }

  private static Timestamp time(String second) {
    return Timestamp.parse(DAY + second).orElseThrow();
  }

  private static Item account(String name) {
    return new Item("did:plc:" + name, name + ".example", new TreeSet<>(List.of("account", "active", "repo", "key")));
  }

  /// The service that it is all about.
  public static ServiceDefinition service() {
    var backups = new Backups(
        new StoreDefinition("hetzner", URI.create("http://localhost:9000"), "nbg1", StoreDefinition.Addressing.PATH),
        "backups", new CredentialsRef("keys", "access", "secret"), List.of(database("account"), database("sequencer")),
        List.of(),
        Schedule.NONE, List.of("pds-backup"), Backups.DEFAULT_TOLERANCE);
    return new ServiceDefinition(new ServiceName("pds"), "pds", KnotAmendment.RIGHTS,
        new WorkloadRef("pds", "deployment", "pds"),
        new VolumeDefinition("pds-data", 1000, 1000, "/pds", OptionalInt.empty()), backups, Timeouts.DEFAULT,
        Schedule.NONE);
  }

  private static DatabaseDefinition database(String name) {
    return new DatabaseDefinition(name, KeyTemplate.parse("pds/db/" + name + "-{timestamp}.sqlite"), name + ".sqlite",
        Need.REQUIRED);
  }
}
