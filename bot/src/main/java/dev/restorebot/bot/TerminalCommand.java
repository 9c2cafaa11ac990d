package dev.restorebot.bot;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.bot.console.ConsoleClient;
import dev.restorebot.bot.state.StateFolder;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.bot.terminal.Talk;
import dev.restorebot.bot.terminal.Talk.Pace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `restorebot terminal`: the commands of the chat from a shell, for the hour in which the chat is down.
@Command(name = "terminal", description = "Talk to the bot from a shell: to the one that runs on this folder, or, where none"
    + " does, to one of its own. Same commands, same policy, same record.")
final class TerminalCommand implements Callable<Integer> {
  @Mixin
  private final Installation installation = new Installation();

  @ArgGroup(multiplicity = "1")
  private Who who = new Who();

  /// Who is there.
  static final class Who {
    @Option(names = "--as", paramLabel = "NAME", description = "Who you say that you are; recorded as local:NAME, and"
        + " allowed what the configuration allows local:NAME.")
    private String name = "";

    @Option(names = "--kubernetes", description = "You are whom the API server of your kubeconfig knows you as: recorded as"
        + " kubernetes:USER, and allowed what the configuration allows that. For a bot of your own, with a record of its own.")
    private boolean kubernetes;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var pace = Pace.here();
    return who.kubernetes
        ? alone(installation.configuration(), connection -> new Person("kubernetes:" + connection.access().self()),
            pace)
        : call(new Person("local:" + who.name), pace);
  }

  private int call(Person who, Pace pace) throws IOException, InterruptedException {
    var attached = ConsoleClient.attach(installation.socket(), who, pace, System.in, System.out);
    return attached.isPresent() ? attached.getAsInt() : alone(installation.configuration(), _ -> who, pace);
  }

  private int alone(Configuration configuration, Function<Connection, Person> asked, Pace pace)
      throws IOException, InterruptedException {
    var keys = installation.keys();
    var board = new Board(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try (var state = StateFolder.take(installation.state());
        var connection = Wiring.connect(configuration, installation.context(), System.getenv());
        var bot = Wiring.bot(Place.in(state, connection.forRestores(), keys), configuration, board, board,
            UnaryOperator.identity())) {
      var who = asked.apply(connection);
      bot.engine().recover();
      bot.desk().opened(who, System.getProperty("user.name"));
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      var status = new Talk(bot, board, who, pace).talk(in, System.out);
      // What was begun is brought to where people are asked: there is nobody else to do it.
      bot.engine().awaitRest();
      Anchorage.of(configuration, System.getenv()).ifPresent(anchorage -> {
        bot.anchor(anchorage.anchoring(bot.engine().ledger(), connection.time()));
        anchorage.close();
      });
      return status;
    }
  }
}
