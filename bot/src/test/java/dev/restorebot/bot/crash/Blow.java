package dev.restorebot.bot.crash;

/// When a bot is killed: right before or right after an entry is durable.
///
/// @param entry its number among those that a bot would append that nobody kills; see [FatalJournal]
public record Blow(Moment moment, int entry) {
  /// It is not killed.
  public static final Blow NONE = new Blow(Moment.AFTER, 0);

  /// On which side of an entry.
  public enum Moment {
    BEFORE, AFTER
  }

  static Blow parse(String text) {
    var parts = text.split(":", -1);
    return new Blow(Moment.valueOf(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public String toString() {
    return moment + ":" + entry;
  }
}
