package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Sign;
import dev.restorebot.text.ByteSize;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much room is little depends on how much there is.
class VolumeSpaceTest {
  private static final long MEBIBYTE = 1L << 20;

  @ParameterizedTest
  @CsvSource({"0, 10240, false, volume-full", "1, 10240, false, volume-nearly-full",
      "511, 10240, false, volume-nearly-full",
      "512, 10240, false, ''", "1023, 1048576, false, volume-nearly-full", "1024, 1048576, false, ''",
      "0, 0, false, ''",
      "0, 10240, true, volume-read-only", "5120, 10240, true, volume-read-only"})
  void ofSoManyMebibytesShows(long free, long total, boolean readOnly, String signs) {
    var space = new VolumeSpace(new ByteSize(free * MEBIBYTE), new ByteSize(total * MEBIBYTE), readOnly);

    assertThat(space.signs()).extracting(Sign::code)
        .containsExactlyElementsOf(Arrays.stream(signs.split(",")).filter(code -> !code.isEmpty()).toList());
  }
}
