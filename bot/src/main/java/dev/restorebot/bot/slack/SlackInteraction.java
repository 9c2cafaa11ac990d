package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.Form;
import dev.restorebot.bot.chat.Interaction;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.bot.slack.door.Acknowledgement;
import dev.restorebot.commands.desk.Reply;
import java.util.Optional;

/// What somebody has just typed or pressed in Slack.
///
/// @param responseUrl where it can be answered, for half an hour and five times
/// @param trigger what Slack lets a form be opened with, for three seconds
record SlackInteraction(PrivateAnswers privately, Person by, Optional<String> responseUrl, Optional<String> trigger,
    Acknowledgement acknowledgement) implements Interaction {
  @Override
  public void awaitAcknowledgement() {
    acknowledgement.await();
  }

  @Override
  public boolean tell(Reply reply) {
    return responseUrl.filter(url -> privately.at(url, by, reply)).isPresent();
  }

  @Override
  public Showing show(Form form) {
    if (trigger.isEmpty()) {
      return Showing.OVER;
    }
    var view = privately.mentions().modals().view(form);
    var outcome = privately.api().call(
        methods -> methods.viewsOpen(request -> request.triggerId(trigger.get()).view(view)));
    return outcome instanceof Outcome.Done<?> ? Showing.SHOWN : Showing.NOT_SHOWN;
  }
}
