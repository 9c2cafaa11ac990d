package dev.restorebot.bot;

import dev.restorebot.audit.Anchor;
import dev.restorebot.audit.Anchor.AnchorException;
import dev.restorebot.audit.Anchoring;
import dev.restorebot.bot.config.AnchorSettings;
import dev.restorebot.bot.config.Configuration;
import dev.restorebot.readiness.Requirement;
import dev.restorebot.readiness.Requirement.Status;
import dev.restorebot.run.Ledger;
import dev.restorebot.s3.S3Anchor;
import dev.restorebot.store.AccessKeys;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// The anchor that the configuration names, with the keys that the environment has for it.
final class Anchorage implements AutoCloseable {
  static final String ACCESS_KEY = "RESTOREBOT_ANCHOR_ACCESS_KEY";
  static final String SECRET_KEY = "RESTOREBOT_ANCHOR_SECRET_KEY";

  private final Anchor anchor;
  private final AnchorSettings settings;
  private final Runnable end;

  private Anchorage(Anchor anchor, AnchorSettings settings, Runnable end) {
    this.anchor = anchor;
    this.settings = settings;
    this.end = end;
  }

  /// The anchor, if one is configured. Where its keys are not set, whatever is asked of it says so.
  static Optional<Anchorage> of(Configuration configuration, Map<String, String> environment) {
    return configuration.anchor().map(settings -> of(settings, environment.getOrDefault(ACCESS_KEY, "").strip(),
        environment.getOrDefault(SECRET_KEY, "").strip()));
  }

  private static Anchorage of(AnchorSettings settings, String accessKey, String secretKey) {
    if (accessKey.isEmpty() || secretKey.isEmpty()) {
      return new Anchorage(new KeylessAnchor("s3://" + settings.bucket() + "/" + settings.prefix()), settings, () -> {
      });
    }
    var anchor =
        new S3Anchor(settings.store(), settings.bucket(), settings.prefix(), new AccessKeys(accessKey, secretKey));
    return new Anchorage(anchor, settings, anchor::close);
  }

  /// What is kept there.
  Anchor anchor() {
    return anchor;
  }

  /// Keeps there how what `ledger` tells is sealed.
  Anchoring anchoring(Ledger ledger, InstantSource time) {
    return new Anchoring(ledger, anchor, settings.retain(), time);
  }

  /// Whether nobody can change what is kept there. No restore depends on it.
  Requirement look() {
    var what = "anchor " + anchor.place();
    try {
      return switch (anchor.lock()) {
        case Anchor.Lock.On() -> new Requirement(what, Status.THERE,
            "the bucket has Object Lock; each seal is kept for " + settings.retain().toDays() + " days", "");
        case Anchor.Lock.Off(var why, var next) -> new Requirement(what, Status.DOUBTFUL, why, next);
      };
    } catch (AnchorException e) {
      return new Requirement(what, Status.DOUBTFUL, String.valueOf(e.getMessage()), "");
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
