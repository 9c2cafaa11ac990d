package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPathTest {
  /// As `(&url.URL{Path: path}).EscapedPath()` of Go writes them.
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "did:plc:a/site              | did:plc:a/site",
      "did:web:localhost%3A8080/a  | did:web:localhost%253A8080/a",
      "did:plc:a/b c               | did:plc:a/b%20c",
      "did:plc:a/$&+,;=@-_.~       | did:plc:a/$&+,;=@-_.~",
      "did:plc:a/!*'()             | did:plc:a/%21%2A%27%28%29",
      "did:plc:a/?#[]              | did:plc:a/%3F%23%5B%5D",
      "did:plc:a/é                 | did:plc:a/%C3%A9"})
  void isWhatAKnotRoutes(String path, String raw) {
    assertThat(UrlPath.of(path)).isEqualTo(raw);
  }
}
