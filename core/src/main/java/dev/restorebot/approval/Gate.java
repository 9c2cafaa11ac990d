package dev.restorebot.approval;

import java.util.List;

/// A point at which a person must decide before a run goes on.
public enum Gate {
  /// Before anything is staged.
  START("start"),
  /// Before what was derived is added to what goes live.
  AMEND("access"),
  /// Before the service is stopped and its data replaced.
  REPLACE("replace"),
  /// After a check failed.
  CHECKS("checks"),
  /// Before displaced data is put back after a finished run.
  UNDO("undo"),
  /// Before displaced data is deleted for good.
  PURGE("purge"),
  /// After a step failed that should not be left as it is: the service stays stopped until it succeeds, or people start it all the same.
  REPAIR("repair");

  private final String word;

  Gate(String word) {
    this.word = word;
  }

  /// Its name in the configuration and in messages.
  public String word() {
    return word;
  }

  /// What can be chosen there.
  public List<Choice> choices() {
    return switch (this) {
      case START -> List.of(Choice.APPROVE, Choice.DENY);
      case AMEND -> List.of(Choice.ADD, Choice.WITHOUT);
      case REPLACE -> List.of(Choice.REPLACE, Choice.STOP);
      case CHECKS -> List.of(Choice.RETRY, Choice.UNDO, Choice.ACCEPT);
      case UNDO -> List.of(Choice.UNDO, Choice.KEEP);
      case PURGE -> List.of(Choice.PURGE, Choice.KEEP);
      case REPAIR -> List.of(Choice.RETRY, Choice.LEAVE);
    };
  }

  /// True if one person may pass it alone in an emergency, where that is configured: what follows can be undone. Deleting for
  /// good cannot, and after a failure there is nothing to be gained by haste.
  public boolean breakable() {
    return this == START || this == AMEND || this == REPLACE || this == UNDO;
  }

  /// True if a run waits there for as long as it takes, because going on without a person would be worse.
  public boolean patient() {
    return this == CHECKS || this == REPAIR;
  }
}
