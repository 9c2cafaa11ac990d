package dev.restorebot.bot.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// The misfortunes of a kubelet's pods. Thread-safe.
final class Misfortunes {
  private final Bell bell;
  private final List<Blow> blows = new CopyOnWriteArrayList<>();

  Misfortunes(Bell bell) {
    this.bell = bell;
  }

  /// Not a record: two blows of the same content are two.
  private static final class Blow {
    private final Predicate<Pod> pods;
    private final Misfortune misfortune;

    private Blow(Predicate<Pod> pods, Misfortune misfortune) {
      this.pods = pods;
      this.misfortune = misfortune;
    }
  }

  /// Adds a misfortune and returns what lifts it.
  Relief add(Predicate<Pod> pods, Misfortune misfortune) {
    var blow = new Blow(pods, misfortune);
    blows.add(blow);
    bell.ring();
    return () -> {
      blows.remove(blow);
      bell.ring();
    };
  }

  <M extends Misfortune> Optional<M> of(Pod pod, Class<M> kind) {
    return blows.stream().filter(blow -> kind.isInstance(blow.misfortune) && blow.pods.test(pod))
        .map(blow -> kind.cast(blow.misfortune)).findFirst();
  }

  boolean has(Pod pod, Class<? extends Misfortune> kind) {
    return of(pod, kind).isPresent();
  }
}
