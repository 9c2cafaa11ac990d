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
import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.ButtonValue;
import dev.restorebot.bot.chat.FirstAnswer;
import dev.restorebot.bot.chat.Intake;
import dev.restorebot.bot.chat.Intake.Deed;
import dev.restorebot.bot.chat.Interaction;
import dev.restorebot.bot.chat.Submission;
import dev.restorebot.bot.slack.block.Modals;
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
  private final SlackMentions mentions;

  Handlers(Intake intake, PrivateAnswers privately, SlackMentions mentions) {
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

  private static Person person(String user) {
    return new Person(SlackFrontEnd.NAME + ":" + user);
  }

  private Interaction interaction(Person by, @Nullable String responseUrl, Optional<String> trigger) {
    return new SlackInteraction(privately, by, Optional.ofNullable(responseUrl), trigger,
        Acknowledgement.ofThisRequest());
  }

  private Response typed(SlashCommandPayload payload, SlashCommandContext context) {
    var by = person(payload.getUserId());
    var deed = new Deed(by, payload.getChannelId(), mark(payload.getTriggerId()),
        interaction(by, payload.getResponseUrl(), Optional.empty()));
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
    var by = person(payload.getUser().getId());
    var deed = new Deed(by, channel(payload), mark(action.getActionTs()),
        interaction(by, payload.getResponseUrl(), Optional.ofNullable(payload.getTriggerId())));
    switch (intake.pressed(deed, Optional.ofNullable(action.getValue()).flatMap(ButtonValue::read))) {
      case FirstAnswer.Taken() -> {
        // What comes of it is told later.
      }
      case FirstAnswer.Told(var reply) -> tellLater(deed, reply);
      case FirstAnswer.Shown(var form) ->
        throw new IllegalStateException("a form is shown after the acknowledgement here: " + form.question());
    }
  }

  private static String channel(BlockActionPayload payload) {
    return Optional.ofNullable(payload.getChannel()).map(BlockActionPayload.Channel::getId)
        .orElseGet(() -> Optional.ofNullable(payload.getContainer().getChannelId()).orElse(""));
  }

  /// After the acknowledgement, which does not wait for it.
  private void tellLater(Deed deed, Reply reply) {
    Thread.ofVirtual().name("slack-answer").start(() -> {
      deed.interaction().awaitAcknowledgement();
      tell(deed.by(), deed.channel(), deed.interaction(), reply);
    });
  }

  private void tell(Person person, String channel, Interaction interaction, Reply reply) {
    if (!interaction.tell(reply)) {
      privately.inChannel(person, channel, reply);
    }
  }

  private Response submitted(ViewSubmissionPayload payload, ViewSubmissionContext context) {
    var submission = Modals.submission(payload.getView());
    if (submission.isEmpty()) {
      return context.ack();
    }
    var mistakes = intake.mistakes(submission.get());
    if (!mistakes.isEmpty()) {
      return context.ackWithErrors(mistakes);
    }
    var by = person(payload.getUser().getId());
    var deed = new Deed(by, "", mark(payload.getView().getId()), interaction(by, null, Optional.empty()));
    return intake.submitted(deed, submission.get())
        ? context.ack()
        : context.ackWithErrors(Map.of(Submission.REASON, "I could not write this down; my log says why. Try again."));
  }

  /// Tells the person that something was acknowledged and not taken.
  void notTaken(Request<?> request) {
    if (request instanceof BlockActionRequest click) {
      var payload = click.getPayload();
      var by = person(payload.getUser().getId());
      tell(by, channel(payload), interaction(by, payload.getResponseUrl(), Optional.empty()), Intake.notKept());
    }
    if (request instanceof ViewSubmissionRequest form) {
      var payload = form.getPayload();
      var channel = Modals.submission(payload.getView()).map(intake::channel).orElse("");
      privately.inChannel(person(payload.getUser().getId()), channel, Intake.notKept());
    }
  }
}
