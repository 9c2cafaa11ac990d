package dev.restorebot.bot;

import dev.restorebot.bot.slack.SlackReadiness;
import dev.restorebot.landlock.Landlock;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import dev.restorebot.text.Visible;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `restorebot check`: whether everything is there that restores need, on one screen.
@Command(name = "check", description = "Look whether everything is there that restores need: permissions, secrets, volumes,"
    + " backups, relays, and Slack where it is configured. Touches nothing.")
final class CheckCommand implements Callable<Integer> {
  private static final int READY = 0;
  private static final int NOT_READY = 1;

  @Mixin
  private final Installation installation = new Installation();

  @Override
  public Integer call() {
    var configuration = installation.configuration();
    try (var connection = Wiring.connect(configuration, installation.context(), System.getenv())) {
      var all = Wiring.readiness(configuration, connection);
      var image = image(connection);
      all.forEach((service, requirements) -> {
        System.out.println(service);
        requirements.forEach(requirement -> System.out.print(lines(requirement)));
      });
      System.out.println("worker");
      System.out.print(lines(image));
      System.out.print(lines(kernel(Landlock.offered().isPresent())));
      System.out.println("approvals");
      TerminalPeople.of(configuration.policy()).forEach(requirement -> System.out.print(lines(requirement)));
      var slack = configuration.slack()
          .map(settings -> SlackReadiness.of(settings, System.getenv()).look(configuration.policy()));
      slack.ifPresent(requirements -> {
        System.out.println("slack");
        requirements.forEach(requirement -> System.out.print(lines(requirement)));
      });
      Anchorage.of(configuration, System.getenv()).ifPresent(anchorage -> {
        System.out.println("audit");
        System.out.print(lines(anchorage.look()));
        anchorage.close();
      });
      var missing = Stream.of(Stream.of(image), slack.stream().flatMap(List::stream),
          all.values().stream().flatMap(List::stream)).flatMap(stream -> stream)
          .filter(requirement -> requirement.status() == Status.MISSING).count();
      System.out.println(missing == 0 ? "Restores can begin." : missing + " missing: restores would stop there.");
      return missing == 0 ? READY : NOT_READY;
    }
  }

  private static Requirement image(Connection connection) {
    return connection.knowsImage()
        ? new Requirement("image", Status.THERE, connection.jobs().image(), "")
        : new Requirement("image", Status.MISSING, "it is not known which one Jobs shall run", Connection.NAME_IT);
  }

  /// Whether the kernel keeps what opens backups, and workers beside a running service, to their own files.
  ///
  /// @param offered whether it offers Landlock to this process
  static Requirement kernel(boolean offered) {
    return offered
        ? new Requirement("kernel", Status.THERE, "keeps what opens backups to its own files, on this node", "")
        : new Requirement("kernel", Status.DOUBTFUL,
            "offers no Landlock to this pod, so what opens backups is kept to its files by its own care alone",
            "Use nodes with Linux 5.13 or newer and a seccomp profile that allows the calls landlock_*; see docs/security.md.");
  }

  /// What a person reads of `requirement`.
  static String lines(Requirement requirement) {
    var mark = switch (requirement.status()) {
      case THERE -> "ok     ";
      case DOUBTFUL -> "DOUBT  ";
      case MISSING -> "MISSING";
    };
    var text = "  " + mark + "  " + Visible.line(requirement.what() + ": " + requirement.detail()) + "\n";
    return requirement.next().isEmpty() ? text : text + "           Next: " + Visible.line(requirement.next()) + "\n";
  }
}
