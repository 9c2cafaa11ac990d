package dev.restorebot.service;

/// The key of a timestamped backup object, with `{timestamp}` where the time stands:
/// `forum/db/account-{timestamp}.sqlite`. What comes before it is the prefix to list.
public record KeyTemplate(String prefix, String suffix) {
  private static final String PLACE = "{timestamp}";

  /// Reads a template from its configured form.
  ///
  /// @throws IllegalArgumentException if `{timestamp}` does not stand in it exactly once
  public static KeyTemplate parse(String text) {
    var at = text.indexOf(PLACE);
    if (at < 0 || text.indexOf(PLACE, at + 1) >= 0) {
      throw new IllegalArgumentException("a key needs " + PLACE + " exactly once, and this has not: " + text);
    }
    return new KeyTemplate(text.substring(0, at), text.substring(at + PLACE.length()));
  }

  /// The key of the backup whose timestamp, in the form of the keys, is `timestamp`.
  public String keyAt(String timestamp) {
    return prefix + timestamp + suffix;
  }

  @Override
  public String toString() {
    return prefix + PLACE + suffix;
  }
}
