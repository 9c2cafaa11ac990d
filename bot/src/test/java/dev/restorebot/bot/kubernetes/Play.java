package dev.restorebot.bot.kubernetes;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.sandbox.Script;
import dev.restorebot.bot.terminal.Steady;
import dev.restorebot.run.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// People who restore a service in a [KubernetesWorld] in which something goes wrong, and what they see.
final class Play {
  private static final String POD = "pds-[0-9a-f]{8,10}-[0-9a-z]{5}";

  private final KubernetesWorld world;
  private final List<String> seen = new ArrayList<>();

  /// @param timeouts of the service: `{ gone: 5s, ready: 10s }`
  Play(KubernetesWorld world, String timeouts) throws IOException {
    this.world = world;
    var file = world.sandbox().configuration();
    Files.writeString(file,
        Files.readString(file).replace("    kind: pds\n", "    kind: pds\n    timeouts: " + timeouts + "\n"));
    world.grant();
  }

  /// Plays `lines`, one after the other, each when the bot has come to rest.
  ///
  /// @param journals what is put around the journal
  void lines(UnaryOperator<Journal> journals, String... lines) throws InterruptedException {
    var out = new ByteArrayOutputStream();
    Script.of(List.of(lines)).unwrapped().play(world.sandbox(),
        Wiring.opening(world.sandbox(), Place.in(world.sandbox()).with(world.bot()), journals),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    seen.add(out.toString(StandardCharsets.UTF_8));
  }

  void lines(String... lines) throws InterruptedException {
    lines(UnaryOperator.identity(), lines);
  }

  /// What people saw from the line that begins with `from` on, without what differs from world to world.
  String seen(String from) {
    var all = String.join("", seen).replace(world.namespace(), "pds").replaceAll(POD, "pds-POD")
        .replaceAll("system:serviceaccount:pds:", "the account ");
    return Steady.text(all.substring(all.indexOf("\n" + from) + 1));
  }
}
