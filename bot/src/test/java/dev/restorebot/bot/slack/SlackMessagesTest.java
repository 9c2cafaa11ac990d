package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.chat.Places;
import dev.restorebot.bot.slack.block.Blocks;
import dev.restorebot.bot.slack.block.Elements;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Messages.Destination;
import dev.restorebot.commands.thread.Messages.Reach;
import dev.restorebot.commands.thread.Messages.Written;
import dev.restorebot.commands.thread.Post;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SlackMessagesTest {
  private static final Destination OPS = new Destination("slack:C0OPS", Optional.empty(), Reach.THREAD);
  private static final Post GATE = new Post(List.of("Replace the data of pds now?", "Needs the approval of U0BOB."),
      List.of(new Button("Undo", new Button.Action.Say("/restore undo r-one1"))));

  private FakeSlack slack;
  private SlackMessages messages;

  @BeforeEach
  void start() throws Exception {
    slack = FakeSlack.start();
    var api = new WebApi(WebApi.client(slack.methodsUrl()), FakeSlack.BOT_TOKEN);
    messages = new SlackMessages(api, () -> new Blocks(Elements.mentionable(Set.of("slack:U0BOB"))),
        new Places("slack", List.of(FakeSlack.OPS)));
  }

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void namesWhoMustDecideAndKeepsTheButton() {
    assertThat(messages.post(OPS, GATE)).isInstanceOf(Written.Taken.class);

    assertThat(slack.transcript(FakeSlack.OPS)).contains("Needs the approval of @U0BOB.").contains("[Undo]");
  }

  @Test
  void doesWithoutMentionsWhatSlackDoesNotLikeWithThem() {
    slack.fail("chat.postMessage", "invalid_blocks", 1);

    assertThat(messages.post(OPS, GATE)).isInstanceOf(Written.Taken.class);

    assertThat(slack.transcript(FakeSlack.OPS)).contains("Needs the approval of U0BOB.").contains("[Undo]");
  }

  @Test
  void saysWhatPeopleMustKnowAsPlainTextWhereSlackLikesNoLook() {
    slack.fail("chat.postMessage", "invalid_blocks", 2);

    assertThat(messages.post(OPS, GATE)).isInstanceOf(Written.Taken.class);

    assertThat(slack.transcript(FakeSlack.OPS)).contains("Replace the data of pds now?")
        .contains("could not be shown as it should be").doesNotContain("[Undo]");
  }

  @Test
  void obeysHowLongSlackWantsToBeLeftAlone() {
    slack.rateLimit("chat.update", Duration.ofSeconds(17), 1);
    var message = ((Written.Taken) messages.post(OPS, GATE)).message();

    var answer = messages.edit(message, GATE);

    assertThat(answer)
        .isInstanceOfSatisfying(Written.Later.class,
            later -> assertThat(later.after()).hasValue(Duration.ofSeconds(17)));
  }

  @Test
  void tellsWhenAMessageIsGone() {
    var message = ((Written.Taken) messages.post(OPS, GATE)).message();
    slack.delete(slack.messages(FakeSlack.OPS).getFirst());

    assertThat(messages.edit(message, GATE)).isInstanceOf(Written.Gone.class);
  }

  @Test
  void tellsThatTheBotIsNotInTheChannelAnyMore() {
    slack.kick(FakeSlack.OPS, "U0BOT");

    assertThat(messages.post(OPS, GATE)).isEqualTo(new Written.Unwanted("not_in_channel"));
  }

  @Test
  void postsOnceAlthoughSlacksAnswerIsLost() {
    slack.loseAnswer("chat.postMessage", 1);

    assertThat(messages.post(OPS, GATE)).isInstanceOf(Written.Later.class);

    assertThat(slack.messages(FakeSlack.OPS)).hasSize(1);
  }
}
