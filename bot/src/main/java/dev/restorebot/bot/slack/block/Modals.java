package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewState;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import dev.restorebot.bot.chat.ButtonValue;
import dev.restorebot.bot.chat.Form;
import dev.restorebot.bot.chat.Question;
import dev.restorebot.bot.chat.Submission;
import dev.restorebot.bot.chat.text.Line;
import dev.restorebot.bot.chat.text.Lines;
import dev.restorebot.bot.chat.text.Mentionable;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes the modals in which people confirm what weighs more than a click. Pure, thread-safe.
public final class Modals {
  private final Mentionable people;

  /// @param people who may be mentioned
  public Modals(Mentionable people) {
    this.people = people;
  }

  /// The modal for `form`.
  public View view(Form form) {
    var blocks = said(form.what());
    return switch (form.question()) {
      case CONFIRM -> {
        blocks.add(input(Submission.CONFIRM,
            "To confirm, type the name of the service: " + Visible.words(form.service()),
            PlainTextInputElement.builder().maxLength(Question.TYPED_MOST).focusOnLoad(true)));
        blocks.add(reason("Reason", form.question()));
        yield asking(form, label(form.action()), blocks);
      }
      case BREAK_GLASS -> {
        blocks.add(reason("Why it cannot wait for another approver; the channel is told", form.question()));
        yield asking(form, "Break glass", blocks);
      }
    };
  }

  private static String label(Action action) {
    return action instanceof Action.Choose choose ? choose.choice().label() : "Confirm";
  }

  /// Reads a modal that Slack sent; empty if it is none of ours, or one of a version that no longer is.
  public static Optional<Submission> submission(View view) {
    var question = Arrays.stream(Question.values()).filter(one -> callbackId(one).equals(view.getCallbackId()))
        .findFirst();
    var carried = view.getPrivateMetadata();
    return question.flatMap(asked -> carried == null
        ? Optional.empty()
        : ButtonValue.read(carried).map(action -> new Submission(asked, action, value(view, Submission.CONFIRM),
            value(view, Submission.REASON))));
  }

  private static String value(View view, String id) {
    return Optional.ofNullable(view.getState()).map(ViewState::getValues).map(blocks -> blocks.get(id))
        .map(inputs -> inputs.get(id)).map(ViewState.Value::getValue).orElse("");
  }

  /// What Slack calls the modal when it is submitted.
  private static String callbackId(Question question) {
    return "restorebot:" + question.word();
  }

  private List<LayoutBlock> said(Post post) {
    var lines = new Lines(people, post.quotes());
    var read = post.lines().stream().map(lines::read).toList();
    if (read.isEmpty()) {
      return new ArrayList<>();
    }
    var fitted =
        Limits.MEASURE.fit(read, Line.prose("The rest is in the message of the gate."), Limits.LINE, Limits.BODY);
    return new ArrayList<>(Body.blocks(fitted.lines()));
  }

  private static LayoutBlock reason(String label, Question question) {
    return input(Submission.REASON, label, PlainTextInputElement.builder().multiline(true)
        .minLength(question.reasonLeast()).maxLength(Question.REASON_MOST));
  }

  private static LayoutBlock input(String id, String label,
      PlainTextInputElement.PlainTextInputElementBuilder element) {
    return InputBlock.builder().blockId(id).label(text(label, Limits.INPUT_LABEL)).element(element.actionId(id).build())
        .optional(false).build();
  }

  private static View asking(Form form, String label, List<LayoutBlock> blocks) {
    var carried = ButtonValue.of(form.action());
    if (carried.length() > Limits.METADATA || Limits.MEASURE.cost(carried) > Limits.METADATA) {
      throw new IllegalStateException("a modal cannot carry " + form.action());
    }
    return view(label, blocks).callbackId(callbackId(form.question())).privateMetadata(carried)
        .submit(ViewSubmit.builder().type(PlainTextObject.TYPE).text(Limits.MEASURE.cut(label, Limits.MODAL_TITLE))
            .emoji(false)
            .build())
        .build();
  }

  private static View.ViewBuilder view(String title, List<LayoutBlock> blocks) {
    return View.builder().type("modal").blocks(blocks)
        .title(ViewTitle.builder().type(PlainTextObject.TYPE)
            .text(Limits.MEASURE.cut(Visible.words(title), Limits.MODAL_TITLE))
            .emoji(false).build())
        .close(ViewClose.builder().type(PlainTextObject.TYPE).text("Close").emoji(false).build());
  }

  private static PlainTextObject text(String text, int limit) {
    return PlainTextObject.builder().text(Limits.MEASURE.cut(text, limit)).emoji(false).build();
  }
}
