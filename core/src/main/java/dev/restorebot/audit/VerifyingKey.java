package dev.restorebot.audit;

import dev.restorebot.files.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The public half of a key: tells whether somebody who had the private half signed a text. Nothing about it is secret. Thread-safe.
public final class VerifyingKey {
  private static final int ID_DIGITS = 16;

  private final PublicKey key;
  private final KeyId id;

  VerifyingKey(PublicKey key) {
    this.key = key;
    var sha = Digest.sha256Engine();
    sha.update(key.getEncoded());
    this.id = new KeyId(Digest.of(sha).sha256().substring(0, ID_DIGITS));
  }

  /// Reads an Ed25519 public key: PEM, or the base64 between its two lines.
  ///
  /// @throws IllegalArgumentException if `text` is none. It is not in the message: people mistake one half for the other
  public static VerifyingKey parse(String text) {
    try {
      return new VerifyingKey(
          KeyFactory.getInstance(KeyText.ALGORITHM).generatePublic(new X509EncodedKeySpec(KeyText.bytes(text))));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new IllegalArgumentException("is not an Ed25519 public key, in PEM or base64");
    }
  }

  /// What tells it from others.
  public KeyId id() {
    return id;
  }

  /// True if `signature`, in base64, was made of `text` with the private half.
  public boolean verifies(String text, String signature) {
    try {
      var engine = Signature.getInstance(KeyText.ALGORITHM);
      engine.initVerify(key);
      engine.update(text.getBytes(StandardCharsets.UTF_8));
      return engine.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }

  /// The key as PEM.
  public String pem() {
    return KeyText.pem("PUBLIC", key.getEncoded());
  }

  /// The same in one line, as `--key` takes it.
  public String base64() {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifyingKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return id.value();
  }
}
