package dev.restorebot.bot.slack;

import com.slack.api.app_backend.interactive_components.ActionResponseSender;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.commands.desk.Reply;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// Tells one person something that only they see: by way of what they typed or pressed, while Slack lets that be answered,
/// else in the channel. Nothing that must last goes this way: Slack does not promise that it arrives. Blocks; thread-safe.
final class PrivateAnswers {
  private static final Logger LOG = System.getLogger(PrivateAnswers.class.getName());
  private static final String ONLY_THEY = "ephemeral";
  private static final int WELL = 200;

  private final WebApi api;
  private final MentionRegistry mentions;

  PrivateAnswers(WebApi api, MentionRegistry mentions) {
    this.api = api;
    this.mentions = mentions;
  }

  /// To whom, and how.
  ///
  /// @param user their id in Slack
  /// @param responseUrl where what they typed or pressed can be answered, for half an hour and five times
  record Addressee(String user, String channel, Optional<String> responseUrl) {}

  void tell(Addressee addressee, Reply reply) {
    var rendered = mentions.blocksFor(addressee.user()).reply(reply);
    var answer = ActionResponse.builder().responseType(ONLY_THEY).replaceOriginal(false).deleteOriginal(false)
        .text(rendered.text()).blocks(rendered.blocks()).build();
    if (addressee.responseUrl().filter(url -> answered(url, answer)).isPresent()) {
      return;
    }
    var outcome = api.call(methods -> methods.chatPostEphemeral(request -> request.channel(addressee.channel())
        .user(addressee.user()).text(rendered.text()).blocks(rendered.blocks())));
    if (!(outcome instanceof Outcome.Done<?>)) {
      LOG.log(Level.WARNING, "somebody was not told \"" + rendered.text() + "\": " + outcome);
    }
  }

  private boolean answered(String url, ActionResponse answer) {
    try {
      return new ActionResponseSender(api.slack()).send(url, answer).getCode() == WELL;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Slack did not take an answer: " + e.getMessage());
      return false;
    }
  }
}
