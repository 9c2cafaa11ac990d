package dev.restorebot.audit;

/// That the record was checked up to an entry, and that whoever has a key found it right. What was found so need not be looked at again as long
/// as the entry has the same digest: nobody else could have said it.
///
/// @param entry the number of the entry
/// @param key which key it was
/// @param signature in base64
public record Checked(long entry, KeyId key, String signature) {
  /// Says it of the entry `number`, whose digest is `digest`.
  public static Checked of(long number, String digest, SigningKey key) {
    return new Checked(number, key.verifying().id(), key.signature(text(number, digest)));
  }

  /// True if whoever has the private half of `with` said it of the entry with this `digest`.
  public boolean holds(String digest, VerifyingKey with) {
    return key.equals(with.id()) && with.verifies(text(entry, digest), signature);
  }

  private static String text(long number, String digest) {
    return "restorebot checked " + number + " " + digest;
  }
}
