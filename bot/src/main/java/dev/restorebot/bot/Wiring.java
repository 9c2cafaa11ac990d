package dev.restorebot.bot;

import dev.restorebot.approval.Readers;
import dev.restorebot.audit.Anchoring;
import dev.restorebot.audit.Keyring;
import dev.restorebot.bot.chat.ChatSetup;
import dev.restorebot.bot.chat.Chats;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.reader.ForkedReader;
import dev.restorebot.bot.reader.ReaderCommand;
import dev.restorebot.bot.sandbox.RealPdsWorld;
import dev.restorebot.bot.sandbox.World;
import dev.restorebot.bot.slack.SlackFrontEnd;
import dev.restorebot.bot.slack.SlackTokens;
import dev.restorebot.bot.state.StateFolder;
import dev.restorebot.bot.terminal.Bot;
import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.Symptoms;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.Questions;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Notifier;
import dev.restorebot.concurrent.SideBySide;
import dev.restorebot.diagnose.Diagnostician;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.diagnose.Trash;
import dev.restorebot.engine.Engine;
import dev.restorebot.engine.EngineFactory;
import dev.restorebot.engine.EnginePorts;
import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.files.Digest;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.SnapshotReader;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.kubernetes.Kubectl;
import dev.restorebot.kubernetes.KubernetesAccess;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesCluster;
import dev.restorebot.kubernetes.KubernetesInside;
import dev.restorebot.kubernetes.KubernetesSymptoms;
import dev.restorebot.kubernetes.OwnImage;
import dev.restorebot.readiness.Readiness;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.run.Journal;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Pause;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunWords;
import dev.restorebot.run.SteadyTime;
import dev.restorebot.run.Watcher;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.ServiceName;
import dev.restorebot.sqlite.SqliteBooks;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.watch.Watch;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The composition root: every object of a running bot is made here, by hand, from top to bottom.
public final class Wiring implements Bot {
  /// Letters and digits that are not taken for one another.
  private static final String ID_LETTERS = "23456789abcdefghjkmnpqrstvwxyz";
  private static final int ID_LENGTH = 6;

  /// Of file systems that volumes may be on (source: `--trash-days` in the documentation of JuiceFS).
  private static final List<Trash> TRASHES = List.of(new Trash("JuiceFS", Duration.ofDays(1),
      "unless --trash-days says otherwise, and is seen at the root of the file system only"));

  private static final InstantSource TIME = new SteadyTime(InstantSource.system(), System::nanoTime);

  private final SqliteJournal journal;
  private final S3BackupStores stores;
  private final Engine engine;
  private final FrontDesk desk;
  private final Chats chats;
  private final SqliteBooks books;
  private final AlertPublisher alerts;

  private Wiring(SqliteJournal journal, S3BackupStores stores, Engine engine, FrontDesk desk,
      Chats chats, SqliteBooks books, AlertPublisher alerts) {
    this.books = books;
    this.alerts = alerts;
    this.journal = journal;
    this.stores = stores;
    this.engine = engine;
    this.desk = desk;
    this.chats = chats;
  }

  /// Where a bot runs, and what it keeps there.
  ///
  /// @param journal the journal's file
  /// @param scratch the folder in which snapshots are looked at
  /// @param reader opens what was fetched of snapshots
  /// @param inside reaches into the pods there
  /// @param symptoms what the cluster tells of how services fare
  /// @param limits how long people wait for a diagnosis, and for what a list tells
  /// @param jobs how Jobs run there, for those who start one by hand
  /// @param pause how it waits
  /// @param ids makes the ids of new runs
  /// @param keys what the journal is signed with, and was
  public record Place(Path journal, Path scratch, SnapshotReader reader, Cluster cluster, PodExec inside,
      Symptoms symptoms, Limits limits,
      JobSettings jobs, Pause pause, InstantSource time, Supplier<RunId> ids, Keyring keys) {
    /// In the sandbox's world, where the time moves when it is waited for, and the ids are the same in every world, so that
    /// transcripts can be compared.
    public static Place in(World world) {
      return new Place(world.journal(), world.scratch(), world.reader(), world.cluster(), world.inside(),
          world.symptoms(),
          Limits.DEFAULT, JobSettings.DEFAULT,
          world.pause(), world.clock(), sandboxIds(), Keyring.NONE);
    }

    /// In the real world.
    static Place in(StateFolder state, Connection connection, Keyring keys) {
      return new Place(state.journal(), state.scratch(), new ForkedReader(ReaderCommand.of(Main.class.getName())),
          connection.cluster(), connection.inside(),
          connection.symptoms(), Limits.DEFAULT, connection.jobs(), Thread::sleep, TIME, newIds(), keys);
    }

    /// The same place where people wait for a diagnosis as long as `others` say.
    public Place with(Limits others) {
      return new Place(journal, scratch, reader, cluster, inside, symptoms, others, jobs, pause, time, ids, keys);
    }

    /// The same place with another cluster.
    public Place with(Cluster other) {
      return new Place(journal, scratch, reader, other, inside, symptoms, limits, jobs, pause, time, ids, keys);
    }

    /// The same place with other keys.
    public Place with(Keyring others) {
      return new Place(journal, scratch, reader, cluster, inside, symptoms, limits, jobs, pause, time, ids, others);
    }
  }

