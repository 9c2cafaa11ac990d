package dev.restorebot.text;

import java.io.Serializable;
import java.util.Comparator;

/// The order in which object stores list keys: that of their bytes in UTF-8. Java's own order of strings differs from it
/// beyond the basic plane.
public final class KeyOrder implements Comparator<String>, Serializable {
  /// The one and only.
  public static final KeyOrder BYTES = new KeyOrder();
  private static final long serialVersionUID = 1L;

  private KeyOrder() {}

  @Override
  public int compare(String one, String other) {
    var shorter = Math.min(one.length(), other.length());
    for (var i = 0; i < shorter; i++) {
      var a = one.charAt(i);
      var b = other.charAt(i);
      if (a != b) {
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
