package dev.restorebot.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The pair of keys of an object store. Its text shows neither; only an adapter asks for them.
public final class AccessKeys {
  private final String accessKey;
  private final String secretKey;

  public AccessKeys(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  /// The public half. Still kept out of messages.
  public String accessKey() {
    return accessKey;
  }

  /// The secret half.
  public String secretKey() {
    return secretKey;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccessKeys keys && accessKey.equals(keys.accessKey) && secretKey.equals(keys.secretKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessKey, secretKey);
  }

  @Override
  public String toString() {
    return "AccessKeys(hidden)";
  }
}
