package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.run.RunId;
import dev.restorebot.volume.RunKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRunKeysTest {
  private static final RunId RUN = new RunId("r-keyed1");

  @TempDir
  private Path folder;

  @Test
  void drawsOneKeyForARunAndKeepsIt() {
    String key;
    try (var keys = open()) {
      assertThat(keys.of(RUN)).isEmpty();
      key = keys.drawn(RUN).hex();
      assertThat(keys.drawn(RUN).hex()).isEqualTo(key);
      assertThat(keys.drawn(new RunId("r-keyed2")).hex()).isNotEqualTo(key);
    }
    try (var keys = open()) {
      assertThat(keys.of(RUN)).map(RunKey::hex).contains(key);
    }
  }

  @Test
  void tellsNobodyAKeyThatIsPrinted() {
    try (var keys = open()) {
      var key = keys.drawn(RUN);

      assertThat(key.hex()).hasSize(64);
      assertThat(key.toString()).isEqualTo("key of a run");
    }
  }

  private SqliteRunKeys open() {
    return SqliteRunKeys.open(folder.resolve("restorebot.db"));
  }
}
