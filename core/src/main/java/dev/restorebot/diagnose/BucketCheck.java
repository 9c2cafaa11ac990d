package dev.restorebot.diagnose;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import dev.restorebot.snapshot.UnmanagedObjects;
import java.util.List;

/// Whether somebody has saved more than what is configured. What is found so is nothing wrong, and may be all that is left.
record BucketCheck(Observations sights) implements Check {
  @Override
  public String name() {
    return "bucket";
  }

  @Override
  public String question() {
    return "What lies in the bucket beside the backups that are configured?";
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (sights.unclaimed()) {
      case Observed.Unseen<UnmanagedObjects.Found>(var why, _) ->
        Observation.unknown("the bucket could not be read: " + why);
      case Observed.Seen<UnmanagedObjects.Found>(var found) when found.names().isEmpty() ->
        new Observation(Condition.FINE,
            List.of("nothing near the backups that does not belong to them"), List.of());
      case Observed.Seen<UnmanagedObjects.Found>(var found) -> found(found);
    };
  }

  private static Observation found(UnmanagedObjects.Found found) {
    var text = "beside the backups that are configured there is " + String.join(", ", found.names())
        + (found.more() ? " and more" : "") + ", which restorebot neither opens nor restores";
    return new Observation(Condition.FINE, List.of(text), List.of(new Sign(CommonSign.UNCLAIMED, found.names(), text)));
  }
}
