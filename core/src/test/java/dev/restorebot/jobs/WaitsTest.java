package dev.restorebot.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.Cluster;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.cluster.Job;
import dev.restorebot.cluster.JobId;
import dev.restorebot.cluster.Note;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Wait;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a step waited for, and how long, can be told afterwards.
@Timeout(60)
class WaitsTest {
  private static final JobId JOB = Standby.id(new RunId("r-7k2m4q"), PlanWorld.service());

  private Instant now = Instant.parse("2026-02-26T12:00:00Z");
  private final Waits waits = new Waits(() -> now);

  private void passes(Duration time) {
    now = now.plus(time);
  }

  private void waitFor(String what, Duration time) {
    try (var _ = Waits.begun(what)) {
      passes(time);
    }
  }

  @Test
  void addsUpWhatIsWaitedForAgainAndAgain() throws InterruptedException {
    waits.of(() -> {
      waitFor("a pod to end", Duration.ofSeconds(3));
      waitFor("the object store", Duration.ofMillis(700));
      waitFor("a pod to end", Duration.ofSeconds(4));
      waitFor("the object store", Duration.ofMillis(800));
      return true;
    });

    assertThat(waits.told()).containsExactly(new Wait("a pod to end", Duration.ofSeconds(7)),
        new Wait("the object store", Duration.ofMillis(1_500)));
  }

  @Test
  void leavesOutWhatTookNoTime() throws InterruptedException {
    waits.of(() -> {
      waitFor("a pod to end", Duration.ofMillis(999));
      return true;
    });

    assertThat(waits.told()).isEmpty();
  }

  @Test
  void tellsWhatWasWaitedForInVainToo() {
    assertThatThrownBy(() -> waits.of(() -> {
      try (var _ = Waits.begun("the cluster")) {
        passes(Duration.ofSeconds(60));
        throw new ClusterException("no answer");
      }
    })).isInstanceOf(ClusterException.class);

    assertThat(waits.told()).containsExactly(new Wait("the cluster", Duration.ofSeconds(60)));
  }

  @Test
  void countsNothingThatIsWaitedForOutsideOfAnAttempt() {
    waitFor("a pod to end", Duration.ofSeconds(3));

    assertThat(waits.told()).isEmpty();
  }

  static Stream<Method> questions() {
    return Arrays.stream(Cluster.class.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  /// Also whatever the cluster will be asked one day.
  @ParameterizedTest
  @MethodSource("questions")
  void hasAReasonForEachAnswerOfTheCluster(Method question) throws InterruptedException {
    var slow = (Cluster) Proxy.newProxyInstance(Cluster.class.getClassLoader(), new Class<?>[]{Cluster.class},
        (_, _, _) -> {
          passes(Duration.ofSeconds(2));
          return question.getReturnType() == boolean.class ? false : null;
        });

    waits.of(() -> answer(question, new ClusterWaits(slow)));

    assertThat(waits.told()).singleElement().satisfies(wait -> {
      assertThat(wait.took()).isEqualTo(Duration.ofSeconds(2));
      assertThat(wait.what()).isNotBlank();
    });
  }

  private static Optional<Object> answer(Method question, Cluster cluster) {
    try {
      return Optional.ofNullable(
          question.invoke(cluster, Arrays.stream(question.getParameterTypes()).map(WaitsTest::something).toArray()));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("could not ask " + question, e);
    }
  }

  private static Object something(Class<?> type) {
    if (type == Job.class) {
      return Standby.job(new RunId("r-7k2m4q"), PlanWorld.service());
    }
    return List.<Object>of(JOB, PlanWorld.service().workload(), new Note("Note", "a note"), Duration.ofSeconds(9),
        "a name", 1, Cluster.CronJob.ACTIVE).stream().filter(one -> fits(type, one)).findFirst()
        .orElseGet(() -> Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, _, _) -> null));
  }

  private static boolean fits(Class<?> type, Object one) {
    return type.isInstance(one) || (type == int.class && one instanceof Integer);
  }
}
