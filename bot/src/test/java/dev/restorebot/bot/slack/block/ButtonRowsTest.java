package dev.restorebot.bot.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.chat.ButtonValue;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class ButtonRowsTest {
  @Test
  void aCommandThatFitsToTheLastCharacterIsCarriedAndALongerOneIsNot() {
    var fits = new Action.Say("x".repeat(Limits.VALUE - "{\"say\":\"\"}".length()));
    var over = new Action.Say(fits.command() + "x");

    assertThat(ButtonValue.of(fits)).hasSize(Limits.VALUE);
    assertThat(ButtonRows.blocks(List.of(new Button("fits", fits)))).hasSize(1);
    assertThat(ButtonRows.blocks(List.of(new Button("over", over)))).isEmpty();
  }
}