  /// Where a bot is talked to.
  ///
  /// @param chat where the thread of each run is written down
  /// @param watcher who watches the progress of steps there
  /// @param chats the chats, beside one another
  public record Fronts(Chat chat, Watcher watcher, List<ChatSetup> chats) {
    public Fronts {
      chats = List.copyOf(chats);
    }

    /// Nothing but terminals.
    public static Fronts of(Chat chat, Watcher watcher) {
      return new Fronts(chat, watcher, List.of());
    }
  }

  /// A bot that is talked to in terminals only.
  public static Wiring bot(Place place, Configuration configuration, Chat chat, Watcher watcher,
      UnaryOperator<Journal> journals) {
    return bot(place, configuration, Fronts.of(chat, watcher), journals);
  }

  /// Makes such bots at `place`.
  public static Bot.Opening opening(Place place, Configuration configuration, UnaryOperator<Journal> journals) {
    return (chat, watcher) -> bot(place, configuration, chat, watcher, journals);
  }

  /// Makes such bots at `place` in a world of the sandbox, with the configuration that the world has.
  public static Bot.Opening opening(World world, Place place, UnaryOperator<Journal> journals) {
    return opening(place, ConfigurationReader.read(world.configuration()), journals);
  }

  /// A bot: the engine, worker, S3 client and journal, with `fronts` to talk in.
  ///
  /// @param journals what is put around the journal; tests kill the bot there
  public static Wiring bot(Place place, Configuration configuration, Fronts fronts,
      UnaryOperator<Journal> journals) {
    var journal = SqliteJournal.open(place.journal(), new JournalCodec(), place.keys().own());
    var books = SqliteBooks.open(place.journal());
    var stores = new S3BackupStores();
    var ledger = new Ledger(journals.apply(journal), place.time());
    var notifier = new Notifier(ledger, fronts.chat());
    ledger.listen(_ -> notifier.deliver());
    var chats = new Chats(fronts.chats(), configuration.policy(), ledger);

    var groups = chats.groups();
    var ports =
        new EnginePorts(place.cluster(), new Kubectl(place.jobs()), stores, place.reader(), books.snapshots(),
            books.keys(),
            new FailsafeRetries(), new JsonWorkerCodec(), groups,
            all(fronts.watcher(), chats.watcher()), place.pause(), place.time(), place.scratch());
    var engine =
        EngineFactory.engine(ledger, configuration.policy(), sites(configuration, place.inside()), ports, place.ids());
    var diagnostician = new Diagnostician(engine, place.symptoms(), place.time(), place.limits(), TRASHES);
    var questions = new Questions(new Readers(configuration.policy(), groups), books.asks(), place.time());
    var desk = new FrontDesk(configuration.catalogue(), place.time(), engine, diagnostician, questions,
        place.limits().look());
    notifier.deliver();
    var watch = new Watch(engine.inspector(), books.watch(), place.time());
    var alerts = new AlertPublisher(watch, fronts.chat(), chats);
    look(journal, place.keys(), alerts);
    engine.alarm((run, why) -> alerts.unrecorded(run,
        ledger.run(run).map(found -> RunWords.standing(found.state())).orElse("not begun"), why));
    return new Wiring(journal, stores, engine, desk, chats, books, alerts);
  }

  private static Watcher all(Watcher one, Watcher other) {
    return (run, progress) -> {
      one.advanced(run, progress);
      other.advanced(run, progress);
    };
  }

  /// The chats that an operator has set up.
  ///
  /// @param environment has the tokens
  /// @param told the time that people are told
  static List<ChatSetup> chats(Configuration configuration, Map<String, String> environment, InstantSource told) {
    return configuration.slack()
        .map(settings -> SlackFrontEnd.setup(settings, SlackTokens.of(environment), told, TIME)).stream().toList();
  }

