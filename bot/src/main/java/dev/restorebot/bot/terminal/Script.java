package dev.restorebot.bot.terminal;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.sandbox.World;
import dev.restorebot.commands.desk.Meanwhile;
import dev.restorebot.run.Journal;
import dev.restorebot.run.Watcher;
import java.io.PrintStream;
import java.util.List;
import java.util.function.UnaryOperator;

/// A script that is played in the sandbox: each line when the bot has come to rest, with the transcript on the way.
public final class Script {
  private static final int SUCCEEDED = 0;
  private static final int FAILED = 1;

  private final List<String> lines;
  private final int width;

  private Script(List<String> lines, int width) {
    this.lines = List.copyOf(lines);
    this.width = width;
  }

  /// A script of `lines`, as they are typed in a session.
  public static Script of(List<String> lines) {
    return new Script(lines, Paper.WIDTH);
  }

  /// The same script with a transcript in which no line is wrapped.
  public Script unwrapped() {
    return new Script(lines, Integer.MAX_VALUE);
  }

  /// Plays the script in `world` and prints the transcript.
  ///
  /// @param journals what is put around the journal; tests kill the bot there
  /// @return 0 if every line was understood and the last run succeeded, else 1
  public int play(World world, PrintStream out, UnaryOperator<Journal> journals) throws InterruptedException {
    return play(world, Place.in(world), out, journals);
  }

  /// Plays the script in `world`, with the bot at `place`.
  public int play(World world, Place place, PrintStream out, UnaryOperator<Journal> journals)
      throws InterruptedException {
    return play(world, place, ConfigurationReader.read(world.configuration()), out, journals);
  }

  /// The same, where the bot has another configuration than that of the world.
  public int play(World world, Place place, Configuration configuration, PrintStream out,
      UnaryOperator<Journal> journals) throws InterruptedException {
    var paper = new Paper(out, width);
    var transcript = new Transcript(paper);
    try (var bot = Wiring.bot(place, configuration, transcript, Watcher.NONE, journals)) {
      var stage = new Stage(bot, paper, world::happen, Meanwhile.NOBODY);
      var understood = true;
      bot.engine().recover();
      bot.engine().awaitRest();
      transcript.print();
      for (var line : lines) {
        if (!line.isBlank()) {
          paper.line(line.strip());
        }
        understood &= stage.act(Speech.parse(line)) == Stage.Effect.ANSWERED;
        bot.engine().awaitRest();
        transcript.print();
      }
      return understood && stage.lastRunSucceeded() ? SUCCEEDED : FAILED;
    }
  }
}
