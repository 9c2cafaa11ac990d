package dev.restorebot.bot.terminal;

import dev.restorebot.approval.Person;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import dev.restorebot.volume.OutputLine;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/// A person at a terminal of a real bot: types commands, presses buttons by their labels, and watches. What they may is what
/// the policy says of them, as in any chat.
public final class Talk {
  /// The status if every line was understood and nothing ended badly.
  private static final int WELL = 0;
  private static final int BADLY = 1;
  /// The status if the newest run waits for people.
  private static final int WAITING = 3;

  private final Bot bot;
  private final Board board;
  private final Person who;
  private final Pace pace;

  public Talk(Bot bot, Board board, Person who, Pace pace) {
    this.bot = bot;
    this.board = board;
    this.who = who;
    this.pace = pace;
  }

  /// When the next line is taken.
  public enum Pace {
    /// When the bot has come to rest: for lines that were written beforehand.
    IN_TURN,
    /// At once: for a person who watches.
    AT_ONCE;

    /// For whoever is at the terminal that this program was started from, or has written lines for it beforehand.
    public static Pace here() {
      return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent() ? AT_ONCE : IN_TURN;
    }
  }

  /// Talks until the input ends or the person leaves.
  ///
  /// @return 0 if every line was understood and the newest run ended well or there is none, 3 if it waits for people, else 1
  public int talk(BufferedReader in, PrintStream out) throws IOException, InterruptedException {
    var paper = new Paper(out, Paper.WIDTH);
    var prompt = new Prompt(in, out);
    var stage = new Stage(bot, paper, WorldControl.NONE,
        (_, news) -> news.forEach(paper::event));
    var understood = true;
    try (var watching = board.show(viewer(paper, out))) {
      welcome(stage, paper);
      for (var line = prompt.ask(stage, who.name()); line != null && !line.strip().equals("quit"); line =
          prompt.ask(stage, who.name())) {
        understood &= take(stage, prompt, line.strip()) == Stage.Effect.ANSWERED;
        if (pace == Pace.IN_TURN) {
          stage.awaitRest();
          watching.catchUp();
        }
      }
    }
    return understood ? status(stage) : BADLY;
  }

  private Board.Viewer viewer(Paper paper, PrintStream out) {
    var ticker = new Ticker(out, System::nanoTime);
    return new Board.Viewer() {
      @Override
      public void post(Post post) {
        paper.post(post);
      }

      @Override
      public void progress(RunId run, OutputLine.Advanced progress) {
        if (pace == Pace.AT_ONCE) {
          ticker.show(run, progress);
        }
      }
    };
  }

  private void welcome(Stage stage, Paper paper) {
    paper
        .event("You are " + who + ". Type a command (/restore help), a button by its label ([Approve]), or `quit`. What"
            + " is said and decided here is recorded as everywhere.");
    stage.act(new Speech.Says(who, "/restore status"));
  }

  private Stage.Effect take(Stage stage, Prompt prompt, String line) throws IOException {
    if (line.isEmpty() || line.startsWith("#")) {
      return Stage.Effect.ANSWERED;
    }
    var speech = Speech.of(who, line);
    return stage.act(speech instanceof Speech.Presses presses ? prompt.confirmed(stage, presses) : speech);
  }

  private int status(Stage stage) {
    var runs = bot.engine().ledger().runs();
    if (runs.isEmpty() || stage.lastRunSucceeded()) {
      return WELL;
    }
    return runs.getLast().state().over() ? BADLY : WAITING;
  }
}