  /// Looks whether the record is what the bot wrote, and has everybody told where it is not.
  private static void look(SqliteJournal journal, Keyring keys, AlertPublisher alerts) {
    var record = journal.record();
    journal.fault(record, keys).ifPresent(alerts::changed);
    var signed = record.signatures().size();
    if (signed > 0 && keys.own().isEmpty()) {
      alerts.withoutKey(signed);
    }
    if (signed == 0 && record.unsigned() > 0) {
      keys.own().ifPresent(key -> alerts.unsigned(key.verifying().id(), record.unsigned()));
    }
  }

  private static Map<ServiceName, ManagedService> sites(Configuration configuration, PodExec inside) {
    var sites = new HashMap<ServiceName, ManagedService>();
    configuration.catalogue().services().forEach((name, definition) -> {
      var kind = Objects.requireNonNull(configuration.kinds().get(name), "a service without a kind");
      sites.put(name, new ManagedService(definition, kind.kind(definition, inside), kind.data()));
    });
    return sites;
  }

  /// The time of this machine, for a world of real programs.
  public static RealPdsWorld.Time machineTime() {
    return new RealPdsWorld.Time(TIME, Thread::sleep);
  }

  /// The time on the clock, without its jumps.
  static InstantSource realTime() {
    return TIME;
  }

  /// The same ids in the same order in every sandbox, so that transcripts can be compared.
  private static Supplier<RunId> sandboxIds() {
    var count = new AtomicInteger();
    return () -> {
      var sha = Digest.sha256Engine();
      sha.update(("run " + count.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
      return new RunId("r-" + Digest.of(sha).sha256().substring(0, 6));
    };
  }

  private static Supplier<RunId> newIds() {
    var random = new SecureRandom();
    return () -> new RunId("r-" + random.ints(ID_LENGTH, 0, ID_LETTERS.length()).mapToObj(ID_LETTERS::charAt)
        .map(String::valueOf).collect(Collectors.joining()));
  }

  /// Connects to the cluster of `context`, or the one that the program runs in.
  ///
  /// @param environment tells a program in a pod which pod that is
  static Connection connect(Configuration configuration, Optional<String> context, Map<String, String> environment) {
    var client = KubernetesClients.connect(context);
    try {
      return connection(configuration, client, environment);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /// The cluster behind `client`, which is closed with it.
  static Connection connection(Configuration configuration, KubernetesClient client, Map<String, String> environment) {
    var jobs = configuration.jobs().with(image(configuration.jobs(), client, environment));
    return new Connection(new KubernetesCluster(client, jobs, TIME), new KubernetesAccess(client),
        new KubernetesInside(client), new KubernetesSymptoms(client), jobs, TIME, client::close);
  }

  private static String image(JobSettings jobs, KubernetesClient client, Map<String, String> environment) {
    var pod = environment.getOrDefault("POD_NAME", "");
    var namespace = environment.getOrDefault("POD_NAMESPACE", "");
    var known = !jobs.image().isEmpty() || pod.isEmpty() || namespace.isEmpty();
    return known ? jobs.image() : new OwnImage(client).of(namespace, pod);
  }

  /// Whether everything is there that restores need, by service.
  static Map<ServiceName, List<Requirement>> readiness(Configuration configuration, Connection connection) {
    try (var stores = new S3BackupStores()) {
      var readiness = new Readiness(connection.cluster(), connection.access(), stores, connection.time());
      var answers = new TreeMap<ServiceName, List<Requirement>>(Comparator.comparing(ServiceName::value));
      var questions = sites(configuration, connection.inside()).values()
          .stream().<Supplier<Map.Entry<ServiceName, List<Requirement>>>>map(
              site -> () -> Map.entry(site.definition().name(),
                  readiness.of(site.definition(), site.kind())))
          .toList();
      SideBySide.answers(Math.max(1, questions.size()), questions)
          .forEach(answer -> answers.put(answer.getKey(), answer.getValue()));
      return answers;
    }
  }

  @Override
  public FrontDesk desk() {
    return desk;
  }

  /// The chats in which the bot is talked to.
  public Chats chats() {
    return chats;
  }

  /// Looks at the backups that are due to be looked at, and tells people what is wrong with them. To be called every few seconds, by
  /// one thread; blocks while it looks, which is seldom.
  @Override
  public void watch() throws InterruptedException {
    alerts.watch();
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /// Has the seals of runs that ended kept where nobody can change them, and everybody told where that fails.
  void anchor(Anchoring anchoring) {
    anchoring.tick().ifPresent(alerts::tell);
  }

  @Override
  public void close() {
    chats.close();
    stores.close();
    books.close();
    journal.close();
  }
}
