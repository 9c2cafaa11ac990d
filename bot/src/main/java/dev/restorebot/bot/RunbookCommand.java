package dev.restorebot.bot;

import dev.restorebot.approval.Person;
import dev.restorebot.audit.Keyring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.state.StateFolder;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.files.Tree;
import dev.restorebot.run.Watcher;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restorebot runbook`: a restore as a script for people. Asks the cluster and the backups what a restore would ask them, and
/// leaves nothing behind; the bot's own journal is not needed for it.
@Command(name = "runbook", description = "Print a restore as a script that a person can read and run by hand, for the hour in"
    + " which the bot cannot. Touches nothing.")
final class RunbookCommand implements Callable<Integer> {
  private static final int WRITTEN = 0;
  private static final int DECLINED = 1;

  @Mixin
  private final Installation installation = new Installation();

  @Option(names = "--as", paramLabel = "NAME", required = true, description = "Who you are; allowed what the configuration"
      + " allows local:NAME.")
  private String name = "";

  @Parameters(paramLabel = "WORD", arity = "1..*", description = "As in the chat: pds latest-before 2026-02-25 [--accept CODE]."
      + " Put -- before them if there are options.")
  private List<String> words = List.of();

  @Override
  public Integer call() throws IOException {
    var configuration = installation.configuration();
    var board = new Board(System.err);
    var folder = Files.createTempDirectory("restorebot-runbook-");
    try (var state = StateFolder.take(folder);
        var connection = Wiring.connect(configuration, installation.context(), System.getenv());
        var bot = Wiring.bot(Place.in(state, connection, Keyring.NONE), configuration, board, Watcher.NONE,
            UnaryOperator.identity())) {
      return print(bot.desk().say(new Person("local:" + name), "", "/restore runbook " + String.join(" ", words)));
    } finally {
      Tree.delete(folder);
    }
  }

  private static int print(Reply reply) {
    reply.lines().forEach(line -> System.err.println("restorebot: " + Visible.line(line)));
    reply.documents().forEach(document -> document.lines().forEach(System.out::println));
    return reply.documents().isEmpty() ? DECLINED : WRITTEN;
  }
}
