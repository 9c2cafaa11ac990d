package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.text.Visible;
import java.util.ArrayList;
import java.util.List;

/// Makes the modals in which people confirm what weighs more than a click. Pure, thread-safe.
public final class Modals {
  private final People people;

  /// @param people who may be mentioned
  public Modals(People people) {
    this.people = people;
  }

  /// Asks to confirm `action` by typing the name of the service, and for a reason.
  ///
  /// @param what what will happen, as the gate says it; its buttons are not shown
  public View confirm(Action.Choose action, String service, Post what) {
    var blocks = said(what);
    blocks.add(input(Submission.CONFIRM, "To confirm, type the name of the service: " + Visible.words(service),
        PlainTextInputElement.builder().maxLength(Limits.TYPED_MOST).focusOnLoad(true)));
    blocks.add(reason("Reason", Question.CONFIRM));
    return asking(Question.CONFIRM, action, action.choice().label(), blocks);
  }

  /// Asks for the reason to pass a gate alone.
  ///
  /// @param what what will happen, as the gate says it; its buttons are not shown
  public View breakGlass(Action.BreakGlass action, Post what) {
    var blocks = said(what);
    blocks.add(reason("Why it cannot wait for another approver; the channel is told", Question.BREAK_GLASS));
    return asking(Question.BREAK_GLASS, action, "Break glass", blocks);
  }

  private List<LayoutBlock> said(Post post) {
    var lines = new Lines(people, post.quotes());
    var read = post.lines().stream().map(lines::read).toList();
    if (read.isEmpty()) {
      return new ArrayList<>();
    }
    var fitted = Body.fit(read, Line.prose("The rest is in the message of the gate."), Limits.BODY);
    return new ArrayList<>(Body.blocks(fitted.lines()));
  }

  private static LayoutBlock reason(String label, Question question) {
    return input(Submission.REASON, label, PlainTextInputElement.builder().multiline(true)
        .minLength(Submission.least(question)).maxLength(Limits.REASON_MOST));
  }

  private static LayoutBlock input(String id, String label,
      PlainTextInputElement.PlainTextInputElementBuilder element) {
    return InputBlock.builder().blockId(id).label(text(label, Limits.INPUT_LABEL)).element(element.actionId(id).build())
        .optional(false).build();
  }

  private static View asking(Question question, Action action, String label, List<LayoutBlock> blocks) {
    var carried = ButtonValue.of(action)
        .orElseThrow(() -> new IllegalStateException("a modal cannot carry " + action));
    return view(label, blocks).callbackId(question.callbackId()).privateMetadata(carried)
        .submit(ViewSubmit.builder().type(PlainTextObject.TYPE).text(Cut.to(label, Limits.MODAL_TITLE)).emoji(false)
            .build())
        .build();
  }

  private static View.ViewBuilder view(String title, List<LayoutBlock> blocks) {
    return View.builder().type("modal").blocks(blocks)
        .title(ViewTitle.builder().type(PlainTextObject.TYPE).text(Cut.to(Visible.words(title), Limits.MODAL_TITLE))
            .emoji(false).build())
        .close(ViewClose.builder().type(PlainTextObject.TYPE).text("Close").emoji(false).build());
  }

  private static PlainTextObject text(String text, int limit) {
    return PlainTextObject.builder().text(Cut.to(text, limit)).emoji(false).build();
  }
}
