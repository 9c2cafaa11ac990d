package dev.restorebot.commands.thread;

import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Loss;
import dev.restorebot.plan.Plan;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;

/// The loss report in words.
///
/// @param lists those of the message that it is part of
record LossText(Plan plan, Lists lists) {
  private static final int SHOWN = 10;

  /// All of it.
  List<String> whole() {
    var lines = new ArrayList<>(lost());
    if (!plan.loss().returning().isEmpty()) {
      lines.addAll(lists.named("What comes back", Loss.texts(plan.loss().returning())));
    }
    lines.addAll(kept());
    lines.addAll(findings());
    return lines;
  }

  /// What exists now and would not be live any more.
  List<String> lost() {
    var lines = new ArrayList<String>();
    lines.add("What would be lost: everything since " + Times.moment(plan.snapshot().last().instant()) + ", "
        + Times.span(plan.age()) + " before this plan");
    if (plan.loss().lost().isEmpty()) {
      lines.add("  no " + plan.loss().noun() + " that exists now is missing from the snapshot");
    } else {
      lines.addAll(lists.named("  exists now and is not in the snapshot", Loss.texts(plan.loss().lost())));
    }
    return lines;
  }

  /// What stays because backups do not carry it.
  List<String> kept() {
    var kept = plan.loss().kept();
    return kept.size() > 1
        ? lists.named("Kept as it is", kept)
        : kept.stream().map(what -> "Kept as it is: " + what).toList();
  }

  /// Everything that must be known.
  List<String> findings() {
    return plan.findings().stream().map(LossText::finding).toList();
  }

  /// What must be known before something is decided.
  List<String> warnings() {
    return plan.findings().stream().filter(finding -> finding.severity() != Severity.NOTE).map(LossText::finding)
        .toList();
  }

  /// What the plan's data holds: `3 accounts: alice.example, ...`.
  String contents() {
    var noun = plan.loss().noun();
    var labels = plan.snapshot().contents().with(noun).stream().map(item -> item.label()).toList();
    var more = labels.size() > SHOWN ? " and " + (labels.size() - SHOWN) + " more" : "";
    var named = labels.isEmpty() ? "" : ": " + String.join(", ", labels.stream().limit(SHOWN).toList());
    return Figures.count(labels.size(), noun) + named + more;
  }

  static String finding(Finding finding) {
    return switch (finding.severity()) {
      case NOTE -> "Note: " + finding.text();
      case WARNING -> "Warning: " + finding.text();
      case REFUSAL -> "Accepted by the request (" + finding.code() + "): " + finding.text();
    };
  }
}
