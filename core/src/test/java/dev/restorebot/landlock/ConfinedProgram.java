package dev.restorebot.landlock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// A process that confines itself in the folder that it is given, then tries what it may and what it may not, and says what it could.
final class ConfinedProgram {
  private ConfinedProgram() {}

  /// Confines itself and tries.
  ///
  /// @param arguments how, the folder, and a process that is somebody else's
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    var own = folder.resolve("own");
    var other = folder.resolve("other");
    var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    var landlock = Landlock.offered().orElseThrow();
    if (arguments[0].equals("writing")) {
      landlock.writeOnlyIn(List.of(own), List.of(folder));
    } else {
      var program = Stream.of(System.getProperty("java.class.path").split(":", -1)).map(Path::of);
      landlock.nothingBut(
          Stream.concat(program, Stream.of("/usr", "/lib", "/proc/self", "/proc/meminfo", "/dev", System.getProperty(
              "java.home")).map(Path::of)).toList(),
          List.of(own));
    }
    say("write own", () -> Files.writeString(own.resolve("file"), "new"));
    say("make own folder", () -> Files.createDirectories(own.resolve("a/b")));
    say("rename within own", () -> Files.move(own.resolve("file"), own.resolve("a/b/file")));
    say("read own", () -> Files.readString(own.resolve("a/b/file")));
    say("read other", () -> Files.readString(other.resolve("file")));
    say("list other", () -> {
      try (var files = Files.list(other)) {
        return files.toList();
      }
    });
    say("write other", () -> Files.writeString(other.resolve("file"), "overwritten"));
    say("make in other", () -> Files.writeString(other.resolve("made"), "new"));
    say("write through a link", () -> Files.writeString(own.resolve("link").resolve("file"), "overwritten"));
    say("rename into other", () -> Files.move(own.resolve("a/b/file"), other.resolve("file-2")));
    say("delete other", () -> Files.deleteIfExists(other.resolve("file")));
    say("remove an empty folder", () -> Files.deleteIfExists(folder.resolve("empty")));
    say("in a new thread", () -> {
      var failed = new IOException[1];
      Thread.ofVirtual().start(() -> {
        try {
          Files.writeString(other.resolve("file"), "overwritten");
        } catch (IOException e) {
          failed[0] = e;
        }
      }).join();
      if (failed[0] != null) {
        throw failed[0];
      }
      return "";
    });
    say("connect", () -> {
      new Socket(server.getInetAddress(), server.getLocalPort()).close();
      return "";
    });
    if (arguments[0].equals("everything")) {
      say("read the variables of another process",
          () -> Files.readAllBytes(Path.of("/proc/" + arguments[2] + "/environ")));
    }
    say("end another process", () -> {
      if (!ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow().destroyForcibly()) {
        throw new IOException("no");
      }
      return "";
    });
  }

  private static void say(String what, Callable<?> attempt) {
    String could;
    try {
      attempt.call();
      could = "yes";
    } catch (Exception e) {
      could = "no";
    }
    System.out.println(what + ": " + could);
  }
}
