package dev.restorebot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys and signatures, beside some that OpenSSL made.
class SigningKeyTest {
  private static final String PRIVATE = """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIBQzEVEqY+ffSm4CBtrWEbnmxgDbAVhE8VU0vFYL2I14
      -----END PRIVATE KEY-----
      """;
  private static final String PUBLIC = """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAdSkBDN1ecR599TRJonc6WdAMBiFAw8NBNTPcT3Wvnaw=
      -----END PUBLIC KEY-----
      """;
  private static final String DIGEST = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
  private static final String SIGNATURE =
      "ytmB8r6SP2USFH35Zdzk8Coj82lIQWnNP6qO3H7+Bn+EuDpZ96KQtANmFD7/3/NGmvYxI2hop9Se1HEtwnXKCQ==";

  @Test
  void isWhatOpenSslMakesOfTheSameKey() {
    var key = SigningKey.parse(PRIVATE);

    assertThat(key.verifying()).isEqualTo(VerifyingKey.parse(PUBLIC)).hasSameHashCodeAs(VerifyingKey.parse(PUBLIC));
    assertThat(key.verifying().pem()).isEqualTo(PUBLIC);
    assertThat(key.verifying().id()).hasToString("ec9ca993c6a6d61b");
    assertThat(key.pem()).isEqualTo(PRIVATE);
    assertThat(EntrySignature.of(43, DIGEST, key)).isEqualTo(new EntrySignature(43, key.verifying().id(), SIGNATURE));
  }

  @Test
  void isReadWithAndWithoutItsArmour() {
    var key = SigningKey.drawn();
    var body = key.pem().lines().filter(line -> !line.startsWith("-")).reduce("", String::concat);

    assertThat(SigningKey.parse(key.pem()).verifying()).isEqualTo(key.verifying());
    assertThat(SigningKey.parse(" " + body + "\r\n").verifying()).isEqualTo(key.verifying());
    assertThat(VerifyingKey.parse(key.verifying().base64())).isEqualTo(key.verifying());
  }

  @Test
  void tellsItsOwnSignatureFromOthers() {
    var key = SigningKey.drawn();
    var other = SigningKey.drawn();
    var signature = EntrySignature.of(7, DIGEST, key);

    assertThat(signature.holds(DIGEST, key.verifying())).isTrue();
    assertThat(signature.holds("0".repeat(64), key.verifying())).isFalse();
    assertThat(signature.holds(DIGEST, other.verifying())).isFalse();
    assertThat(new EntrySignature(8, signature.key(), signature.signature()).holds(DIGEST, key.verifying())).isFalse();
    assertThat(new EntrySignature(7, signature.key(), "not base64!").holds(DIGEST, key.verifying())).isFalse();
    assertThat(new EntrySignature(7, signature.key(), "").holds(DIGEST, key.verifying())).isFalse();
  }

  /// Otherwise a signature of an entry would say that all before it was checked.
  @Test
  void signsNothingThatMeansSomethingElse() {
    var key = SigningKey.drawn();
    var entry = EntrySignature.of(7, DIGEST, key);

    assertThat(Checked.of(7, DIGEST, key).holds(DIGEST, key.verifying())).isTrue();
    assertThat(new Checked(7, entry.key(), entry.signature()).holds(DIGEST, key.verifying())).isFalse();
  }

  @Test
  void showsNothingOfIt() {
    var key = SigningKey.parse(PRIVATE);

    assertThat(key).hasToString("signing key ec9ca993c6a6d61b");
    assertThat(new Keyring(Optional.of(key), List.of()).toString()).doesNotContain("MC4C", "BQzEVEq");
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct horse battery staple", "MC4CAQAwBQYDK2VwBCIEIBQzEVEqY",
      "MCowBQYDK2VwAyEAdSkBDN1ecR599TRJonc6WdAMBiFAw8NBNTPcT3Wvnaw=", "-----BEGIN PRIVATE KEY-----",
      "MC4CAQAwBQYDK2VuBCIEIBQzEVEqY+ffSm4CBtrWEbnmxgDbAVhE8VU0vFYL2I14"})
  void refusesWhatIsNoPrivateKeyWithoutItsText(String text) {
    assertThatThrownBy(() -> Keyring.of(Map.of(Keyring.OWN, text))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the variable RESTOREBOT_SIGNING_KEY is not an Ed25519 private key in PKCS#8, in PEM or base64. ")
        .satisfies(refused -> {
          for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain(text);
          }
        });
  }

  /// Somebody puts the private key where the public one belongs.
  @Test
  void refusesAPrivateKeyInThePlaceOfAPublicOneWithoutItsText() {
    assertThatThrownBy(() -> Keyring.of(Map.of(Keyring.FORMER, PRIVATE))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the variable RESTOREBOT_FORMER_KEYS is not an Ed25519 public key, in PEM or base64. ")
        .hasMessageNotContaining("MC4C");
  }

  @Test
  void findsTheKeysOfTheEnvironmentByTheirIds() {
    var former = SigningKey.drawn().verifying();
    var older = SigningKey.drawn().verifying();

    var keys = Keyring.of(Map.of(Keyring.OWN, PRIVATE, Keyring.FORMER, former.base64() + ",\n" + older.pem()));

    assertThat(keys.own()).map(SigningKey::pem).contains(PRIVATE);
    assertThat(keys.verifying(new KeyId("ec9ca993c6a6d61b"))).contains(VerifyingKey.parse(PUBLIC));
    assertThat(keys.verifying(former.id())).contains(former);
    assertThat(keys.verifying(older.id())).contains(older);
    assertThat(keys.verifying(KeyId.NO_KEY)).isEmpty();
    assertThat(Keyring.of(Map.of(Keyring.OWN, " \n", Keyring.FORMER, "")).isEmpty()).isTrue();
  }
}
