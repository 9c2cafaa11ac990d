package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.cluster.ClusterException;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private final AtomicInteger requests = new AtomicInteger();

  @Test
  void asksAgainWhatIsNotAnswered() {
    var answer = new Requests(Duration.ofSeconds(30)).ask("read", failingOnce(status(503, "busy")));

    assertThat(answer).isEqualTo("answer");
    assertThat(requests).hasValue(2);
  }

  @Test
  void asksAgainWhenThereAreTooManyRequests() {
    assertThat(new Requests(Duration.ofSeconds(30)).ask("read", failingOnce(status(429, "slow down"))))
        .isEqualTo("answer");
  }

  @Test
  void doesNotAskAgainAfterARefusal() {
    assertThatThrownBy(() -> new Requests(Duration.ofSeconds(30)).ask("start the Job x",
        failingOnce(status(409, "jobs.batch \"x\" already exists")))).isInstanceOf(ClusterException.class)
        .hasMessage("could not start the Job x: jobs.batch \"x\" already exists");
    assertThat(requests).hasValue(1);
  }

  @Test
  void givesUpWhenItsPatienceIsOver() {
    var refused = new KubernetesClientException("Error executing: GET at: https://10.0.0.1", new ConnectException());

    assertThatThrownBy(() -> new Requests(Duration.ofMillis(600)).ask("read the Secret pds/keys", () -> {
      requests.incrementAndGet();
      throw refused;
    })).isInstanceOf(ClusterException.class)
        .hasMessage("could not read the Secret pds/keys: the cluster does not answer: ConnectException");
    assertThat(requests).hasValue(2);
  }

  @Test
  void answersAThreadThatIsInterruptedAndLetsItFindOut() {
    var answer = new Requests(Duration.ofSeconds(30)).ask("read", () -> {
      if (requests.incrementAndGet() == 1) {
        Thread.currentThread().interrupt();
        throw new KubernetesClientException("interrupted");
      }
      return Thread.currentThread().isInterrupted() ? "interrupted" : "answer";
    });

    assertThat(answer).isEqualTo("answer");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void namesThePermissionThatIsMissing() {
    var refusal =
        status(403, "deployments.apps \"pds\" is forbidden: User \"system:serviceaccount:bot:restorebot\" cannot"
            + " patch resource \"deployments/scale\" in API group \"apps\" in the namespace \"pds\"");

    assertThat(Refusals.explained("scale the deployment pds/pds to 0", refusal)).hasMessage(
        "could not scale the deployment pds/pds to 0: system:serviceaccount:bot:restorebot lacks the permission to patch"
            + " deployments.apps/scale in namespace pds; grant it that");
  }

  private Supplier<String> failingOnce(KubernetesClientException failure) {
    return () -> {
      if (requests.incrementAndGet() == 1) {
        throw failure;
      }
      return "answer";
    };
  }

  private static KubernetesClientException status(int code, String message) {
    return new KubernetesClientException(message, code,
        new StatusBuilder().withCode(code).withMessage(message).build());
  }
}
