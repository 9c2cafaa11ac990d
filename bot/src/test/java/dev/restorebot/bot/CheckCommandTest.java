package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What `restorebot check` says of the machine that it runs on.
class CheckCommandTest {
  @Test
  void saysWhetherTheKernelKeepsWhatOpensBackupsToItsFiles() {
    assertThat(CheckCommand.lines(CheckCommand.kernel(true)))
        .isEqualTo("  ok       kernel: keeps what opens backups to its own files, on this node\n");
    assertThat(CheckCommand.lines(CheckCommand.kernel(false))).isEqualTo(
        """
              DOUBT    kernel: offers no Landlock to this pod, so what opens backups is kept to its files by its own care alone
                       Next: Use nodes with Linux 5.13 or newer and a seccomp profile that allows the calls landlock_*; see docs/security.md.
            """);
  }
}
