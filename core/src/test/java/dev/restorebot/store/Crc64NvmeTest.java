package dev.restorebot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Crc64NvmeTest {
  @Test
  void computesTheCheckValueOfTheCatalogue() {
    var checksum = new Crc64Nvme();

    checksum.update("123456789".getBytes(StandardCharsets.US_ASCII));

    assertThat(checksum.getValue()).isEqualTo(0xAE8B14860A799888L);
  }
}
