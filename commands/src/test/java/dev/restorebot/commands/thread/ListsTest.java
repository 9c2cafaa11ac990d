package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A list of any length makes no message of any length.
class ListsTest {
  private final Lists lists = new Lists();

  @Test
  void standsWholeAtTheEndWhereItIsLong() {
    assertThat(lists.named("What comes back", names(13))).singleElement().asString()
        .endsWith(" and 1 more; all stand at the end");

    assertThat(lists.rest()).hasSize(14).first().isEqualTo("What comes back, all 13:");
  }

  @Test
  void isCutWhereAMessageHoldsNoMore() {
    lists.named("What comes back", names(5000));
    lists.named("Kept", names(5000));

    assertThat(lists.rest().stream().mapToInt(String::length).sum()).isLessThan(13_000);
    assertThat(lists.rest())
        .contains("What comes back, 857 of 5000, since a message holds no more; the journal has all of them:")
        .anyMatch(line -> line.startsWith("Kept, 0 of 5000") || line.startsWith("Kept, 1 of 5000"));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("user%05d.test"::formatted).map(name -> name.substring(0, 12)).toList();
  }
}
