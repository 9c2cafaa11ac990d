package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.WorkerRehearsal;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.bot.worker.RehearsedWork;
import dev.restorebot.files.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sqlite.util.LibraryLoaderUtil;

/// Worlds for tests, quickly: each is a copy of one in which nothing has happened yet, and programs start with a cache of their
/// classes. All of that is made when the first test asks for it, and shared by all that run in this process.
public final class Worlds {
  private Worlds() {}

  /// A new world with a PDS in `folder`, which is not there yet.
  public static Sandbox open(Path folder) {
    return copy(pristine(), folder);
  }

  /// A new world with a knot in `folder`, which is not there yet.
  public static Sandbox openKnot(Path folder) {
    return copy(Knot.PRISTINE, folder);
  }

  private static Sandbox copy(Path pristine, Path folder) {
    try {
      WorldCopy.make(pristine, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return WorldCopy.open(folder, Jobs.JAVA.job());
  }

  /// The words that start a Job in whatever folder.
  public static List<String> job() {
    return anywhere(Jobs.JAVA.job());
  }

  /// The same with the compiler that a Job has in the image, for whoever measures; without its cache of classes.
  public static List<String> jobAsInTheImage() {
    var words = new ArrayList<>(job());
    words.remove("-XX:TieredStopAtLevel=1");
    words.addAll(1, List.of("-XX:+UnlockDiagnosticVMOptions",
        "-XX:CompilerDirectivesFile=" + Path.of("../deploy/java.directives").toAbsolutePath()));
    return words;
  }

  /// The words that start the program in whatever folder.
  public static List<String> program() {
    return anywhere(java().command(Main.class));
  }

  private static List<String> anywhere(List<String> words) {
    return words.stream().filter(word -> !word.startsWith("-Djava.io.tmpdir=")).toList();
  }

  /// This process's class path, on jars that are made in `folder`.
  public static String jars(Path folder) throws IOException {
    return Laboratory.onJars(folder);
  }

  /// Puts the modules of the program that these classes are of into `folder`, as jars, however they were built.
  public static void modules(Path folder, List<Class<?>> modules) throws IOException, URISyntaxException {
    for (var module : modules) {
      var built = Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI());
      var jar = folder.resolve(module.getSimpleName() + ".jar");
      if (Files.isDirectory(built)) {
        Laboratory.jar(built, jar);
      } else {
        Files.copy(built, jar);
      }
    }
  }

  /// Has the sandbox's alice and bob of `configuration` sit at terminals of a bot.
  public static void seatAtTerminals(Path configuration) throws IOException {
    Files.writeString(configuration, Files.readString(configuration).replace("sandbox:alice", "local:alice")
        .replace("sandbox:bob", "local:bob"));
  }

  /// How programs are started.
  public static Java java() {
    return Programs.JAVA;
  }

  /// The world to copy.
  static Path pristine() {
    return Shared.HERE.pristine();
  }

  /// The world with a knot to copy.
  static Path pristineKnot() {
    return Knot.PRISTINE;
  }

  /// The world with a knot to copy, made when the first test asks for one.
  private static final class Knot {
    private static final Path PRISTINE = made(() -> {
      var folder = Shared.HERE.folder().resolve("knot");
      WorldCopy.openKnot(folder, Jobs.JAVA.job()).close();
      return folder;
    });
  }

  /// How programs are started, made of what one does that talks to people and to a cluster.
  private static final class Programs {
    private static final Java JAVA = made(() -> {
      var cache = Shared.HERE.folder().resolve("programs.aot");
      run(Jobs.JAVA.rehearsal(Rehearsal.class, cache), Path.of("/dev/null"), Map.of());
      return Jobs.JAVA.with(cache);
    });
  }

  /// How Jobs are started, made of what the Jobs of a restore do.
  private static final class Jobs {
    private static final Java JAVA = made(() -> {
      var plain = Shared.HERE.java();
      var cache = Shared.HERE.folder().resolve("jobs.aot");
      var copy = Shared.HERE.folder().resolve("jobs");
      WorldCopy.make(pristine(), copy);
      try (var sandbox = WorldCopy.open(copy, plain.job())) {
        var words = new ArrayList<>(plain.rehearsal(Main.class, cache));
        words.addAll(List.of("worker", RehearsedWork.OPERATION));
        var tasks = Files.write(copy.resolve("tasks"), WorkerRehearsal.tasks(sandbox, List.of()));
        run(words, tasks, WorkerRehearsal.environment(sandbox, Path.of("scratch")));
      }
      Tree.delete(copy);
      return new Java(plain.classPath(), plain.sqlite(), "", cache.toString());
    });
  }

  private static void run(List<String> command, Path input, Map<String, String> environment)
      throws IOException, InterruptedException {
    var home = Files.createTempDirectory(Shared.HERE.folder(), "rehearsal-");
    Files.createDirectory(home.resolve("scratch"));
    var log = home.resolve("log");
    var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true)
        .redirectInput(input.toFile()).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
    Tree.delete(home);
  }

  @FunctionalInterface
  private interface Made<T> {
    T make() throws IOException, InterruptedException;
  }

  private static <T> T made(Made<T> making) {
    try {
      return making.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a world was made", e);
    }
  }

  private record Shared(Path folder, Java java, Path pristine) {
    private static final Shared HERE = made(Shared::build);

    private static Shared build() throws IOException {
      var folder = Files.createTempDirectory("restorebot-worlds-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(folder)));
      var java = new Java(Laboratory.onJars(folder), unpacked(folder).toString(), "", "");
      var pristine = folder.resolve("pristine");
      WorldCopy.open(pristine, java.job()).close();
      return new Shared(folder, java, pristine);
    }

    /// A folder with SQLite's library for this machine.
    private static Path unpacked(Path folder) throws IOException {
      var name = LibraryLoaderUtil.getNativeLibName();
      try (var library = LibraryLoaderUtil.class
          .getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
        Files.copy(Objects.requireNonNull(library), folder.resolve(name));
      }
      return folder;
    }

    private static void forget(Path folder) {
      try {
        Tree.delete(folder);
      } catch (IOException _) {
        // It is in the folder for such things.
      }
    }
  }
}
