package dev.restorebot.commands.grammar;

/// What the words that this version knows but does not serve are answered with.
final class Unserved {
  static final String WIPE = "This version cannot restore with --wipe: the data that is replaced always stays on the"
      + " volume until someone purges it. Leave --wipe out. If the volume has no room, purge an earlier run or enlarge"
      + " it.";

  private Unserved() {}
}
