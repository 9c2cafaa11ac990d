package dev.restorebot.bot.slack.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.bot.chat.ButtonValue;
import dev.restorebot.bot.chat.Form;
import dev.restorebot.bot.chat.Question;
import dev.restorebot.bot.chat.Submission;
import dev.restorebot.bot.slack.fake.BlockKit;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModalsTest {
  private static final Action.Choose PURGE = new Action.Choose(Said.RUN, Gate.PURGE, Said.FINGERPRINT, Choice.PURGE);
  private static final Action.BreakGlass GLASS = new Action.BreakGlass(Said.RUN, Gate.REPLACE, Said.FINGERPRINT);

  private final Modals modals = new Modals(Said.PEOPLE);

  @Test
  void aPurgeIsConfirmedByTypingTheNameOfTheServiceAndAReason() {
    var view = Wire.of(modals.view(new Form(Question.CONFIRM, PURGE, "pds", Said.purge())));

    assertThat(BlockKit.violationsOfView(view)).isEmpty();
    assertThat(view.path("callback_id").asString()).isEqualTo("restorebot:confirm");
    assertThat(view.at("/title/text").asString()).isEqualTo("Purge");
    assertThat(view.at("/submit/text").asString()).isEqualTo("Purge");
    assertThat(ButtonValue.read(view.path("private_metadata").asString())).contains(PURGE);
    assertThat(Wire.texts(view).getFirst()).isNotEmpty();
    assertThat(String.join("|", Wire.texts(view.path("blocks")))).contains("This deletes for good",
        "type the name of the service: pds", "Reason");
    var inputs = Wire.all(view, "input");
    assertThat(inputs.stream().map(input -> input.path("block_id").asString())).containsExactly("confirm", "reason");
    assertThat(inputs).allMatch(input -> !input.path("optional").asBoolean());
    assertThat(Wire.all(view, "button")).isEmpty();
  }

  @Test
  void breakingTheGlassTakesAReasonOfTenToFiveHundredCharacters() {
    var view = Wire.of(modals.view(new Form(Question.BREAK_GLASS, GLASS, "pds", Said.replace())));

    assertThat(view.path("callback_id").asString()).isEqualTo("restorebot:break-glass");
    assertThat(BlockKit.violationsOfView(view)).isEmpty();
    assertThat(ButtonValue.read(view.path("private_metadata").asString())).contains(GLASS);
    var input = Wire.all(view, "plain_text_input").getFirst();
    assertThat(input.path("min_length").asInt()).isEqualTo(10);
    assertThat(input.path("max_length").asInt()).isEqualTo(500);
  }

  @Test
  void limitsOfAModalAreKeptWhateverTheGateSays() {
    var lines = Collections.nCopies(500, "<".repeat(3000));
    var view = Wire.of(modals.view(new Form(Question.CONFIRM, PURGE, "s".repeat(4000), new Post(lines, List.of()))));

    assertThat(BlockKit.violationsOfView(view)).isEmpty();
    assertThat(view.path("blocks").size()).isLessThanOrEqualTo(Limits.MODAL_BLOCKS);
    assertThat(view.path("private_metadata").asString().length()).isLessThanOrEqualTo(Limits.METADATA);
    Wire.all(view, "rich_text").forEach(block -> assertThat(Budget.length(block)).isBetween(1, Limits.BLOCK_TEXT));
    Wire.all(view, "input").forEach(input -> Budget.assertPlain(input.path("label"), Limits.INPUT_LABEL));
  }

  @Test
  void whatWasSubmittedIsRead() {
    assertThat(submitted(Question.CONFIRM, " pds ", " disk\n is full ")).isEqualTo(
        new Submission(Question.CONFIRM, PURGE, "pds", "disk is full"));
    assertThat(submitted(Question.BREAK_GLASS, null, null)).isEqualTo(
        new Submission(Question.BREAK_GLASS, PURGE, "", ""));
  }

  @Test
  void aForeignModalIsNothing() {
    assertThat(Modals.submission(View.builder().callbackId("other").privateMetadata("{}").build())).isEmpty();
    assertThat(Modals.submission(View.builder().callbackId("restorebot:confirm").build())).isEmpty();
    assertThat(Modals.submission(View.builder().callbackId("restorebot:confirm").privateMetadata("x").build()))
        .isEmpty();
  }

  @Test
  void aWrongNameIsAnError() {
    assertThat(submitted(Question.CONFIRM, "pds", "why").errors("pds")).isEmpty();
    assertThat(submitted(Question.CONFIRM, "PDS", "").errors("pds")).isEqualTo(
        Map.of("confirm", "That is not the name of the service: pds.",
            "reason", "Say why; it is kept in the record of the run."));
  }

  @Test
  void aReasonThatIsTooShortOrTooLongIsAnError() {
    assertThat(submitted(Question.BREAK_GLASS, "", "123456789").errors("pds")).containsOnlyKeys("reason");
    assertThat(submitted(Question.BREAK_GLASS, "", "1234567890").errors("pds")).isEmpty();
    assertThat(submitted(Question.BREAK_GLASS, "", "x".repeat(500)).errors("pds")).isEmpty();
    assertThat(submitted(Question.BREAK_GLASS, "", "x".repeat(501)).errors("pds")).containsOnlyKeys("reason");
  }

  private static Submission submitted(Question question, @Nullable String typed,
      @Nullable String reason) {
    var state = new ViewState(Map.of("confirm", Map.of("confirm", value(typed)), "reason",
        Map.of("reason", value(reason))));
    return Modals.submission(View.builder().callbackId("restorebot:" + question.word()).state(state)
        .privateMetadata(ButtonValue.of(PURGE)).build()).orElseThrow();
  }

  private static ViewState.Value value(@Nullable String text) {
    var value = new ViewState.Value();
    value.setValue(text);
    return value;
  }
}
