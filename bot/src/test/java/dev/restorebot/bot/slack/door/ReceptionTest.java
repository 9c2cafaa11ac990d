package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What came in is worked off when it was acknowledged: nobody reads what came of it before they read that it was taken.
@Timeout(60)
class ReceptionTest {
  private final List<String> lost = new ArrayList<>();
  private final App app = BoltApps.of(Slack.getInstance(), "xoxb-none");
  private final Reception reception = new Reception(app, request -> lost.add(request.getRequestType().name()));
  private final CompletableFuture<Void> workedOff = new CompletableFuture<>();

  private Reception.Acknowledged typed() {
    return reception.answer(() -> new SlashCommandRequest(
        "command=%2Frestore&text=help&user_id=U0&channel_id=C0&team_id=T0", new RequestHeaders(Map.of())));
  }

  /// As what was heard is worked off: by another thread.
  private void workOff() {
    var acknowledgement = Acknowledgement.ofThisRequest();
    Thread.ofVirtual().start(() -> {
      acknowledgement.await();
      workedOff.complete(null);
    });
  }

  @Test
  void beginsWithItOnlyWhenItWasAcknowledged() {
    app.command("/restore", (_, context) -> {
      workOff();
      return context.ack("Understood.");
    });
    reception.start();

    var answer = typed();

    assertThat(answer.body()).contains("Understood.");
    assertThat(workedOff).isNotDone();
    reception.afterwards(answer);
    assertThat(workedOff).succeedsWithin(Duration.ofSeconds(2));
    assertThat(lost).isEmpty();
  }

  /// What was kept counts, whatever happens then.
  @Test
  void beginsWithWhatWasKeptThoughItsHandlerFailed() {
    app.command("/restore", (_, _) -> {
      workOff();
      throw new IllegalStateException("a fault");
    });
    reception.start();

    reception.afterwards(typed());

    assertThat(workedOff).succeedsWithin(Duration.ofSeconds(2));
    assertThat(lost).containsExactly("Command");
  }

  /// An acknowledgement that is never sent holds nothing up for ever.
  @Test
  void beginsWithWhatNobodyAcknowledges() {
    app.command("/restore", (_, context) -> {
      workOff();
      return context.ack();
    });
    reception.start();

    typed();

    assertThat(workedOff).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void beginsAtOnceWhereNothingIsToBeAcknowledged() {
    workOff();

    assertThat(workedOff).succeedsWithin(Duration.ofSeconds(2));
  }
}
