package dev.restorebot.knot;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import java.util.ArrayList;
import java.util.List;

/// Whether the database of the knot gives every repository on the volume its owner's rights. Asked of the volume.
record AccessQuestion(DiagnosisContext scene) implements Check {
  @Override
  public String name() {
    return "access";
  }

  @Override
  public String question() {
    return "Has the owner of every repository the rights of an owner?";
  }

  @Override
  public boolean tellsOfLoss() {
    return true;
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (scene.live()) {
      case Observed.Unseen<Contents>(var why, _) -> Observation.unknown("the volume could not be looked at: " + why);
      case Observed.Seen<Contents>(var live) -> judged(live, scene.snapshot().seen().orElse(Contents.EMPTY));
    };
  }

  private static Observation judged(Contents live, Contents snapshot) {
    var holdings = new Holdings(live);
    if (!holdings.knowsAccess()) {
      return Observation.unknown("without a database, nothing says who may do what");
    }
    var signs = new ArrayList<Sign>();
    if (holdings.number(KnotItem.ACL_MALFORMED) > 0) {
      signs.add(new Sign(KnotSign.ACL_MALFORMED, String.join(" ", live.unreadable())));
    }
    if (holdings.number(KnotItem.ACL_ROWS) == 0) {
      signs.add(new Sign(KnotSign.NO_ACL, "the table acl is empty"));
      return Observation.of(Condition.LOST, signs);
    }
    var known = snapshot.with(KnotItem.LISTED);
    if (Known.few(holdings, new Holdings(snapshot))) {
      signs.add(new Sign(KnotSign.FORGOTTEN,
          "the database knows " + known.stream().filter(item -> holdings.has(item.id(),
              KnotItem.LISTED)).count() + " of the " + Words.number(known.size(), "repository", "repositories")
              + " that the newest snapshot knows"));
      return Observation.of(Condition.LOST, signs);
    }
    var lacking = holdings.repositories().stream().filter(item -> !item.has(KnotItem.ACCESS)).map(item -> item.id())
        .toList();
    if (!lacking.isEmpty()) {
      signs.add(RepositoryNames.sign(KnotSign.ACCESS_MISSING, lacking,
          "the table acl does not give owners their rights to %s"));
    }
    return signs.isEmpty()
        ? Observation
            .fine("owners have their rights to all " + Words.number(holdings.repositories().size(), "repository",
                "repositories"))
        : Observation.of(Condition.DEGRADED, List.copyOf(signs));
  }
}
