package dev.restorebot.bot;

import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.sandbox.Blueprint;
import dev.restorebot.bot.sandbox.RealPds;
import dev.restorebot.bot.sandbox.RealPdsWorld;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.sandbox.Session;
import dev.restorebot.bot.sandbox.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `restorebot sandbox`: the real engine, worker, S3 client and journal in a small world of its own.
@Command(name = "sandbox", description = "Practise on a damaged PDS and a damaged knot: a session in the terminal, or a script.")
final class SandboxCommand implements Callable<Integer> {
  private static final String STORE = "org.gaul.s3proxy.S3Proxy";

  @Option(names = "--script", paramLabel = "FILE", description = "Play the lines of FILE (- for standard input), print the"
      + " transcript, and exit 0 only if the last run succeeded.")
  private @Nullable String script;

  @Option(names = "--dir", paramLabel = "DIR", description = "Keep the world in DIR, to look at and to go on with. A new one has the services that the script names, or all. Default: a temporary folder, removed at the end.")
  private @Nullable Path dir;

  @Option(names = "--pds", paramLabel = "real", description = "Practise on a real PDS, which bot/real-pds/bring has brought:"
      + " accounts that people can log in to, at an address that is shown. Not together with --dir.")
  private @Nullable String pds;

  @Option(names = "--real-pds", paramLabel = "DIR", description = "Where it is. Default: the newest that was brought.")
  private @Nullable Path realPds;

  @Option(names = "--slack", paramLabel = "CHANNEL", description = "Show the sandbox in a channel of your Slack, by its id; its members may ask and approve. deploy/slack/README.md says how to get there.")
  private @Nullable String channel;

  @Option(names = "--slack-api", hidden = true, description = "Where the Web API is.")
  private URI api = SlackSettings.API;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireLibraries();
    var lines = script == null ? List.<String>of() : lines(script);
    if (pds != null) {
      return withRealPds(lines);
    }
    var blueprint = Blueprint.forScript(Kinds.ALL.sandbox(), lines);
    if (dir != null) {
      try (var world = Sandbox.open(dir, Main.class.getName(), blueprint)) {
        return act(world, lines);
      }
    }
    return passing(Sandbox.open(temporary(), Main.class.getName(), blueprint), lines);
  }

  /// They are no part of an image.
  private static void requireLibraries() throws IOException {
    try {
      Class.forName(STORE);
    } catch (ClassNotFoundException _) {
      throw new IOException("the libraries of the sandbox are not here, and in no image. Practise from a clone of the"
          + " repository: bot/bin/restorebot sandbox");
    }
  }

  private int withRealPds(List<String> lines) throws IOException, InterruptedException {
    if (!"real".equals(pds) || dir != null) {
      throw new IOException("--pds takes the word real, and no --dir beside it: a real PDS goes with its world");
    }
    var kit = realPds == null ? RealPds.newest() : new RealPds(realPds);
    var world =
        RealPdsWorld.open(temporary(), Main.class.getName(), kit, RealPds.Version.CURRENT, Wiring.machineTime());
    return passing(world, lines);
  }

  private static Path temporary() throws IOException {
    return Files.createTempDirectory("restorebot-sandbox-");
  }

  /// Acts in a world that goes away afterwards, however the program ends.
  private int passing(World world, List<String> lines) throws IOException, InterruptedException {
    var removal = new Thread(world::remove, "remove-sandbox");
    Runtime.getRuntime().addShutdownHook(removal);
    try {
      if (world instanceof RealPdsWorld real) {
        real.harm();
      }
      return act(world, lines);
    } finally {
      Runtime.getRuntime().removeShutdownHook(removal);
      world.remove();
    }
  }

  private int act(World world, List<String> lines) throws IOException, InterruptedException {
    if (channel != null) {
      return new SlackSandbox(world, new SlackSettings(List.of(channel), Mode.SOCKET, SlackSettings.PORT, false, api))
          .run(input(), System.out);
    }
    var opening = Wiring.opening(world, Place.in(world), UnaryOperator.identity());
    return script == null
        ? new Session(input(), System.out).talk(world, opening)
        : Script.of(lines).play(world, opening, System.out);
  }

  private static List<String> lines(String file) throws IOException {
    try {
      return file.equals("-") ? input().lines().toList() : Files.readAllLines(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no script " + file, e);
    }
  }

  private static BufferedReader input() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }
}
