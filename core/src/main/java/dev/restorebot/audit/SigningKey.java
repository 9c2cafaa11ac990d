package dev.restorebot.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The key with which the bot signs what it writes into the record: Ed25519. It comes from the environment and is nowhere else, so whoever
/// can write to the state folder does not have it. Its text shows nothing of it. Thread-safe.
public final class SigningKey {
  private static final String PROBE = "restorebot probe";

  private final PrivateKey key;
  private final VerifyingKey verifying;

  private SigningKey(PrivateKey key, VerifyingKey verifying) {
    this.key = key;
    this.verifying = verifying;
  }

  /// A new key that nobody can guess.
  public static SigningKey drawn() {
    try {
      var pair = KeyPairGenerator.getInstance(KeyText.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw noSuchAlgorithm(e);
    }
  }

  /// Reads an Ed25519 private key in PKCS#8: PEM, or the base64 between its two lines.
  ///
  /// @throws IllegalArgumentException if `text` is none; nothing of it is in the message
  public static SigningKey parse(String text) {
    try {
      var key = KeyFactory.getInstance(KeyText.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(KeyText.bytes(text)));
      if (key instanceof EdECPrivateKey edwards && edwards.getBytes().isPresent()) {
        var read = new SigningKey(key, publicHalf(edwards.getBytes().get()));
        if (read.verifying.verifies(PROBE, read.signature(PROBE))) {
          return read;
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Said below, without the text.
    }
    throw new IllegalArgumentException("is not an Ed25519 private key in PKCS#8, in PEM or base64");
  }

  /// Java computes a public half only when it draws a key, so it is made to draw this one. [#parse] tries whether the two fit.
  private static VerifyingKey publicHalf(byte[] secret) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(KeyText.ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Repeated(secret));
    return new VerifyingKey(generator.generateKeyPair().getPublic());
  }

  /// The public half.
  public VerifyingKey verifying() {
    return verifying;
  }

  /// What proves, in base64, that somebody who had this key signed `text`.
  public String signature(String text) {
    try {
      var engine = Signature.getInstance(KeyText.ALGORITHM);
      engine.initSign(key);
      engine.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(engine.sign());
    } catch (GeneralSecurityException e) {
      throw noSuchAlgorithm(e);
    }
  }

  /// The key itself as PEM, for those who may have it.
  public String pem() {
    return KeyText.pem("PRIVATE", key.getEncoded());
  }

  private static IllegalStateException noSuchAlgorithm(GeneralSecurityException e) {
    return new IllegalStateException("every Java has " + KeyText.ALGORITHM, e);
  }

  /// Nothing of the key.
  @Override
  public String toString() {
    return "signing key " + verifying.id();
  }

  /// Draws what it was given, and nothing else.
  private static final class Repeated extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;

    Repeated(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] drawn) {
      System.arraycopy(bytes, 0, drawn, 0, drawn.length);
    }
  }
}
