package dev.restorebot.audit;

import org.jspecify.annotations.Nullable;

/// Tells one key from others: the first 16 digits of the SHA-256 of its public half.
public record KeyId(String value) {
  /// No key has it.
  public static final KeyId NO_KEY = new KeyId("0".repeat(16));

  private static final String DIGITS = "[0-9a-f]{16}";

  public KeyId {
    if (!value.matches(DIGITS)) {
      throw new IllegalArgumentException("not the id of a key: " + value);
    }
  }

  /// The id that is stored as `text`, or [#NO_KEY] if somebody else put that there.
  public static KeyId stored(@Nullable String text) {
    return text != null && text.matches(DIGITS) ? new KeyId(text) : NO_KEY;
  }

  @Override
  public String toString() {
    return value;
  }
}
