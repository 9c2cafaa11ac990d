package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The git of this machine, a look from outside at what was written without it. It reads no settings but a repository's own.
public final class DebianGit {
  private final Path home;
  private final Map<String, String> environment;

  /// @param home a folder without settings
  public DebianGit(Path home) {
    this(home, Map.of());
  }

  /// @param environment more variables that it is given
  public DebianGit(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  /// What a command said, errors too.
  public record Said(int status, String text) {
    public boolean well() {
      return status == 0;
    }
  }

  /// Runs `git` with `arguments` in `folder`.
  public Said run(Path folder, String... arguments) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("git", "-c", "user.name=alice", "-c", "user.email=alice@sandbox.test"));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(Map.of("HOME", home.toString(), "XDG_CONFIG_HOME", home.toString(),
        "GIT_CONFIG_NOSYSTEM", "1", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C"));
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Said(process.exitValue(), text);
  }

  /// What is to say of a repository in one line: its branches and tags, `HEAD`, and whether everything they lead to is there.
  public String look(Path repository) throws IOException, InterruptedException {
    var refs = run(repository, "--git-dir=.", "for-each-ref", "--format=%(refname:short) %(objectname:short=7)");
    if (!refs.well()) {
      return refs.text().contains("not a git repository") ? "not a git repository" : "its refs cannot be read";
    }
    var head = run(repository, "--git-dir=.", "symbolic-ref", "--short", "HEAD").text();
    var fsck = run(repository, "--git-dir=.", "fsck", "--connectivity-only");
    return (fsck.well() ? "whole" : "broken") + ", HEAD " + head + ": "
        + (refs.text().isEmpty() ? "no branches" : refs.text().replace("\n", ", "));
  }
}
