package dev.restorebot.bot.realpds;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.reader.ForkedReader;
import dev.restorebot.bot.reader.ReaderCommand;
import dev.restorebot.bot.sandbox.RealPds;
import dev.restorebot.bot.sandbox.RealPds.Version;
import dev.restorebot.bot.sandbox.RealPdsWorld;
import dev.restorebot.bot.sandbox.RealPdsWorld.Time;
import dev.restorebot.bot.sandbox.Script;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/// A world with a real PDS, and what is said in it.
final class RealPdsScene {
  static final String FOLDER = "REAL_PDS_TEST";
  private static final int SUCCEEDED = 0;

  private RealPdsScene() {}

  /// A new world in `folder` with nobody on its PDS.
  static RealPdsWorld open(Path folder, Version version) {
    return open(folder, version, Worlds.job(), Wiring.machineTime());
  }

  /// One that takes `now` for the time.
  static RealPdsWorld open(Path folder, InstantSource now) {
    return open(folder, Version.CURRENT, Worlds.job(), new Time(now, Wiring.machineTime().pause()));
  }

  /// One whose Jobs are started as the image starts them: what they compute is optimized where it is worth it.
  static RealPdsWorld asInTheImage(Path folder) {
    return open(folder, Version.CURRENT, Worlds.jobAsInTheImage(), Wiring.machineTime());
  }

  private static RealPdsWorld open(Path folder, Version version, List<String> job, Time time) {
    return RealPdsWorld.open(folder.resolve("world"), job,
        new ForkedReader(ReaderCommand.of(Main.class.getName())),
        new RealPds(Path.of(System.getenv(FOLDER))), version, time);
  }

  /// Where the volume of such a world is.
  static Path volume(Path folder) {
    return folder.resolve("world/volumes/pds-data");
  }

  static RealPdsWorld open(Path folder) {
    return open(folder, Version.CURRENT);
  }

  /// What was said, and whether the last run succeeded.
  record Said(boolean succeeded, String text) {}

  /// The transcript of `lines`, in which no line is wrapped.
  static Said play(RealPdsWorld world, String... lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    var code = Script.of(List.of(lines)).unwrapped().play(world,
        Wiring.opening(world, Place.in(world), UnaryOperator.identity()),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Said(code == SUCCEEDED, out.toString(StandardCharsets.UTF_8));
  }

  /// A whole restore of the newest snapshot.
  static Said restore(RealPdsWorld world, String... flags) throws InterruptedException {
    return play(world, "alice: /restore pds latest " + String.join(" ", flags), "bob: [Approve]",
        "bob: [Replace data]");
  }
}
