package dev.restorebot.bot;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/// What libraries bring along for machines of every kind. Stateless.
final class Natives {
  /// Where SQLite's driver has its library for each of them.
  private static final String SQLITE = "/org/sqlite/native";

  private Natives() {}

  /// Takes out of each jar in `folder` what is for other machines than this one. Idempotent. Blocks.
  ///
  /// @return how many files it took out
  /// @throws IOException if a jar cannot be read or written, or has nothing for this machine: then nothing is taken out of it
  static int leaveOwn(Path folder) throws IOException {
    var count = 0;
    try (Stream<Path> jars = Files.list(folder)) {
      for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        count += leaveOwn(jar, OSInfo.getNativeLibFolderPathForCurrentOS());
      }
    }
    return count;
  }

  /// The jar is as old as before, so that a layer of an image made of it is the same whenever it is made.
  private static int leaveOwn(Path jar, String machine) throws IOException {
    var made = Files.getLastModifiedTime(jar);
    var count = others(jar, machine);
    Files.setLastModifiedTime(jar, made);
    return count;
  }

  private static int others(Path jar, String machine) throws IOException {
    try (var files = FileSystems.newFileSystem(jar)) {
      var all = files.getPath(SQLITE);
      if (!Files.isDirectory(all)) {
        return 0;
      }
      var own = all.resolve(machine);
      if (!Files.isDirectory(own)) {
        throw new IOException(jar + " has no library for " + machine);
      }
      try (Stream<Path> found = Files.walk(all)) {
        var others = found.filter(Files::isRegularFile).filter(file -> !file.startsWith(own)).toList();
        for (var file : others) {
          Files.delete(file);
        }
        return others.size();
      }
    }
  }
}
