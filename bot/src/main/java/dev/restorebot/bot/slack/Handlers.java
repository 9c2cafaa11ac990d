package dev.restorebot.bot.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import dev.restorebot.bot.slack.Dispatcher.Line;
import dev.restorebot.bot.slack.Intake.Deed;
import dev.restorebot.bot.slack.PrivateAnswers.Addressee;
import dev.restorebot.bot.slack.block.ButtonValue;
import dev.restorebot.bot.slack.block.Submission;
import dev.restorebot.bot.slack.door.Acknowledgement;
import dev.restorebot.commands.desk.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Bolt calls when something comes in. Quick: each answer is the acknowledgement.
final class Handlers {
  private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);

  private static final Logger LOG = System.getLogger(Handlers.class.getName());

  private final Intake intake;
  private final PrivateAnswers privately;
  private final MentionRegistry mentions;

  Handlers(Intake intake, PrivateAnswers privately, MentionRegistry mentions) {
    this.intake = intake;
    this.privately = privately;
    this.mentions = mentions;
  }

  /// Has `app` call this.
  void register(App app) {
    SlackApp.COMMANDS
        .forEach(command -> app.command(command, (request, context) -> typed(request.getPayload(), context)));
    app.blockAction(ANYTHING, (request, context) -> {
      pressed(request.getPayload());
      return context.ack();
    });
    app.viewSubmission(ANYTHING, (request, context) -> submitted(request.getPayload(), context));
    app.viewClosed(ANYTHING, (_, context) -> context.ack());
  }

  /// Has `app` take something that comes to nothing. Its first request is many times slower than any other, and nobody waits for
  /// this one.
  void rehearse(App app) {
    try {
      app.run(new SlashCommandRequest("command=%2Frestore&text=help&user_id=U0&channel_id=none&team_id=T0",
          new RequestHeaders(Map.of())));
    } catch (Exception e) {
      LOG.log(Level.WARNING, "the first command will be answered slowly", e);
    }
  }

  private Response typed(SlashCommandPayload payload, SlashCommandContext context) {
    var deed = new Deed(payload.getUserId(), payload.getChannelId(), mark(payload.getTriggerId()),
        new Line(Optional.ofNullable(payload.getResponseUrl()), Optional.empty()));
    var text = payload.getCommand() + " " + unescaped(Optional.ofNullable(payload.getText()).orElse(""));
    var rendered = mentions.blocks().reply(intake.typed(deed, text.strip()));
    return context.ack(answer -> answer.responseType("ephemeral").text(rendered.text()).blocks(rendered.blocks()));
  }

  private static String mark(@Nullable String given) {
    return Optional.ofNullable(given).orElse("");
  }

  /// What the person typed: Slack writes three characters differently.
  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private void pressed(BlockActionPayload payload) {
    var action = payload.getActions().getFirst();
    var deed = new Deed(payload.getUser().getId(), channel(payload), mark(action.getActionTs()),
        new Line(Optional.ofNullable(payload.getResponseUrl()), Optional.ofNullable(payload.getTriggerId())));
    intake.pressed(deed, Optional.ofNullable(action.getValue()).flatMap(ButtonValue::read))
        .ifPresent(reply -> tellLater(deed, reply));
  }

  private static String channel(BlockActionPayload payload) {
    return Optional.ofNullable(payload.getChannel()).map(BlockActionPayload.Channel::getId)
        .orElseGet(() -> Optional.ofNullable(payload.getContainer().getChannelId()).orElse(""));
  }

  /// After the acknowledgement, which does not wait for it.
  private void tellLater(Deed deed, Reply reply) {
    var addressee = new Addressee(deed.user(), deed.channel(), deed.line().responseUrl());
    var acknowledgement = Acknowledgement.ofThisRequest();
    Thread.ofVirtual().name("slack-answer").start(() -> {
      acknowledgement.await();
      privately.tell(addressee, reply);
    });
  }

  private Response submitted(ViewSubmissionPayload payload, ViewSubmissionContext context) {
    var submission = Submission.of(payload.getView());
    if (submission.isEmpty()) {
      return context.ack();
    }
    var mistakes = intake.mistakes(submission.get());
    if (!mistakes.isEmpty()) {
      return context.ackWithErrors(mistakes);
    }
    var deed = new Deed(payload.getUser().getId(), "", mark(payload.getView().getId()), Line.CUT);
    return intake.submitted(deed, submission.get())
        ? context.ack()
        : context.ackWithErrors(Map.of(Submission.REASON, "I could not write this down; my log says why. Try again."));
  }

  /// Tells the person that something was acknowledged and not taken.
  void notTaken(Request<?> request) {
    if (request instanceof BlockActionRequest click) {
      var payload = click.getPayload();
      privately.tell(
          new Addressee(payload.getUser().getId(), channel(payload), Optional.ofNullable(payload.getResponseUrl())),
          Intake.notKept());
    }
    if (request instanceof ViewSubmissionRequest form) {
      var payload = form.getPayload();
      var channel = Submission.of(payload.getView()).map(intake::channel).orElse("");
      privately.tell(new Addressee(payload.getUser().getId(), channel, Optional.empty()), Intake.notKept());
    }
  }
}
