package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdsLogQuestionTest {
  private static final Instant NOW = Instant.parse("2026-02-25T14:00:00Z");

  private static String line(String ago, String message) {
    return "{\"level\":50,\"time\":" + NOW.minus(Duration.parse(ago)).toEpochMilli() + ",\"err\":{\"code\":\""
        + message + "\"},\"name\":\"xrpc-server\"}";
  }

  private static Observation look(String... lines) throws InterruptedException {
    return new PdsLogQuestion(new DarkScene() {
      @Override
      public Observed<List<String>> log() {
        return new Observed.Seen<>(List.of(lines));
      }

      @Override
      public Instant at() {
        return NOW;
      }
    }).look();
  }

  @ParameterizedTest
  @CsvSource({"SQLITE_CORRUPT, log-corrupt", "SQLITE_FULL, log-full", "SQLITE_IOERR_SHMSIZE, log-full",
      "'ENOSPC: no space left on device, write', log-full", "SQLITE_READONLY, log-readonly",
      "EROFS: read-only, log-readonly",
      "'ENOENT: no such file, open /pds/actors/ab/did:plc:x/key', log-key-missing"})
  void tellsTroublesApart(String message, String code) throws InterruptedException {
    assertThat(look(line("PT1M", message)).signs()).extracting(Sign::code).containsExactly(code);
  }

  /// A log is as long as the PDS has run: what it told last week decides nothing today.
  @Test
  void letsOldLinesDecideNothing() throws InterruptedException {
    var seen = look(line("PT170H", "SQLITE_READONLY"), line("PT2H", "SQLITE_READONLY"), line("PT1M", "all is well"));

    assertThat(seen.signs()).isEmpty();
    assertThat(seen.evidence())
        .containsExactly("2 lines of more than an hour ago tell of a database that it may not write to"
            + " (SQLITE_READONLY or the like): they say nothing about now");
  }

  /// A stack trace has no time, and whoever writes a time into a request does not make a line old.
  @Test
  void takesALineForNewThatDoesNotSayOtherwise() throws InterruptedException {
    var planted =
        "{\"level\":50,\"req\":{\"url\":\"{\\\"time\\\":1000000000000}\"},\"err\":{\"code\":\"SQLITE_FULL\"}}";

    assertThat(
        Stream.of(look("SqliteError: database or disk is full"), look(planted)).flatMap(seen -> seen.signs().stream())
            .map(Sign::code))
        .containsExactly("log-full", "log-full");
  }
}
