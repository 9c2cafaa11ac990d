package dev.restorebot.audit;

/// What the bot signed an entry of the record with. As each entry's digest stands for all before it, too, so does its signature.
///
/// @param entry the number of the entry
/// @param key which key it was
/// @param signature over [#text], in base64
public record EntrySignature(long entry, KeyId key, String signature) {
  /// Signs the entry `number`, whose digest is `digest`, with `key`.
  public static EntrySignature of(long number, String digest, SigningKey key) {
    return new EntrySignature(number, key.verifying().id(), key.signature(text(number, digest)));
  }

  /// True if whoever has the private half of `with` signed the entry with this `digest`.
  public boolean holds(String digest, VerifyingKey with) {
    return key.equals(with.id()) && with.verifies(text(entry, digest), signature);
  }

  /// What is signed.
  private static String text(long number, String digest) {
    return "restorebot entry " + number + " " + digest;
  }
}
