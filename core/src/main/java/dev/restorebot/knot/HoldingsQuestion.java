package dev.restorebot.knot;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import java.util.ArrayList;
import java.util.List;

/// Whether every repository that the knot's database knows, or the newest snapshot's, is on the volume, and if not, whether the mirror has
/// it. Asked of the volume and the bucket.
record HoldingsQuestion(DiagnosisContext scene) implements Check {
  /// So many missing repositories are looked for in the mirror.
  private static final int LOOKED_FOR = 50;

  @Override
  public String name() {
    return "repositories on the volume";
  }

  @Override
  public String question() {
    return "Is every repository there that the database knows?";
  }

  @Override
  public boolean tellsOfLoss() {
    return true;
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (scene.live()) {
      case Observed.Unseen<Contents>(var why, _) -> Observation.unknown("the volume could not be looked at: " + why);
      case Observed.Seen<Contents>(var live) ->
        judged(new Holdings(live), new Holdings(scene.snapshot().seen().orElse(Contents.EMPTY)));
    };
  }

  private Observation judged(Holdings live, Holdings snapshot) throws InterruptedException {
    var listing = live.with(KnotItem.LISTED).isEmpty() || Known.few(live, snapshot) ? snapshot : live;
    var known = listing.with(KnotItem.LISTED).stream().map(Item::id).toList();
    var missing = known.stream().filter(id -> !live.has(id, KnotItem.REPOSITORY) && !live.has(id, KnotItem.DOUBTFUL))
        .toList();
    var signs = new ArrayList<Sign>();
    if (known.isEmpty() && live.repositories().isEmpty()) {
      if (live.knowsAccess()) {
        begunAnew(signs);
      } else {
        signs.add(new Sign(KnotSign.NONE_LEFT, "there is no repository on the volume, and no database"));
      }
    }
    if (!missing.isEmpty()) {
      missing(missing, signs);
      if (live.repositories().isEmpty()) {
        signs.add(new Sign(KnotSign.NONE_LEFT, "there is no repository on the volume, and the "
            + (listing.equals(live) ? "database" : "newest snapshot") + " knows "
            + Words.number(known.size(), "repository", "repositories")));
      }
    }
    if (!signs.isEmpty()) {
      return Observation.of(Condition.LOST, signs);
    }
    var there = Words.number(live.repositories().size(), "repository", "repositories");
    return known.isEmpty()
        ? Observation.unknown(there + " on the volume, and no database that says which there should be")
        : Observation.fine(there + ", and none is missing of those that the "
            + (listing.equals(live) ? "database" : "newest snapshot") + " knows");
  }

  /// Nobody knows of any repository but the mirror, which had them from this volume.
  private void begunAnew(List<Sign> signs) {
    scene.mirrors().seen().map(mirrors -> mirrors.with(KnotItem.REPOSITORY)).filter(mirrored -> !mirrored.isEmpty())
        .ifPresent(mirrored -> {
          var such = "the mirror has some, such as " + mirrored.getFirst().label();
          signs.add(new Sign(KnotSign.NONE_LEFT, "there is no repository on the volume, and " + such));
          signs.add(new Sign(KnotSign.FORGOTTEN, "the database knows no repository, and " + such));
        });
  }

  private void missing(List<String> missing, List<Sign> signs) throws InterruptedException {
    var mirrored = new ArrayList<String>();
    var nowhere = new ArrayList<String>();
    var unseen = new ArrayList<>(missing.subList(Math.min(LOOKED_FOR, missing.size()), missing.size()));
    for (var id : missing.subList(0, Math.min(LOOKED_FOR, missing.size()))) {
      switch (scene.mirrored(id)) {
        case Observed.Seen<Boolean>(var there) when there -> mirrored.add(id);
        case Observed.Seen<Boolean> _ -> nowhere.add(id);
        case Observed.Unseen<Boolean> _ -> unseen.add(id);
      }
    }
    if (!mirrored.isEmpty()) {
      signs.add(RepositoryNames.sign(KnotSign.GONE, mirrored, "not on the volume, and in the mirror: %s"));
    }
    if (!nowhere.isEmpty()) {
      signs.add(RepositoryNames.sign(KnotSign.GONE_EVERYWHERE, nowhere, "neither on the volume nor in the mirror: %s"));
    }
    if (!unseen.isEmpty()) {
      signs.add(RepositoryNames.sign(Sign.NOT_LOOKED_AT, unseen,
          "not on the volume, and the mirror was not looked at for %s"));
    }
  }
}
