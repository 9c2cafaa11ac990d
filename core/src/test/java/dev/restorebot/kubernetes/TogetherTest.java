package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Questions about the cluster that are asked at the same time.
@Timeout(30)
class TogetherTest {
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void asksAtTheSameTime() {
    var first = new CountDownLatch(1);
    var second = new CountDownLatch(1);

    var answer = Together.of(() -> {
      first.countDown();
      await(second);
      return "a";
    }, () -> {
      second.countDown();
      await(first);
      return "b";
    }, String::concat);

    assertThat(answer).isEqualTo("ab");
  }

  @Test
  void answersInTheOrderOfTheQuestions() {
    var last = new CountDownLatch(1);
    List<Supplier<String>> questions = List.of(() -> {
      await(last);
      return "first";
    }, () -> "second", () -> {
      last.countDown();
      return "third";
    });

    assertThat(Together.answers(questions)).containsExactly("first", "second", "third");
    assertThat(Together.answers(List.<Supplier<String>>of())).isEmpty();
  }

  /// What would be opened later would be closed by nobody.
  @Test
  void leavesNothingUnderWayWhereOneFails() {
    var asking = Thread.currentThread();
    var ended = new AtomicBoolean();
    List<Supplier<String>> questions = List.of(() -> {
      throw new IllegalArgumentException("refused");
    }, () -> {
      while (asking.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      ended.set(true);
      return "opened";
    });

    assertThatThrownBy(() -> Together.answers(questions)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("refused");
    assertThat(ended).isTrue();
    ended.set(false);
    assertThatThrownBy(() -> Together.of(questions.getFirst(), questions.getLast(), String::concat))
        .hasMessage("refused");
    assertThat(ended).isTrue();
  }

  @Test
  void answersAThreadThatIsInterruptedAndLetsItFindOut() {
    Thread.currentThread().interrupt();

    var answer = Together.of(() -> "a", () -> "b", String::concat);

    assertThat(answer).isEqualTo("ab");
    assertThat(Thread.interrupted()).isTrue();
  }
}
