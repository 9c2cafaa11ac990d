package dev.restorebot.knot;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Observation;
import java.util.ArrayList;
import java.util.List;

/// Whether the knot lets owners push. Asked inside its pod, where alone it tells.
record PushQuestion(PushGate gate, DiagnosisContext scene) implements Check {
  /// So many repositories are asked about, one after the other.
  private static final int SAMPLE = 20;

  @Override
  public String name() {
    return "pushes";
  }

  @Override
  public String question() {
    return "Does the knot let owners push to their repositories?";
  }

  @Override
  public Observation look() throws InterruptedException {
    var live = scene.live().seen();
    if (live.isEmpty()) {
      return Observation.unknown("which repositories there are could not be seen on the volume");
    }
    var owned = live.get().with(KnotItem.REPOSITORY).stream()
        .filter(item -> RepositoryPath.parse(item.id()).isPresent()).toList();
    var asked = owned.subList(0, Math.min(SAMPLE, owned.size()));
    if (asked.isEmpty()) {
      return Observation.unknown("there is no repository whose owner is known from where it lies");
    }
    var denied = new ArrayList<Item>();
    try (var round = gate.round()) {
      for (var repository : asked) {
        var owner = RepositoryPath.parse(repository.id()).orElseThrow().owner();
        switch (round.allowed(owner, repository.id())) {
          case PushGate.PushAnswer.Allowed _ -> {
            // As it should be.
          }
          case PushGate.PushAnswer.Denied _ -> denied.add(repository);
          case PushGate.PushAnswer.Unknown(var reason) -> {
            return Observation.unknown("the knot could not be asked inside its pod: " + Words.of(reason));
          }
        }
      }
    }
    return judged(asked.size(), owned.size(), denied);
  }

  private static Observation judged(int asked, int all, List<Item> denied) {
    if (denied.isEmpty()) {
      return Observation
          .fine("owners may push to all " + asked + (asked < all ? " that were asked about, of " + all : ""));
    }
    var entitled = denied.stream().filter(item -> item.has(KnotItem.ACCESS)).map(Item::id).toList();
    return entitled.isEmpty()
        ? Observation.of(Condition.DEGRADED, List.of(RepositoryNames.sign(KnotSign.ACCESS_MISSING,
            denied.stream().map(Item::id).toList(), "the knot does not let owners push to %s")))
        : Observation.of(Condition.DEGRADED, List.of(RepositoryNames.sign(KnotSign.PUSH_DENIED, entitled,
            "the knot does not let owners push to %s, although its database gives them the right")));
  }
}
