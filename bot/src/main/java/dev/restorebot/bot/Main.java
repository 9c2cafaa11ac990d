package dev.restorebot.bot;

import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.reader.ReaderCommand;
import dev.restorebot.bot.reader.ReaderProcess;
import dev.restorebot.bot.worker.RehearsedWork;
import dev.restorebot.bot.worker.WorkerProcess;
import dev.restorebot.text.Visible;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/// The program. Processes that do one thing and live for seconds, a worker and what reads a snapshot, go past the command line's machinery.
@Command(name = "restorebot", description = "Restores services from their backups, with approval, and proves it.", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true, version = "restorebot 0.1.0")
public final class Main {
  private static final int MISUSED = 2;
  /// In the order of the help.
  private static final List<Class<?>> COMMANDS = List.of(ServeCommand.class, TerminalCommand.class, CheckCommand.class,
      RunbookCommand.class, SandboxCommand.class, WorkerCommand.class, RehearseCommand.class, AuditCommand.class,
      ConfigCommand.class);

  private Main() {}

  /// Runs the command that `arguments` name and ends the process with its exit status: 0 done, 1 failed, 2 misused.
  public static void main(String[] arguments) {
    System.exit(run(Kinds.ALL, arguments, System.getenv()));
  }

  /// The same, where workers and readers know `kinds`; returns the exit status.
  public static int run(Kinds kinds, String[] arguments, Map<String, String> environment) {
    if (arguments.length == 1 && arguments[0].equals(ReaderCommand.OPERATION)) {
      return ReaderProcess.run(kinds.data(), System.in, System.out);
    }
    if (arguments.length == 2 && arguments[0].equals("worker")) {
      if (arguments[1].equals(RehearsedWork.OPERATION)) {
        return RehearsedWork.run(kinds.data(), environment, System.in, System.out);
      }
      return WorkerProcess.run(arguments[1], kinds.data(), environment, System.in, System.out);
    }
    var commandLine = new CommandLine(new Main());
    commands(arguments).forEach(commandLine::addSubcommand);
    commandLine.setExecutionExceptionHandler((failure, _, _) -> {
      String.valueOf(failure.getMessage()).lines()
          .forEach(line -> System.err.println("restorebot: " + Visible.line(line)));
      return MISUSED;
    });
    if (arguments.length == 0) {
      commandLine.usage(System.err);
      return MISUSED;
    }
    return commandLine.execute(arguments);
  }

  /// The command that `arguments` name, if they name one: to look at all of them takes time while a service may be down.
  private static List<Class<?>> commands(String[] arguments) {
    var named = COMMANDS.stream()
        .filter(command -> arguments.length > 0 && command.getAnnotation(Command.class).name().equals(arguments[0]))
        .toList();
    return named.isEmpty() ? COMMANDS : named;
  }
}
