package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.DebianGit;
import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a restored knot is worth, seen by the git of this machine, which knows nothing of restorebot.
class RestoredKnotTest {
  private static final String ALICE = "did:plc:wydyrngmxbcsqdvhmd7whmye";

  @TempDir
  private Path folder;

  @Test
  void holdsRepositoriesThatCanBeClonedAndPushedTo() throws Exception {
    try (var world = Worlds.openKnot(folder.resolve("world"))) {
      var status = Script.of(Files.readAllLines(Path.of("examples/restore-knot.txt")))
          .play(world, Wiring.opening(world, Place.in(world), UnaryOperator.identity()),
              new PrintStream(OutputStream.nullOutputStream()));
      var repositories = world.volume(SandboxService.KNOT).resolve("repositories");

      assertThat(status).isZero();
      assertThat(seen(repositories)).containsExactlyEntriesOf(new TreeMap<>(Map.of(
          "dotfiles", "whole", "feeds", "whole", "infrastructure", "whole", "notes", "whole", "photos", "whole",
          "site", "whole", "sketch", "whole", "tools", "whole", "war-diary", "whole", "weather", "whole")));
      assertThat(told(repositories.resolve(ALICE).resolve("dotfiles"))).contains("-user-did " + ALICE,
          " refs/heads/main");
    }
  }

  /// Whether each repository is whole and can be cloned, by its name.
  private Map<String, String> seen(Path repositories) throws IOException, InterruptedException {
    var git = new DebianGit(folder);
    var seen = new TreeMap<String, String>();
    for (var repository : repositories(repositories)) {
      var name = repository.getFileName().toString();
      var cloned = git.run(folder, "clone", "-q", repository.toString(), "clone-" + name).well();
      var look = git.look(repository);
      seen.put(name, look.substring(0, look.indexOf(',')) + (cloned == look.startsWith("whole") ? "" : ", not cloned"));
    }
    return seen;
  }

  private static List<Path> repositories(Path root) throws IOException {
    try (Stream<Path> all = Files.find(root, 2, (path, _) -> Files.exists(path.resolve("HEAD")))) {
      return all.toList();
    }
  }

  /// What a push made by hand lets the repository's hooks tell the knot.
  private String told(Path repository) throws IOException, InterruptedException {
    var heard = folder.resolve("heard");
    var knot = Files.writeString(folder.resolve("knot"), "#!/bin/sh\n{ echo \"$@\"; cat; } > '" + heard + "'\n");
    assertThat(knot.toFile().setExecutable(true)).isTrue();
    var git = new DebianGit(folder, Map.of("KNOT", knot.toString(), "GIT_USER_DID", ALICE));
    var work = folder.resolve("clone-" + repository.getFileName());

    git.run(work, "commit", "-q", "--allow-empty", "-m", "After the restore");
    var push = git.run(work, "push", "-q", "origin", "main");

    assertThat(push.well()).as(push.text()).isTrue();
    return Files.readString(heard);
  }
}
