package dev.restorebot.commands.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.commands.Examples;
import dev.restorebot.commands.Topic;
import dev.restorebot.commands.grammar.Parsed.Understood;
import dev.restorebot.service.Catalogue;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
  private static final Catalogue CATALOGUE = Examples.catalogue("forum", "knot", "pds");
  private static final Help HELP = new Help(CATALOGUE);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void printsOnlyExamplesThatWork(String example) {
    assertThat(Examples.grammar("forum", "knot", "pds").parse(example, Examples.TIME.instant()))
        .isInstanceOf(Understood.class);
  }

  static Stream<String> printsOnlyExamplesThatWork() {
    return texts().flatMap(String::lines).map(String::strip).filter(line -> line.startsWith("/"));
  }

  @Test
  void fitsOnAScreen() {
    assertThat(texts()).allSatisfy(text -> assertThat(text.lines().count()).isLessThanOrEqualTo(28));
  }

  @Test
  void namesEveryTopicInTheOverview() {
    assertThat(Topic.all(CATALOGUE).stream().map(topic -> "/restore help " + topic.word()))
        .allSatisfy(line -> assertThat(HELP.text(Optional.empty())).contains(line));
  }

  @Test
  void leavesThePlaceOfTheServiceOpenWhenThereIsNone() {
    assertThat(new Help(Examples.catalogue()).text(Optional.empty())).contains("/restore SERVICE latest");
  }

  @Test
  void tellsOfTheStateOfMirrorsOnlyWhereThereAreSome() {
    assertThat(HELP.text(Optional.of(Topic.Common.RESTORE))).contains("/restore knot latest --mirror-as-of-snapshot");
    assertThat(new Help(Examples.catalogue("pds")).text(Optional.of(Topic.Common.RESTORE))).doesNotContain("irror",
        "MIRROR");
  }

  @Test
  void listsTheAmendmentsThatServicesKnow() {
    assertThat(HELP.text(Optional.empty()))
        .contains("\n  /restore help drill\n  /restore help acl\n  /restore help times\n");
    assertThat(new Help(Examples.catalogue("pds")).text(Optional.empty()))
        .contains("\n  /restore help drill\n  /restore help times\n");
  }

  private static Stream<String> texts() {
    return Stream.concat(Stream.of(HELP.text(Optional.empty())),
        Topic.all(CATALOGUE).stream().map(topic -> HELP.text(Optional.of(topic))));
  }
}
