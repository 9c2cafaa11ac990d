package dev.restorebot.bot.slack.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import dev.restorebot.bot.slack.fake.FakeSlack;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocketLineTest {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private final SocketLine.Ears ears = new SocketLine.Ears() {
    @Override
    public void said(SocketLine line, String text) {
      heard.add(text);
    }

    @Override
    public void closed(SocketLine line, String why) {
      heard.add(why);
    }
  };

  @Test
  void theAnswerToAPingIsASound() throws Exception {
    var config = new SlackConfig();
    try (var slack = FakeSlack.start()) {
      config.setMethodsEndpointUrlPrefix(slack.methodsUrl());
      config.setStatsEnabled(false);
      var client = Slack.getInstance(config);
      var line = new SocketLine(new SocketUrls(client, FakeSlack.APP_TOKEN).next(), ears);
      line.connect();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("hello");
      assertThat(line.heard()).isTrue();
      assertThat(line.heard()).isFalse();

      assertThat(line.pinged()).isTrue();

      slack.await("a pong", line::heard);
      line.end();
      assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("the socket was closed (code 1001)");
      assertThat(line.pinged()).isFalse();
    }
  }
}
