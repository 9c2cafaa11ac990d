package dev.restorebot.commands.thread;

import dev.restorebot.kind.Grant;
import dev.restorebot.plan.Plan;
import dev.restorebot.run.RunProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rights that restored data would lack, in words.
record RightsText(Plan plan) {
  /// What a restore would ask for, an item a line; nothing if no right would be missing.
  ///
  /// @param lists those of the message
  List<String> asked(Lists lists) {
    return grants().isEmpty()
        ? List.of()
        : lists.named("Rights that the snapshot lacks, added only if people grant them at the gate access, " + amount(),
            grants().stream().map(grant -> grant.item() + ": " + Figures.count(grant.rows().size(), "row")).toList());
  }

  /// `12 rows for 2 repositories`.
  String amount() {
    return Figures.count(grants().stream().mapToLong(grant -> grant.rows().size()).sum(), "row") + " for "
        + Figures.count(grants().size(), plan.loss().noun());
  }

  /// Every row, below the item that it is about.
  List<String> rows() {
    var lines = new ArrayList<String>();
    lines.add("The rows, as they would stand in the database:");
    for (var grant : grants()) {
      lines.add("  " + grant.item());
      grant.rows().forEach(row -> lines.add("    " + row));
    }
    return lines;
  }

  /// What is refused as long as they are missing.
  String refused() {
    return "what these rows allow, such as pushing to these " + Figures.plural(plan.loss().noun())
        + ", is refused until `/restore acl " + plan.service() + "` has added them";
  }

  /// What people decided, for those who decide next; nothing if there was nothing to decide.
  List<String> decided(RunProgress course) {
    if (grants().isEmpty()) {
      return List.of();
    }
    return List.of(leftOut(course)
        .orElse("Rights are granted, and added to the database before it goes live: " + amount()));
  }

  /// That rights are missing in what goes live, because people left them out.
  Optional<String> leftOut(RunProgress course) {
    return grants().isEmpty() || !course.granted().isEmpty()
        ? Optional.empty()
        : Optional.of("Warning: Rights are left out, " + amount() + ": " + refused() + ".");
  }

  private List<Grant> grants() {
    return plan.loss().grants();
  }
}
