package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.Heard.Opened;
import dev.restorebot.bot.slack.Heard.Pressed;
import dev.restorebot.bot.slack.Heard.Typed;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunId;
import org.junit.jupiter.api.Test;

/// The inbox knows by this text what it has kept before, also when another process has kept it.
class HeardJsonTest {
  private static final Person BOB = new Person("slack:U0BOB");
  private static final Action PURGE =
      new Action.Choose(new RunId("r-7k2m4q"), Gate.PURGE, new Fingerprint("6d1f0a2b9c3e4f50"), Choice.PURGE);
  private static final String VALUE = "{\\\"run\\\":\\\"r-7k2m4q\\\",\\\"gate\\\":\\\"purge\\\","
      + "\\\"fingerprint\\\":\\\"6d1f0a2b9c3e4f50\\\",\\\"choice\\\":\\\"purge\\\"}";

  @Test
  void writesTheSameInEveryProcess() {
    assertWritten(new Typed(BOB, "C0OPS", "/restore status"), "\"typed\":\"/restore status\"");
    assertWritten(new Pressed(BOB, "C0OPS", PURGE, "pds", "the accounts are back"),
        "\"pressed\":\"" + VALUE + "\",\"confirmed\":\"pds\",\"reason\":\"the accounts are back\"");
    assertWritten(new Opened(BOB, "C0OPS", PURGE), "\"opened\":\"" + VALUE + "\"");
  }

  private static void assertWritten(Heard heard, String fields) {
    var text = HeardJson.write(heard);

    assertThat(text).isEqualTo("{\"version\":2,\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\"," + fields + "}");
    assertThat(HeardJson.read(text)).isEqualTo(heard);
    // As version 1 wrote it: what is said again after an update is known by that.
    assertThat(HeardJson.meaning(heard)).isEqualTo("{\"by\":\"slack:U0BOB\",\"channel\":\"C0OPS\"," + fields + "}");
    assertThat(HeardJson.read(HeardJson.meaning(heard))).isEqualTo(heard);
  }
}
