package dev.restorebot.plan;

import dev.restorebot.snapshot.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What tells one plan from another: a digest of everything that was decided. Approvals name it.
public record Fingerprint(String value) {
  /// The fingerprint of `decisions`, in their order.
  public static Fingerprint of(List<String> decisions) {
    var sha = Digest.sha256Engine();
    for (var line : decisions) {
      sha.update(line.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) '\n');
    }
    return new Fingerprint(Digest.of(sha).sha256().substring(0, 16));
  }

  /// The first characters, enough for people to compare.
  public String brief() {
    return value.substring(0, Math.min(8, value.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
