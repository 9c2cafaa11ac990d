package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.restorebot.bot.OnPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "finds processes in /proc")
@Timeout(60)
class JobProcessTest {
  /// Its first thread ends, and another goes on.
  private static final String HEADLESS = "import ctypes, threading, time\n"
      + "threading.Thread(target=time.sleep, args=(50,)).start()\nctypes.CDLL(None).pthread_exit(None)";

  /// As a program does for a moment when it ends: its files are still open then.
  @Test
  void runsUntilItsLastThreadHasEnded() throws IOException, InterruptedException {
    assumeTrue(OnPath.has("python3"), "there is no python3");
    var process = new ProcessBuilder("python3", "-c", HEADLESS).start().toHandle();
    try {
      while (!stat(process).contains(") Z ")) {
        JobProcess.await(process, Duration.ofMillis(10));
      }

      assertThat(JobProcess.runs(process)).isTrue();
    } finally {
      JobProcess.kill(process);
    }
    assertThat(JobProcess.runs(process)).isFalse();
  }

  private static String stat(ProcessHandle process) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
  }
}
