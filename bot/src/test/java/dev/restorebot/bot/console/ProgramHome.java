package dev.restorebot.bot.console;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.Main;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.commands.thread.Post;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A home of the program as in the image, made of what the tests run with, and what the image's launcher starts there.
public record ProgramHome(Path folder) {
  private static final Path LAUNCHER = Path.of("../deploy/restorebot").toAbsolutePath().normalize();
  private static final Path DIRECTIVES = LAUNCHER.resolveSibling("java.directives");

  /// Makes one in `folder`: the program's own jars, and one that says where its libraries are.
  public static ProgramHome in(Path folder) throws IOException, URISyntaxException {
    var apps = Files.createDirectories(folder.resolve("app"));
    Worlds.modules(apps, List.of(Person.class, Post.class, Main.class));
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
    try (var out = Files.newOutputStream(Files.createDirectories(folder.resolve("lib")).resolve("libraries.jar"))) {
      new JarOutputStream(out, manifest).close();
    }
    Files.copy(DIRECTIVES, folder.resolve(DIRECTIVES.getFileName()));
    return new ProgramHome(folder);
  }

  /// The words that start the program.
  public List<String> command() {
    return List.of("sh", LAUNCHER.toString());
  }

  /// What starts the program with `arguments`, and takes what it writes as one stream.
  ///
  /// @param environment beside this one's
  public ProcessBuilder start(Map<String, String> environment, String... arguments) {
    var builder = new ProcessBuilder(Stream.concat(command().stream(), Stream.of(arguments)).toList())
        .redirectErrorStream(true);
    builder.environment().put("RESTOREBOT_HOME", folder.toString());
    builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    return builder;
  }

  /// How a program ended, and what it wrote.
  public record Ended(int status, String text) {}

  /// Types `lines` to a terminal, and that there are no more; returns when it has ended.
  public static Ended say(Process terminal, String... lines) throws IOException, InterruptedException {
    try (var typed = terminal.outputWriter(StandardCharsets.UTF_8)) {
      type(typed, lines);
    }
    var text = new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(terminal.waitFor(), text);
  }

  /// What a program writes up to the first line with `word`, or all of it.
  public static String readUntil(String word, Process program) throws IOException {
    var in = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    var seen = new StringBuilder();
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(word)) {
        break;
      }
    }
    return seen.toString();
  }

  static void type(Writer typed, String... lines) throws IOException {
    typed.write(String.join("\n", lines) + "\n");
    typed.flush();
  }
}
