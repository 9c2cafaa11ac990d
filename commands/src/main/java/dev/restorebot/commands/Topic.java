package dev.restorebot.commands;

import dev.restorebot.service.Amendment;
import dev.restorebot.service.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What `/restore help` can be asked about. Each command is a word for the topic that explains it.
public sealed interface Topic {
  /// Every word that leads to this topic; the first is the one to ask for it with.
  List<String> words();

  /// The word to ask for this topic with.
  default String word() {
    return words().getFirst();
  }

  /// The topics where the services are those of `catalogue`.
  static List<Topic> all(Catalogue catalogue) {
    return Stream.of(Stream.of(Common.RESTORE), catalogue.amendments().stream().map(OfAmendment::new),
        Stream.of(Common.values()).skip(1)).<Topic>flatMap(topics -> topics).toList();
  }

  /// The topic of those of `catalogue` that explains `word`, which is in lower case.
  static Optional<Topic> about(String word, Catalogue catalogue) {
    return all(catalogue).stream().filter(topic -> topic.words().contains(word)).findFirst();
  }

  /// What there is to know of services of every kind.
  enum Common implements Topic {
    /// Restoring a service: selectors and options.
    RESTORE("restore latest latest-before at dry-run reason accept mirror-as-of-snapshot lift-takedowns"),
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

    Common(String words) {
      this.words = words;
    }

    @Override
    public List<String> words() {
      return List.of(words.split(" "));
    }
  }

  /// Amending what services of a kind have now.
  record OfAmendment(Amendment amendment) implements Topic {
    @Override
    public List<String> words() {
      return Stream.concat(Stream.of(amendment.verb()), amendment.synonyms().stream()).toList();
    }
  }
}
