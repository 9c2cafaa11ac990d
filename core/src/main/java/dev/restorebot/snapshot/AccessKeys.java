package dev.restorebot.snapshot;

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
  public String toString() {
    return "AccessKeys(hidden)";
  }
}
