package dev.restorebot.bot;

import dev.restorebot.approval.Policy;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import java.util.List;

/// Tells of the people of a policy who are only who they say they are: those of a terminal.
final class TerminalPeople {
  private static final String LOCAL = "local:";

  private TerminalPeople() {}

  /// What people should know of those who may approve from a terminal.
  static List<Requirement> of(Policy policy) {
    var approvers = policy.approvers().stream().filter(id -> id.startsWith(LOCAL)).sorted().toList();
    return approvers.isEmpty()
        ? List.of(new Requirement("approvers", Status.THERE, "nobody may approve from a terminal", ""))
        : List.of(new Requirement("approvers", Status.DOUBTFUL, String.join(", ", approvers)
            + " may approve from a terminal: whoever may run commands where the bot runs may say that they are any of them",
            "Keep it to one, and `pods/exec` in the bot's namespace to those people: see deploy/README.md."));
  }
}
