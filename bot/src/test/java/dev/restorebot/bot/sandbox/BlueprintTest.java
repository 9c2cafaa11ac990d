package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintTest {
  @ParameterizedTest
  @CsvSource({"alice: /restore pds latest, [pds]", "alice: /restore acl knot, [knot]",
      "alice: /diagnose, '[pds, knot]'",
      "# whose knots are many, '[pds, knot]'"})
  void makesTheServicesThatAScriptNames(String line, String services) {
    assertThat(Blueprint.forScript(SandboxService.ALL, List.of("sandbox: look", line)).services())
        .hasToString(services);
  }
}
