package dev.restorebot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.run.Inbox.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Kills a real process that keeps items, with the signal that no process hears coming.
@Execution(ExecutionMode.CONCURRENT)
class InboxKillTest {
  private static final int KILLED = 128 + 9;

  @TempDir
  Path folder;

  @Test
  void everythingThatWasReportedAsKeptIsThere() throws Exception {
    var file = folder.resolve("inbox.db");
    var reported = new ArrayList<String>();
    for (var round = 1; round <= 3; round++) {
      reported.addAll(keysReportedUntilItsDeath(file, round, 40 * round));

      try (var inbox = SqliteInbox.open(file, InstantSource.system())) {
        assertThat(inbox.open()).extracting(Item::key).containsAll(reported);
        assertThat(inbox.open()).allSatisfy(item -> assertThat(item.text()).isEqualTo("text of " + item.key()));
      }
    }
    assertThat(reported).hasSizeGreaterThanOrEqualTo(40 + 80 + 120).doesNotHaveDuplicates();
  }

  private static List<String> keysReportedUntilItsDeath(Path file, int round, int enough) throws Exception {
    var process = process(file, round);
    var reported = new ArrayList<String>();
    try (var output = process.inputReader()) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        reported.add(line);
        if (reported.size() == enough) {
          process.destroyForcibly();
        }
      }
    } catch (IOException _) {
      // The pipe of a process that was killed may break.
    }
    assertThat(process.waitFor()).isEqualTo(KILLED);
    return reported;
  }

  private static Process process(Path file, int round) throws IOException {
    var classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classes,
        KeepingProcess.class.getName(), file.toString(), Integer.toString(round))
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
