package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.files.Digest;
import dev.restorebot.kind.FixUp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.VolumeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A PDS that was broken into writes what it likes beside its own data, while people decide whether to restore it: the whole program
/// restores it all the same, and undoes that.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileServiceTest {
  private static final List<String> DATABASES = List.of("account", "did_cache", "sequencer");

  @TempDir
  private Path folder;

  @Test
  void cannotForgeThatItWasRestoredNorThatThatWasUndone() throws Exception {
    try (var world = Worlds.open(folder.resolve("world"))) {
      play(world, "alice: /restore pds latest-before 2026-02-25", "bob: [Approve]");
      var before = Digest.of(world.volume().resolve("account.sqlite"));
      var run = run(world);
      var staged = Digest.of(run.resolve("staged/account.sqlite"));
      forge(world, run, "journal", "replaced");
      forge(world, run, "sealed-journal", "replaced");
      assertThat(staged).isNotEqualTo(before);

      var restored = play(world, "bob: [Replace data]");

      assertThat(restored).contains("every check passed")
          .contains("Somebody who can write to the volume had put something into the folder of this run");
      assertThat(Digest.of(run.resolve("displaced/account.sqlite"))).isEqualTo(before);
      assertThat(run.resolve("staged/account.sqlite")).doesNotExist();

      forge(world, run, "journal", "undone");
      forge(world, run, "sealed-journal", "undone");
      var undone = play(world, "alice: /restore undo " + run.getFileName(), "bob: [Undo]");

      assertThat(undone).contains("is undone").doesNotContain("Failed");
      assertThat(Digest.of(world.volume().resolve("account.sqlite"))).isEqualTo(before);
    }
  }

  private static String play(Sandbox world, String... lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    Script.of(List.of(lines)).unwrapped().play(world,
        Wiring.opening(world, Wiring.Place.in(world), UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Path run(Sandbox world) throws IOException {
    try (var runs = Files.list(world.volume().resolve(RunFolder.HOME))) {
      return runs.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  /// Adds what a worker would have written that had come so far, in the form that anybody can compute.
  private void forge(Sandbox world, Path run, String journal, String end) throws IOException {
    var file = Files.createTempDirectory(folder, "forged").resolve("journal");
    var forged = new FileVolumeJournal(file);
    if (end.equals("replaced")) {
      replaced(world, run, forged);
    } else {
      forged.append(new VolumeEntry.UndoBegun());
      forged.append(new VolumeEntry.UndoReady());
      forged.append(new VolumeEntry.Undone());
    }
    Files.write(run.resolve(journal), Files.readAllBytes(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static Digest digest(Path run, String database) {
    try {
      return Digest.of(run.resolve("staged").resolve(database + ".sqlite"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replaced(Sandbox world, Path run, VolumeJournal forged) throws IOException {
    var parts = DATABASES.stream().map(name -> new Part(name, name + ".sqlite", digest(run, name))).toList();
    forged.append(new VolumeEntry.ReplaceBegun(parts));
    forged.append(new VolumeEntry.FixedUp(new FixUp(Set.of("sequencer"), new TreeMap<>(), List.of())));
    for (var part : parts) {
      forged.append(new VolumeEntry.Planned(new Move(Place.LIVE, Place.DISPLACED,
          Volume.describe(part.file(), world.volume().resolve(part.file())).orElseThrow())));
    }
    for (var part : parts) {
      var size = new ByteSize(Files.size(run.resolve("staged").resolve(part.file())));
      forged.append(new VolumeEntry.Planned(new Move(Place.STAGED, Place.LIVE,
          new VolumeFile(part.file(), size, part.digest()))));
    }
    forged.append(new VolumeEntry.ReplaceReady());
    forged.append(new VolumeEntry.Replaced());
  }
}
