package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.terminal.Bot;
import dev.restorebot.bot.terminal.Paper;
import dev.restorebot.bot.terminal.Speech;
import dev.restorebot.bot.terminal.Stage;
import dev.restorebot.commands.desk.Meanwhile;
import dev.restorebot.run.Watcher;
import java.io.PrintStream;
import java.util.List;

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

  /// Plays the script in `world`, for a bot that is opened there, and prints the transcript.
  ///
  /// @return 0 if every line was understood and the last run succeeded, else 1
  public int play(World world, Bot.Opening opening, PrintStream out) throws InterruptedException {
    var paper = new Paper(out, width);
    var transcript = new Transcript(paper);
    try (var bot = opening.open(transcript, Watcher.NONE)) {
      var stage = new Stage(bot, paper, new SandboxControl(world, bot), Meanwhile.NOBODY);
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
