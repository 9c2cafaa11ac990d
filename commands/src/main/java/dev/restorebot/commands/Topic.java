package dev.restorebot.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What `/restore help` can be asked about. Each command is a word for the topic that explains it.
public enum Topic {
  /// Restoring a service: selectors and options.
  RESTORE("restore latest latest-before at dry-run reason accept mirror-as-of-snapshot lift-takedowns"),
  /// Adding rights that are missing to what a service has now.
  ACCESS("acl access rights grant"),
  /// What is wrong with a service.
  DIAGNOSIS("diagnose diagnosis check health"),
  /// Proving that a restore would work.
  DRILL("drill drills rehearsal"),
  /// How a time is written.
  TIMES("times time dates date"),
  /// Looking at snapshots and runs, stopping a run, and going on with one that paused.
  RUNS("runs run list status history show cancel reopen"),
  /// What can be done with the data that a restore displaced.
  UNDO("undo purge"),
  /// Restoring by hand.
  RUNBOOK("runbook by-hand");

  private final String words;

  Topic(String words) {
    this.words = words;
  }

  /// The topic that explains `word`, which is in lower case.
  public static Optional<Topic> about(String word) {
    return Arrays.stream(values()).filter(topic -> topic.words().contains(word)).findFirst();
  }

  /// The word to ask for this topic with.
  public String word() {
    return words().getFirst();
  }

  /// Every word that leads to this topic.
  public List<String> words() {
    return List.of(words.split(" "));
  }
}
