package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintTest {
  @ParameterizedTest
  @CsvSource({"alice: /restore pds latest, [PDS]", "alice: /restore acl knot, [KNOT]",
      "alice: /diagnose, '[PDS, KNOT]'",
      "# whose knots are many, '[PDS, KNOT]'"})
  void makesTheServicesThatAScriptNames(String line, String services) {
    assertThat(Blueprint.of(List.of("sandbox: look", line)).services()).hasToString(services);
  }
}
