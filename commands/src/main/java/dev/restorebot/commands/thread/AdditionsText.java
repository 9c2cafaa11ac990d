package dev.restorebot.commands.thread;

import dev.restorebot.approval.Gate;
import dev.restorebot.kind.Addition;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What data lacks and would be added to it, in the words that the plan has for it.
record AdditionsText(Plan plan) {
  /// What a restore would ask for, an item a line; nothing if nothing would be missing.
  ///
  /// @param lists those of the message
  List<String> asked(Lists lists) {
    return plan.adds()
        ? lists.named(
            plan.words().capitalized() + " that the snapshot lacks, added only if people " + plan.words().agree()
                + " them at the gate " + Gate.AMEND.word() + ", " + amount(),
            additions().stream()
                .map(addition -> addition.item() + ": " + Figures.count(addition.rows().size(), "row")).toList())
        : List.of();
  }

  /// `12 rows for 2 repositories`.
  String amount() {
    return Figures.count(additions().stream().mapToLong(addition -> addition.rows().size()).sum(), "row") + " for "
        + Figures.count(additions().size(), plan.loss().noun());
  }

  /// Every row, below the item that it is about.
  List<String> rows() {
    var lines = new ArrayList<String>();
    lines.add("The rows, as they would stand in the database:");
    for (var addition : additions()) {
      lines.add("  " + addition.item());
      addition.rows().forEach(row -> lines.add("    " + row));
    }
    return lines;
  }

  /// What is so as long as they are missing.
  String without() {
    return plan.words().without() + " until `/restore " + plan.words().verb() + " " + plan.service()
        + "` has added them";
  }

  /// What people decided, for those who decide next; nothing if there was nothing to decide.
  List<String> decided(RunProgress course) {
    if (!plan.adds()) {
      return List.of();
    }
    return List.of(leftOut(course).orElseGet(() -> plan.words().capitalized() + " are " + plan.words().agreed()
        + ", and added to the database before it goes live: " + amount()));
  }

  /// That something is missing in what goes live, because people left it out.
  Optional<String> leftOut(RunProgress course) {
    return plan.adds() && course.agreed().isEmpty()
        ? Optional.of("Warning: " + plan.words().capitalized() + " are left out, " + amount() + ": " + without() + ".")
        : Optional.empty();
  }

  private List<Addition> additions() {
    return plan.loss().additions();
  }
}
