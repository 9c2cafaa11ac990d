package dev.restorebot.bot;

import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Courier;
import dev.restorebot.failsafe.FailsafeRetries;
import dev.restorebot.json.JsonEventCodec;
import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsFiles;
import dev.restorebot.run.Engine;
import dev.restorebot.run.EnginePorts;
import dev.restorebot.run.Journal;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Site;
import dev.restorebot.run.Watcher;
import dev.restorebot.s3.S3BackupStores;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Digest;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.xrpc.HttpPds;
import dev.restorebot.xrpc.HttpRelay;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The composition root: every object of a running bot is made here, by hand, from top to bottom.
public final class Wiring implements AutoCloseable {
  private final SqliteJournal journal;
  private final S3BackupStores stores;
  private final Engine engine;
  private final FrontDesk desk;

  private Wiring(SqliteJournal journal, S3BackupStores stores, Engine engine, FrontDesk desk) {
    this.journal = journal;
    this.stores = stores;
    this.engine = engine;
    this.desk = desk;
  }

  /// A bot in the sandbox's world: the real engine, worker, S3 client and journal.
  ///
  /// @param journals what is put around the journal; tests kill the bot there
  public static Wiring sandbox(Sandbox world, Configuration configuration, Chat chat, Watcher watcher,
      UnaryOperator<Journal> journals) {
    var journal = SqliteJournal.open(world.journal(), new JsonEventCodec());
    var stores = new S3BackupStores();
    var ledger = new Ledger(journals.apply(journal), world.clock());
    var courier = new Courier(ledger, chat);
    ledger.listen(_ -> courier.deliver());

    var ports = new EnginePorts(world.cluster(), stores, new SqliteDatabases(), new FailsafeRetries(),
        new JsonWorkerCodec(), watcher, world.clock()::advance, world.clock(), world.scratch());
    var engine = new Engine(ledger, configuration.policy(), sites(configuration), ports, sandboxIds());
    var desk = new FrontDesk(configuration.catalogue(), world.clock(), engine);
    courier.deliver();
    return new Wiring(journal, stores, engine, desk);
  }

  private static Map<ServiceName, Site> sites(Configuration configuration) {
    var sites = new HashMap<ServiceName, Site>();
    configuration.catalogue().services().forEach((name, definition) -> {
      var settings = configuration.pds().get(name);
      if (settings != null) {
        sites.put(name, new Site(definition, new Pds(settings, new HttpPds(settings.url()), new HttpRelay()),
            new PdsFiles()));
      }
    });
    return sites;
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

  /// Takes what people say.
  public FrontDesk desk() {
    return desk;
  }

  /// Lets runs go on.
  public Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    stores.close();
    journal.close();
  }
}
