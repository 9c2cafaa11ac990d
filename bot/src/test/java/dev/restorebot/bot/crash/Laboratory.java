package dev.restorebot.bot.crash;

import dev.restorebot.bot.sandbox.WorldCopy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// What every crash test begins with: a world in which nothing has happened yet, and programs that start quickly.
record Laboratory(Path folder, Java java, Path pristine, AtomicInteger count) implements Beginnings {
  /// Builds a laboratory in `folder`.
  static Laboratory build(Path folder) {
    return new Laboratory(folder, Worlds.java(), Worlds.pristine(), new AtomicInteger());
  }

  /// Builds one in `folder` whose world has a knot.
  static Laboratory ofKnot(Path folder) {
    return new Laboratory(folder, Worlds.java(), Worlds.pristineKnot(), new AtomicInteger());
  }

  /// A copy of the world in `template`.
  @Override
  public World world(Path template) throws IOException {
    var home = Files.createDirectories(folder.resolve("case-" + count.incrementAndGet()));
    Files.createDirectory(home.resolve("scratch"));
    WorldCopy.make(template, home.resolve("world"));
    return new World(home, java);
  }

  @Override
  public void leave(World world) throws IOException {
    world.discard();
  }

  /// This process's class path with a jar, made in `folder`, in place of each folder: a cache knows only jars.
  static String onJars(Path folder) throws IOException {
    var entries = new ArrayList<String>();
    for (var entry : (Iterable<String>) Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))::iterator) {
      var path = Path.of(entry).toAbsolutePath();
      if (Files.isDirectory(path)) {
        entries.add(jar(path, folder.resolve("classes-" + entries.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        entries.add(path.toString());
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /// Makes `jar` of the folder `classes`.
  static Path jar(Path classes, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> files = Files.walk(classes)) {
      for (var file : files.filter(file -> !file.equals(classes)).toList()) {
        var isFolder = Files.isDirectory(file);
        out.putNextEntry(new ZipEntry(classes.relativize(file) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
    return jar;
  }
}
