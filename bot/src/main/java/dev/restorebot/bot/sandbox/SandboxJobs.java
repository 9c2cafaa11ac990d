package dev.restorebot.bot.sandbox;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.ClusterException.Kind;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobName;
import dev.restorebot.cluster.JobStatus;
import dev.restorebot.cluster.JobStatus.End;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Jobs as processes of their own. Each has a folder with all that is known of it, so that a Job outlives the program
/// that started it and is found again. Values of secrets are in the environment of the process and nowhere else.
/// Thread-safe.
final class SandboxJobs {
  private static final Duration LOOK = Duration.ofMillis(300);
  /// Nobody sees to it that a Job ends without which people do without the service.
  private static final Duration LONGEST = Duration.ofDays(1);
  /// How often a Job is looked at for which somebody waits.
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofMillis(2);
  private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");
  /// Runs its arguments and writes down who runs them and how that ended. Nobody's text becomes part of it.
  private static final String LAUNCHER = """
      trap '' INT HUP
      echo $$ > launcher.next && mv launcher.next launcher
      if [ -e listens ]; then mkfifo said; "$@" <> said & else "$@" & fi
      echo $! > worker.next && mv worker.next worker
      wait $!
      echo $? > exit.next && mv exit.next exit
      """;

  private final Path folder;
  private final List<String> command;
  private final Map<JobName, Process> started = new ConcurrentHashMap<>();

  /// @param command what runs a Job; its arguments come after it
  SandboxJobs(Path folder, List<String> command) {
    this.folder = folder;
    this.command = List.copyOf(command);
  }

  /// Starts a Job that works on a folder of its own.
  ///
  /// @param secrets the variables that come from Secrets, with their values
  void startAlone(Job job, Map<String, String> secrets) {
    start(job, home(job.id().name()).resolve("volume"), secrets);
  }

  /// @param secrets the variables that come from Secrets, with their values
  void start(Job job, Path volume, Map<String, String> secrets) {
    var home = home(job.id().name());
    try {
      Files.createDirectories(folder);
      Files.createDirectory(home);
      Files.createDirectory(home.resolve("scratch"));
      switch (job.volume()) {
        case Job.Mount mount -> StateFile.write(home.resolve("claim"), mount.claim());
        case Job.Fresh _ -> Files.createDirectory(volume);
      }
      if (job.listens()) {
        StateFile.write(home.resolve("listens"), "");
      }
      if (job.within().isPresent()) {
        StateFile.write(home.resolve("within"), job.within().get().toString());
      }
      var process = process(job, volume, secrets).start();
      started.put(job.id().name(), process);
      awaitLauncher(process, home);
    } catch (FileAlreadyExistsException _) {
      throw new ClusterException("there is a Job called " + job.id().name() + " already");
    } catch (IOException e) {
      throw new ClusterException(Kind.UNAVAILABLE, "could not start the Job " + job.id().name(), e);
    }
  }

