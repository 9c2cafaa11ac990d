package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.worker.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A world that a bot is started in again and again.
///
/// @param bot what is started: a program that takes the arguments of [CrashingBot]
/// @param environment what it has in its environment beside what this process has
public record World(Path home, Java java, Class<?> bot, Map<String, String> environment) {
  /// What a cluster is like of which nothing was asked yet.
  private static final String NOTHING_ASKED =
      "{\"services\":{\"PDS\":{\"replicas\":1,\"backups\":\"ACTIVE\",\"capacity\":-1}}}";

  /// A world of stand-ins.
  World(Path home, Java java) {
    this(home, java, CrashingBot.class, Map.of());
  }

  Path folder() {
    return home.resolve("world");
  }

  /// The volume of its only service.
  Path volume() throws IOException {
    try (Stream<Path> volumes = Files.list(folder().resolve("volumes"))) {
      return volumes.findAny().orElseThrow();
    }
  }

  private BotProcesses bots() {
    return new BotProcesses(home);
  }

  /// Starts a bot.
  Process start(Goal goal, Blow blow) throws IOException {
    var words = new ArrayList<>(java.command(bot));
    words.addAll(List.of(folder().toString(), goal.name(), blow.toString()));
    return bots().start(words, environment);
  }

  /// Starts a bot and returns its exit status.
  int run(Goal goal, Blow blow) throws IOException, InterruptedException {
    return end(start(goal, blow));
  }

  /// Runs a bot that must reach its goal.
  public void reach(Goal goal) throws IOException, InterruptedException {
    assertThat(run(goal, Blow.NONE)).as(() -> saidAndDone()).isEqualTo(CrashingBot.REACHED);
  }

  private String saidAndDone() {
    try {
      return said() + entries();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int end(Process bot) throws IOException, InterruptedException {
    return bots().end(bot);
  }

  /// All that its bots have printed.
  public String said() throws IOException {
    return bots().said();
  }

  /// Every file on the volume outside of restorebot's own folder.
  SortedMap<String, Digest> live() throws IOException {
    var live = new TreeMap<>(onVolume());
    live.keySet().removeIf(file -> file.startsWith(".restorebot/"));
    return live;
  }

  /// Every file on the volume.
  SortedMap<String, Digest> onVolume() throws IOException {
    return digests(volume());
  }

  /// Every file in the bucket.
  public SortedMap<String, Digest> backups() throws IOException {
    return digests(folder().resolve("bucket"));
  }

  /// What the cluster was asked for: replicas, and whether the backups run.
  String cluster() throws IOException {
    var asked = folder().resolve("cluster.json");
    return Files.exists(asked) ? Files.readString(asked) : NOTHING_ASKED;
  }

  /// The names of what is in a folder of the world; empty if there is none.
  List<String> in(String name) throws IOException {
    var inside = folder().resolve(name);
    if (!Files.isDirectory(inside)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(inside)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// True if a Job may be fetching from the object store.
  boolean fetches() throws IOException {
    return in("jobs").stream().anyMatch(name -> name.contains("-stage-"));
  }

  /// How many entries the journal holds that count for a [Blow].
  int count() throws IOException {
    try (var journal = journal()) {
      return new FatalJournal(journal, Blow.NONE).count();
    }
  }

  /// What the journal holds.
  public List<Entry> entries() throws IOException {
    try (var journal = journal()) {
      assertThat(ChainLink.fault(journal.links(0))).isEmpty();
      return journal.after(0);
    }
  }

  /// The journal; read from a copy, so that the next bot finds it as the last one left it.
  private SqliteJournal journal() throws IOException {
    var copy = Files.createDirectories(home.resolve("journal"));
    for (var suffix : List.of("", "-wal")) {
      Files.deleteIfExists(copy.resolve("restorebot.db-shm"));
      var part = folder().resolve("restorebot.db" + suffix);
      if (Files.exists(part)) {
        Files.copy(part, copy.resolve("restorebot.db" + suffix), StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.deleteIfExists(copy.resolve("restorebot.db" + suffix));
      }
    }
    return SqliteJournal.open(copy.resolve("restorebot.db"), new JournalCodec());
  }

  /// Stops everything that runs in it for a while, so that it can be looked at.
  ///
  /// @return the processes of Jobs
  List<ProcessHandle> freeze(Process bot) throws IOException, InterruptedException {
    signal("STOP", List.of(bot.toHandle()));
    var jobs = List.<ProcessHandle>of();
    while (true) {
      // A Job that is just being started does not work in its folder yet.
      var now = Stream.concat(workers().stream(), bot.descendants()).distinct().toList();
      if (jobs.containsAll(now)) {
        return jobs;
      }
      // What is not stopped may have started another one meanwhile.
      signal("STOP", now);
      jobs = now;
    }
  }

  /// Starts a bot and kills it after a part of `within`, and half of the time its Jobs with it.
  ///
  /// @param doomed whether Jobs as they stand die in any case
  /// @param look at the world while everything in it stands still
  /// @return false if it had ended before
  public boolean killedAtRandom(Goal goal, SplittableRandom random, Duration within, Doom doomed, Reference.Look look)
      throws IOException, InterruptedException {
    var bot = start(goal, Blow.NONE);
    if (bot.waitFor(random.nextLong(within.toNanos()), TimeUnit.NANOSECONDS)) {
      return false;
    }
    var frozen = freeze(bot);
    look.at(this);
    bot.destroyForcibly();
    if (random.nextBoolean() || doomed.now(this)) {
      kill(frozen);
    } else {
      signal("CONT", frozen);
    }
    return bot.waitFor() == Reference.KILLED;
  }

  /// Whether Jobs die with their bot.
  @FunctionalInterface
  public interface Doom {
    boolean now(World world) throws IOException;
  }

  /// Sends a signal to whichever of `processes` still run.
  static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
    if (processes.isEmpty()) {
      return;
    }
    var words = new ArrayList<>(List.of("kill", "-s", name));
    processes.forEach(process -> words.add(Long.toString(process.pid())));
    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        .waitFor();
  }

  /// Kills processes and returns when they have gone.
  static void kill(List<ProcessHandle> processes) throws IOException, InterruptedException {
    signal("KILL", processes);
    for (var process : processes) {
      while (runs(process)) {
        Thread.onSpinWait();
      }
    }
  }

  private static boolean runs(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException _) {
      return false;
    }
  }

  /// The processes of Jobs, and what they started: everything that works in a folder of a Job.
  List<ProcessHandle> workers() throws IOException {
    var jobs = folder().resolve("jobs").toString();
    return ProcessHandle.allProcesses().filter(process -> worksIn(process).startsWith(jobs)).toList();
  }

  /// Those of [#workers] that do something, and do not wait to be told what.
  List<ProcessHandle> working() throws IOException {
    return workers().stream().filter(process -> !worksIn(process).contains("-" + Order.STANDBY + "-")).toList();
  }

  private static String worksIn(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).toString();
    } catch (IOException _) {
      // It has ended, or is not ours.
      return "";
    }
  }

  /// Deletes it.
  void discard() throws IOException {
    Tree.delete(home);
  }

  private static SortedMap<String, Digest> digests(Path root) throws IOException {
    var digests = new TreeMap<String, Digest>();
    try (Stream<Path> files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        try {
          digests.put(root.relativize(file).toString(), Digest.of(file));
        } catch (NoSuchFileException _) {
          // Gone since it was listed.
        }
      }
    }
    return digests;
  }
}
