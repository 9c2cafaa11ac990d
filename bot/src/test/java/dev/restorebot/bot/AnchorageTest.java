package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import dev.restorebot.sqlite.RewrittenJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Seals that are kept in a bucket of their own, beside the sandbox's backups.
@Timeout(300)
class AnchorageTest {
  private static final Person ALICE = new Person("sandbox:alice");

  @TempDir
  private Path folder;
  private Sandbox world;
  private Map<String, String> environment;
  private final List<String> announced = new ArrayList<>();

  @BeforeAll
  static void prepare() {
    Program.prepare();
  }

  @BeforeEach
  void open() throws IOException {
    world = Worlds.open(folder.resolve("world"));
    Files.createDirectory(folder.resolve("world/bucket/seals"));
    Files.writeString(world.configuration(), Files.readString(world.configuration())
        + "audit: { anchor: { store: sandbox, bucket: seals, prefix: \"record/\", retain: 90d } }\n");
    var keys = world.store().secret();
    environment = Map.of(Anchorage.ACCESS_KEY, keys.accessKey(), Anchorage.SECRET_KEY, keys.secretKey());
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void keepsTheSealsOfRunsAndComparesTheRecordWithThem() throws Exception {
    runs(environment);

    var kept = files();
    var verified = verified();
    RewrittenJournal.rewrite(world.journal(), 1, event -> event.replace("alice", "mallory"));
    var rewritten = verified();

    assertThat(announced).isEmpty();
    assertThat(kept).singleElement().asString().matches("r-\\w+-\\d+\\.json");
    assertThat(verified.out()).contains("All 1 seals that are kept in s3://seals/record/ fit.");
    assertThat(verified.status()).as(verified.err()).isZero();
    assertThat(rewritten.err()).contains("was tampered with: entry ", " is not the one that was sealed with ");
    assertThat(rewritten.status()).isEqualTo(1);
  }

  @Test
  void findsWhatIsNoSealAndWhatSealsWhatIsNotThere() throws Exception {
    runs(environment);
    var seal = folder.resolve("world/bucket/seals/record").resolve(files().getFirst());
    var text = Files.readString(seal);

    Files.writeString(seal, "{}\n");
    assertThat(verified().err()).contains("what is kept as s3://seals/record/r-", ".json is no seal");

    Files.writeString(seal, text);
    Files.writeString(seal.resolveSibling("r-later-999.json"), "{\"run\":\"r-later\",\"entry\":999,\"digest\":\""
        + "0".repeat(64) + "\"}\n");
    assertThat(verified().err()).contains("is not there: entries were cut off at the end");
  }

  @Test
  void stopsNoRunWhereItsKeysAreMissingOrWrongAndTellsEverybody() throws Exception {
    runs(Map.of());
    assertThat(announced)
        .containsExactly("Seals of the record cannot be kept in s3://seals/record/: the keys of the anchor are"
            + " not set. Next: set RESTOREBOT_ANCHOR_ACCESS_KEY and RESTOREBOT_ANCHOR_SECRET_KEY, as from the Secret"
            + " restorebot-anchor. Runs go on. I try again every 5 minutes, and say when it works.");
    announced.clear();

    runs(Map.of(Anchorage.ACCESS_KEY, "AKIDOTHER", Anchorage.SECRET_KEY, "another-secret"));
    assertThat(announced).singleElement().asString()
        .startsWith("Seals of the record cannot be kept in s3://seals/record/: list ")
        .doesNotContain("AKIDOTHER", "another-secret");
    announced.clear();

    runs(environment);
    assertThat(announced).isEmpty();
    assertThat(files()).hasSize(3);
  }

  @Test
  void saysInCheckWhetherTheBucketHasObjectLock() {
    var configuration = ConfigurationReader.read(world.configuration());

    try (var anchorage = Anchorage.of(configuration, environment).orElseThrow();
        var keyless = Anchorage.of(configuration, Map.of()).orElseThrow()) {
      assertThat(CheckCommand.lines(anchorage.look()))
          .startsWith("  DOUBT    anchor s3://seals/record/: the store knows no Object Lock")
          .contains("           Next: ");
      assertThat(CheckCommand.lines(keyless.look()))
          .contains("DOUBT    anchor s3://seals/record/: the keys of the anchor are not set");
    }
  }

  /// A bot in a life of its own, in which a run comes to its end.
  private void runs(Map<String, String> variables) throws InterruptedException {
    var configuration = ConfigurationReader.read(world.configuration());
    try (var bot = Wiring.bot(Place.in(world), configuration, chat(), Watcher.NONE, UnaryOperator.identity());
        var anchorage = Anchorage.of(configuration, variables).orElseThrow()) {
      bot.desk().say(ALICE, "", "/restore pds latest-before 2026-02-25 --dry-run");
      bot.engine().awaitRest();
      bot.anchor(anchorage.anchoring(bot.engine().ledger(), world.clock()));
    }
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder.resolve("world/bucket/seals/record"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private Program verified() throws IOException, InterruptedException {
    return Program.run(environment, "", "audit", "verify", world.journal().toString(), "--anchor", "--config",
        world.configuration().toString());
  }

  private Chat chat() {
    return new Chat() {
      @Override
      public String name() {
        return "board";
      }

      @Override
      public String post(RunId run, Post post) {
        return "m-" + post.hashCode();
      }

      @Override
      public void announce(List<String> lines) {
        announced.addAll(lines);
      }
    };
  }
}
