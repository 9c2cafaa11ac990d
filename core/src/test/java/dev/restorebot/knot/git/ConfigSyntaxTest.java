package dev.restorebot.knot.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSyntaxTest {
  private static final List<String> PIECES =
      List.of("[core]\n", "[core", "]", "[a \"b\"]\n", "[a \"b\\\"\"]", "[]", "bare", " = ", "true",
          "\n", "\r\n", "\"", "\\", "\\n", "\\x", "\\\n", "#", ";", " ", "\t", "=", "-", ".", "ü", "a1", "\u0002", "J");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "[core]\n\tbare = true\n", "[a \"b c\"] x", "[core]bare", "\u00EF\u00BB\u00BF[core]\n",
      "# x\n; y",
      "[a]\nx = \"b\\\nc\" ; d\n", "[a]\r\nx=1\r\n"})
  void takesWhatGitTakes(String text) {
    assertThat(ConfigSyntax.wrongLine(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n[core", "\n[core]J\tbare = true", "\n[a b]", "\n[a \"b\n\"]", "\n[]", "\nx y",
      "\n[a]\u0002", "\n=",
      "\nx = \"", "\nx = \\x", "\n[a \"b\"c]"})
  void saysWhichLineGitDoesNotTake(String text) {
    assertThat(ConfigSyntax.wrongLine(text)).contains(2);
  }

  @Test
  void agreesWithGit() throws IOException {
    var git = new GitCommand(Files.createDirectory(folder.resolve("home")));
    var random = new Random(26);
    for (var i = 0; i < 150; i++) {
      var text = IntStream.range(0, 1 + random.nextInt(6)).mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
          .collect(Collectors.joining());
      var file = Files.writeString(folder.resolve("config"), text, StandardCharsets.ISO_8859_1);

      var judged = git.attempt(folder, "", "config", "--file", file.toString(), "--list");

      assertThat(ConfigSyntax.wrongLine(text).isEmpty()).as("%s: %s", text, judged.output())
          .isEqualTo(!judged.output().contains("bad config line"));
    }
  }
}
