package dev.restorebot.commands.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.commands.Examples;
import dev.restorebot.commands.grammar.Parsed.Misunderstood;
import dev.restorebot.commands.grammar.Parsed.Understood;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything in `conversations.txt` is answered as written there: `>` what is typed, `=` what was understood, `!` what
/// was wrong, `?` what is suggested.
class ConversationsTest {
  private final Grammar grammar = Examples.grammar("pds", "knot", "forum-db");

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void answersAsWritten(String typed, String answer) {
    assertThat(written(grammar.parse(typed, Examples.TIME.instant()))).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answersAsWritten")
  void suggestsOnlyWhatItUnderstands(String typed, @SuppressWarnings("unused") String answer) {
    if (grammar.parse(typed, Examples.TIME.instant()) instanceof Misunderstood(_, var suggestions)) {
      assertThat(suggestions).allSatisfy(
          suggestion -> assertThat(grammar.parse(suggestion, Examples.TIME.instant())).as(suggestion)
              .isInstanceOf(Understood.class));
    }
  }

  static Stream<String[]> answersAsWritten() throws IOException {
    try (var file = open()) {
      var blocks = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip().split("\n\n");
      return Stream.of(blocks).filter(block -> block.startsWith("> ")).map(block -> block.substring(2).split("\n", 2));
    }
  }

  private static InputStream open() {
    return Objects.requireNonNull(ConversationsTest.class.getResourceAsStream("/conversations.txt"));
  }

  private static String written(Parsed parsed) {
    return switch (parsed) {
      case Understood(_, var echo) -> "= " + echo;
      case Misunderstood(var problem, var suggestions) ->
        Stream.concat(Stream.of("! " + problem), suggestions.stream().map(suggestion -> "? " + suggestion))
            .collect(Collectors.joining("\n"));
    };
  }
}
