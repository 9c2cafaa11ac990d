package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {
  /// The example in Slack's own description of its signatures.
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String AT = "1531420618";
  private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
  private static final byte[] BODY = ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
      + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect"
      + "&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
      + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c").getBytes(StandardCharsets.UTF_8);

  private Instant now = Instant.ofEpochSecond(Long.parseLong(AT));

  @Test
  void holdsForWhatSlackSigned() {
    assertThat(holds(List.of(AT), List.of(SIGNATURE), BODY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"300, true", "301, false", "-300, true", "-301, false", "86400, false", "-86400, false"})
  void holdsForFiveMinutesInBothDirections(long seconds, boolean held) {
    now = now.plusSeconds(seconds);

    assertThat(holds(List.of(AT), List.of(SIGNATURE), BODY)).isEqualTo(held);
  }

  @Test
  void doesNotHoldForOtherWords() {
    var body = BODY.clone();
    body[body.length - 1] ^= 1;

    assertThat(holds(List.of(AT), List.of(SIGNATURE), body)).isFalse();
  }

  @Test
  void doesNotHoldForAnotherTime() {
    assertThat(holds(List.of("1531420619"), List.of(SIGNATURE), BODY)).isFalse();
  }

  @Test
  void doesNotHoldForAnotherSecret() {
    var check = new SignatureCheck(new SigningSecret("another".toCharArray()), () -> now);

    assertThat(check.holds(List.of(AT), List.of(SIGNATURE), BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v0=", "v0", "a2114d57",
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50",
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b5033",
      "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503",
      "v0=g2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503\n"})
  void refusesASignatureThatIsGarbled(String signature) {
    assertThat(holds(List.of(AT), List.of(signature), BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 1531420618", "+1531420618", "-1531420618", "1531420618.0", "0x5b4799ca", "\u0661\u0665",
      "153142061800000000000000000000", "1531420618\n"})
  void refusesATimeThatIsGarbled(String at) {
    assertThat(holds(List.of(at), List.of(SIGNATURE), BODY)).isFalse();
  }

  @Test
  void wantsEachHeaderOnce() {
    assertThat(holds(List.of(), List.of(SIGNATURE), BODY)).isFalse();
    assertThat(holds(List.of(AT), List.of(), BODY)).isFalse();
    assertThat(holds(List.of(AT, AT), List.of(SIGNATURE), BODY)).isFalse();
    assertThat(holds(List.of(AT), List.of(SIGNATURE, SIGNATURE), BODY)).isFalse();
  }

  @Test
  void aSecretShowsItselfToNobody() {
    assertThat(new SigningSecret(SECRET.toCharArray())).hasToString("the signing secret");
    assertThatThrownBy(() -> new SigningSecret(new char[0])).hasMessage("the signing secret is empty");
  }

  private boolean holds(List<String> times, List<String> signatures, byte[] body) {
    InstantSource clock = () -> now;
    return new SignatureCheck(new SigningSecret(SECRET.toCharArray()), clock).holds(times, signatures, body);
  }
}
