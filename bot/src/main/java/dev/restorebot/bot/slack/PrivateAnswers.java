package dev.restorebot.bot.slack;

import com.slack.api.app_backend.interactive_components.ActionResponseSender;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.commands.desk.Reply;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Tells one person something that only they see: by way of what they typed or pressed, while Slack lets that be answered,
/// else in the channel. Nothing that must last goes this way: Slack does not promise that it arrives. Blocks; thread-safe.
record PrivateAnswers(WebApi api, SlackMentions mentions) {
  private static final Logger LOG = System.getLogger(PrivateAnswers.class.getName());
  private static final String ONLY_THEY = "ephemeral";
  private static final int WELL = 200;

  /// Tells `person` by way of what they typed or pressed.
  ///
  /// @param url where that can be answered, for half an hour and five times
  /// @return false if Slack did not take it
  boolean at(String url, Person person, Reply reply) {
    var rendered = mentions.blocksFor(person).reply(reply);
    var answer = ActionResponse.builder().responseType(ONLY_THEY).replaceOriginal(false).deleteOriginal(false)
        .text(rendered.text()).blocks(rendered.blocks()).build();
    try {
      return new ActionResponseSender(api.slack()).send(url, answer).getCode() == WELL;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Slack did not take an answer: " + e.getMessage());
      return false;
    }
  }

  /// Tells `person` in `channel`.
  void inChannel(Person person, String channel, Reply reply) {
    var rendered = mentions.blocksFor(person).reply(reply);
    var outcome = api.call(methods -> methods.chatPostEphemeral(request -> request.channel(channel)
        .user(person.name()).text(rendered.text()).blocks(rendered.blocks())));
    if (!(outcome instanceof Outcome.Done<?>)) {
      LOG.log(Level.WARNING, "somebody was not told \"" + rendered.text() + "\": " + outcome);
    }
  }
}
