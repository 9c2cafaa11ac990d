package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks for what people send, and for what proves that it is theirs, in all that is logged.
class SilentLogTest {
  @TempDir
  Path folder;

  @Test
  void nothingThatCameFromSlackIsLoggedEvenIfEverythingElseIs() throws Exception {
    var printed = printed("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");

    assertThat(printed).contains("TRACE org.sqlite").contains("every request is answered")
        .doesNotContain(LoudProgram.MARK).doesNotContain("v0=");
  }

  @Test
  void itWouldBeSeenIfItWereLogged() throws Exception {
    var printed = printed("-Dorg.slf4j.simpleLogger.log.com.slack=trace");

    assertThat(printed).contains("every request is answered").contains(LoudProgram.MARK);
  }

  private String printed(String setting) throws Exception {
    var words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", setting,
        "-Dorg.slf4j.simpleLogger.showShortLogName=false", "-cp", System.getProperty("java.class.path"),
        LoudProgram.class.getName(), folder.resolve("inbox.db").toString()));
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
