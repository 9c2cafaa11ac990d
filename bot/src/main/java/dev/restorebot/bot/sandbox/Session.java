package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.terminal.Bot;
import dev.restorebot.bot.terminal.Paper;
import dev.restorebot.bot.terminal.Prompt;
import dev.restorebot.bot.terminal.Speech;
import dev.restorebot.bot.terminal.Stage;
import dev.restorebot.bot.terminal.Talk.Pace;
import dev.restorebot.bot.terminal.Ticker;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import dev.restorebot.volume.OutputLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/// A person in the sandbox: types commands as alice or bob, presses buttons by their labels, and watches.
public final class Session {
  private final Prompt prompt;
  private final Ticker ticker;
  private final Paper paper;
  private String who = "alice";

  public Session(BufferedReader in, PrintStream out) {
    this.prompt = new Prompt(in, out);
    this.ticker = new Ticker(out, System::nanoTime);
    this.paper = new Paper(out, Paper.WIDTH);
  }

  /// Talks to a bot that is opened in `world` until the input ends or the person leaves.
  ///
  /// @return 0 if the last run succeeded or there was none, else 1
  public int talk(World world, Bot.Opening opening) throws IOException, InterruptedException {
    try (var bot = opening.open(new Screen(paper), this::progress)) {
      var stage = new Stage(bot, paper, new SandboxControl(world, bot),
          (_, news) -> news.forEach(paper::event));
      welcome(world.story());
      bot.engine().recover();
      bot.engine().awaitRest();
      for (var line = prompt.ask(stage, who); line != null && !line.strip().equals("quit"); line =
          prompt.ask(stage, who)) {
        take(stage, line.strip());
        stage.awaitRest();
      }
      return bot.engine().ledger().runs().isEmpty() || stage.lastRunSucceeded() ? 0 : 1;
    }
  }

  private void welcome(String story) {
    paper.event(story + " alice may ask for a restore, bob may approve it.");
    paper.event(
        "Type a command (/restore help), a button by its label ([Approve]), `as bob` to speak as bob, `bob: ...` for"
            + " one line of his, `quit` to leave. What can happen to this world: sandbox: "
            + String.join(" | ", Fault.examples()));
  }

  private void take(Stage stage, String line) throws IOException {
    if (line.matches("as [a-z][a-z0-9-]*")) {
      who = line.substring("as ".length());
      return;
    }
    var named = line.matches("[a-z][a-z0-9-]*:\\s.*") || line.isEmpty() || line.startsWith("#");
    var speech = Speech.parse(named ? line : who + ": " + line);
    stage.act(speech instanceof Speech.Presses presses ? prompt.confirmed(stage, presses) : speech);
  }

  private void progress(RunId run, OutputLine.Advanced progress) {
    if (Pace.here() == Pace.AT_ONCE) {
      ticker.show(run, progress);
    }
  }

  /// The chat of a session: prints messages as they come.
  private record Screen(Paper paper, AtomicLong count) implements Chat {
    Screen(Paper paper) {
      this(paper, new AtomicLong());
    }

    @Override
    public String name() {
      return "terminal";
    }

    @Override
    public String post(RunId run, Post post) {
      paper.post(post);
      return run + "/" + count.incrementAndGet();
    }
  }
}
