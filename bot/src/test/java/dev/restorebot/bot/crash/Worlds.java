package dev.restorebot.bot.crash;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.snapshot.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Worlds for tests, quickly: each is a copy of one in which nothing has happened yet, and programs start with a cache of their
/// classes. Both are made when the first test asks for them, and shared by all that run in this process.
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
    return WorldCopy.open(folder, java().command(Main.class));
  }

  /// The words that start the program in whatever folder.
  public static List<String> program() {
    return java().command(Main.class).stream().filter(word -> !word.startsWith("-Djava.io.tmpdir=")).toList();
  }

  /// How programs are started.
  static Java java() {
    return Shared.HERE.java();
  }

  /// The world to copy.
  static Path pristine() {
    return Shared.HERE.pristine();
  }

  /// The world with a knot to copy, made when the first test asks for one.
  private static final class Knot {
    private static final Path PRISTINE = make();

    private static Path make() {
      var folder = pristine().resolveSibling("knot");
      WorldCopy.openKnot(folder, java().command(Main.class)).close();
      return folder;
    }
  }

  private record Shared(Java java, Path pristine) {
    private static final Shared HERE = build();

    private static Shared build() {
      try {
        var folder = Files.createTempDirectory("restorebot-worlds-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(folder)));
        var pristine = folder.resolve("pristine");
        var plain = Laboratory.onJars(folder);
        WorldCopy.open(pristine, plain.command(Main.class)).close();

        var cache = folder.resolve("programs.aot");
        var rehearsed = new Laboratory(folder, plain, pristine, new AtomicInteger()).world(pristine);
        rehearsed.run(plain.rehearsal(Rehearsal.class, cache), Goal.RESTORE, Blow.NONE);
        rehearsed.discard();
        return new Shared(new Java(plain.classPath(), cache.toString()), pristine);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the first world was made", e);
      }
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