  /// Waits until the Job can be found by a program that has not started it, or has ended: from then on it outlives this one.
  private static void awaitLauncher(Process process, Path home) {
    try {
      while (Files.notExists(home.resolve("launcher"))) {
        if (process.waitFor(SOON.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder process(Job job, Path volume, Map<String, String> secrets) {
    var home = home(job.id().name());
    var words = new ArrayList<String>();
    if (Files.isExecutable(NEW_SESSION)) {
      words.add(NEW_SESSION.toString());
    }
    words.addAll(List.of("/bin/sh", "-c", LAUNCHER, "sh"));
    words.addAll(command);
    words.addAll(job.arguments());
    var builder = new ProcessBuilder(words).directory(home.toFile()).redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(home.resolve("stdout").toFile()).redirectError(home.resolve("stderr").toFile());
    var environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    // As the image has it, for names of files that are not ASCII.
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(job.environment());
    environment.putAll(secrets);
    environment.put(WorkerEnvironment.VOLUME, volume.toString());
    environment.put(WorkerEnvironment.SCRATCH, home.resolve("scratch").toString());
    environment.put(WorkerEnvironment.TERMINATION_LOG, home.resolve("termination").toString());
    return builder;
  }

  JobStatus status(JobName name) {
    var home = home(name);
    if (!Files.isDirectory(home)) {
      return new JobStatus.Absent();
    }
    if (read(home, "exit").isEmpty() && lives(name)) {
      return new JobStatus.Active();
    }
    var message = read(home, "termination");
    if (message.isEmpty() && Files.exists(home.resolve("late"))) {
      return new JobStatus.Failed("", End.late(Duration.parse(read(home, "within")), LONGEST));
    }
    // Read only now: it may have ended between the two questions above.
    return read(home, "exit").equals("0") && !message.isEmpty()
        ? new JobStatus.Succeeded(message)
        : new JobStatus.Failed(message);
  }

  /// How it stands when it has ended.
  ///
  /// @param line hears its output meanwhile
  JobStatus follow(JobName name, Consumer<String> line) throws InterruptedException {
    return follow(name, text -> {
      line.accept(text);
      return false;
    }, LOOK, waited -> {
      endIfLate(name, waited);
      return true;
    });
  }

  /// The same when it has written the last line that is wanted, or `atMost` has passed.
  JobStatus follow(JobName name, Predicate<String> last, Duration atMost) throws InterruptedException {
    return follow(name, last, SHORT, waited -> waited.compareTo(atMost) < 0);
  }

  /// @param look how long to wait between two looks
  /// @param goOn whether to go on after so long
  private JobStatus follow(JobName name, Predicate<String> last, Duration look, Predicate<Duration> goOn)
      throws InterruptedException {
    var heard = 0;
    for (var waited = Duration.ZERO;; waited = waited.plus(look)) {
      var status = status(name);
      for (var line : output(name).stream().skip(heard).toList()) {
        heard++;
        if (last.test(line)) {
          return status;
        }
      }
      if (!(status instanceof JobStatus.Active) || !goOn.test(waited)) {
        return status;
      }
      await(name, look);
    }
  }

  /// Returns when it has ended, or when it is time to look again.
  private void await(JobName name, Duration look) throws InterruptedException {
    // The worker, where its launcher was killed: without anybody to wait for, looks would take no time.
    var runs = processes(name).findFirst();
    if (runs.isPresent()) {
      JobProcess.await(runs.get(), look);
    }
  }

  private void endIfLate(JobName name, Duration waited) {
    if (late(name, waited)) {
      StateFile.write(home(name).resolve("late"), "");
      processes(name).toList().forEach(JobProcess::kill);
    }
  }

  /// Whether a Job has had the time that it may take, which counts from when it is followed.
  private boolean late(JobName name, Duration waited) {
    var within = read(home(name), "within");
    return !within.isEmpty() && Duration.parse(within).compareTo(waited) < 0;
  }

  private boolean lives(JobName name) {
    return processes(name).findAny().isPresent();
  }

  /// What still runs of a Job. Its own file names the worker, so that it is found even if its launcher was killed.
  private Stream<ProcessHandle> processes(JobName name) {
    return Stream.of(Optional.ofNullable(started.get(name)).map(Process::toHandle).filter(ProcessHandle::isAlive),
        JobProcess.find(home(name).resolve("launcher")), JobProcess.find(home(name).resolve("worker")))
        .flatMap(Optional::stream);
  }

  /// Writes a line to the standard input of a Job that listens. False if nobody is there to hear it.
  boolean tell(JobName name, String line) {
    var said = home(name).resolve("said");
    if (!(status(name) instanceof JobStatus.Active) || Files.notExists(said)) {
      return false;
    }
    // Opened for reading, too: else this waited for one who reads.
    try (var pipe = new RandomAccessFile(said.toFile(), "rw")) {
      pipe.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      throw new ClusterException(Kind.UNAVAILABLE, "could not tell the Job " + name + " anything", e);
    }
  }

  /// The whole lines it has written.
  List<String> output(JobName name) {
    var text = StateFile.read(home(name).resolve("stdout")).orElse("");
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /// The Jobs that have not ended and work on `claim`, but for those that listen.
  List<JobName> activeOn(String claim) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.filter(home -> read(home, "claim").equals(claim) && Files.notExists(home.resolve("listens")))
          .map(home -> new JobName(home.getFileName().toString()))
          .filter(name -> status(name) instanceof JobStatus.Active).sorted((a, b) -> a.value().compareTo(b.value()))
          .toList();
    } catch (IOException e) {
      throw new ClusterException(Kind.UNAVAILABLE, "could not list the Jobs in " + folder, e);
    }
  }

  void delete(JobName name) {
    var roots = processes(name).toList();
    var all = Stream.concat(roots.stream(), roots.stream().flatMap(ProcessHandle::descendants)).distinct().toList();
    all.forEach(JobProcess::kill);
    started.remove(name);
    StateFile.deleteTree(home(name));
  }

  /// Ends every Job and forgets it.
  void deleteAll() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> homes = Files.list(folder)) {
      homes.map(home -> new JobName(home.getFileName().toString())).toList().forEach(this::delete);
    } catch (IOException e) {
      throw new ClusterException(Kind.UNAVAILABLE, "could not list the Jobs in " + folder, e);
    }
  }

  private Path home(JobName name) {
    return folder.resolve(name.value());
  }

  private static String read(Path home, String file) {
    return StateFile.read(home.resolve(file)).orElse("").stripTrailing();
  }
}
