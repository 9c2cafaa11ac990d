package dev.restorebot.commands.grammar;

/// What the words that this version knows but does not serve are answered with.
final class Unserved {
  static final String DIAGNOSE =
      "This version cannot diagnose a service. Use /restore list SERVICE to see its snapshots"
          + " and /restore SERVICE latest --dry-run to see what a restore would change.";
  static final String WIPE = "This version cannot restore with --wipe: the data that is replaced always stays on the"
      + " volume until someone purges it. Leave --wipe out. If the volume has no room, purge an earlier run or enlarge"
      + " it.";

  private Unserved() {}
}
