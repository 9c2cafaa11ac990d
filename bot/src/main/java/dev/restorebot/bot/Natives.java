package dev.restorebot.bot;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/// What libraries bring along for machines of every kind. Stateless.
final class Natives {
  /// Where SQLite's driver has its library for each of them.
  private static final String SQLITE = "/org/sqlite/native";
  /// Those by which CycloneDX lists a file.
  private static final List<String> DIGESTS =
      List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512");

  private Natives() {}

  /// Takes out of each jar in `folder` what is for other machines than this one, and puts its new digests into `list`. Idempotent. Blocks.
  ///
  /// @param list what is in the folder, in a text that has the digests of each jar in hex, as CycloneDX writes it
  /// @return how many files it took out
  /// @throws IOException if a jar cannot be read or written, or has nothing for this machine: then nothing is taken out of it
  static int leaveOwn(Path folder, Path list) throws IOException {
    var count = 0;
    try (Stream<Path> jars = Files.list(folder)) {
      for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        count += leaveOwn(jar, list, OSInfo.getNativeLibFolderPathForCurrentOS());
      }
    }
    return count;
  }

  /// The jar is as old as before, so that a layer of an image made of it is the same whenever it is made.
  private static int leaveOwn(Path jar, Path list, String machine) throws IOException {
    var made = Files.getLastModifiedTime(jar);
    List<String> before;
    List<Path> others;
    try (var files = FileSystems.newFileSystem(jar)) {
      others = others(jar, files.getPath(SQLITE), machine);
      if (others.isEmpty()) {
        return 0;
      }
      before = digests(jar);
      for (var file : others) {
        Files.delete(file);
      }
    }
    Files.setLastModifiedTime(jar, made);
    relist(list, before, digests(jar));
    return others.size();
  }

  /// What is in the folder `all` of a jar for other machines; nothing where there is no such folder.
  private static List<Path> others(Path jar, Path all, String machine) throws IOException {
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    var own = all.resolve(machine);
    if (!Files.isDirectory(own)) {
      throw new IOException(jar + " has no library for " + machine);
    }
    try (Stream<Path> found = Files.walk(all)) {
      return found.filter(Files::isRegularFile).filter(file -> !file.startsWith(own)).toList();
    }
  }

  private static void relist(Path list, List<String> before, List<String> after) throws IOException {
    var text = Files.readString(list);
    for (var index = 0; index < before.size(); index++) {
      text = text.replace(before.get(index), after.get(index));
    }
    Files.writeString(list, text);
  }

  private static List<String> digests(Path jar) throws IOException {
    var bytes = Files.readAllBytes(jar);
    return DIGESTS.stream().map(name -> HexFormat.of().formatHex(engine(name).digest(bytes))).toList();
  }

  private static MessageDigest engine(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
