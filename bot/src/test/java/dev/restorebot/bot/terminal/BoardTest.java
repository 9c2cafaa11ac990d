package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import dev.restorebot.volume.OutputLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoardTest {
  private static final RunId RUN = new RunId("r-board0");

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Board board = new Board(new PrintStream(log, true, StandardCharsets.UTF_8));

  @Test
  void showsWhatIsPostedToWhoeverWatchesThen() throws InterruptedException {
    var seen = new ArrayList<String>();
    board.post(RUN, post("before"));
    try (var watching = board.show(viewer(shown -> seen.addAll(shown.lines()), seen))) {
      board.post(RUN, post("one"));
      board.advanced(RUN, new OutputLine.Advanced("account.sqlite", 1, 2));
      board.post(RUN, post("two"));
      watching.catchUp();
    }
    board.post(RUN, post("after"));

    assertThat(seen).containsExactly("one", "account.sqlite 1 of 2", "two");
    assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo(
        "restorebot: before\nrestorebot: one\nrestorebot: two\nrestorebot: after\n");
  }

  @Test
  void doesNotWaitForATerminalThatTakesNothing() {
    var released = new CountDownLatch(1);
    try (var _ = board.show(viewer(_ -> stand(released), new ArrayList<>()))) {
      for (var count = 0; count < 10; count++) {
        board.post(RUN, post("message " + count));
      }

      assertThat(log.toString(StandardCharsets.UTF_8)).endsWith("restorebot: message 9\n");
    } finally {
      released.countDown();
    }
  }

  private static Board.Viewer viewer(Consumer<Post> posts, List<String> progress) {
    return new Board.Viewer() {
      @Override
      public void post(Post post) {
        posts.accept(post);
      }

      @Override
      public void progress(RunId run, OutputLine.Advanced line) {
        progress.add(line.what() + " " + line.done() + " of " + line.total());
      }
    };
  }

  private static void stand(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Post post(String line) {
    return new Post(List.of(line), List.of());
  }
}
