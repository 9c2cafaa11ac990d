package dev.restorebot.bot;

import dev.restorebot.audit.Anchor;
import dev.restorebot.audit.AnchoredSeal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// An anchor whose keys are not set: nothing is kept, and it says why.
///
/// @param place where it would be
record KeylessAnchor(String place) implements Anchor {
  @Override
  public void keep(AnchoredSeal seal, Instant until) {
    throw unset();
  }

  @Override
  public Set<String> names() {
    throw unset();
  }

  @Override
  public List<Found> all() {
    throw unset();
  }

  @Override
  public Lock lock() {
    throw unset();
  }

  private static AnchorException unset() {
    return new AnchorException("the keys of the anchor are not set. Next: set " + Anchorage.ACCESS_KEY + " and "
        + Anchorage.SECRET_KEY + ", as from the Secret restorebot-anchor");
  }
}
