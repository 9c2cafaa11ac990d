package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.PodExec.ExecResult.Answered;
import dev.restorebot.cluster.PodExec.ExecResult.NotAllowed;
import dev.restorebot.cluster.PodExec.ExecResult.Unreachable;
import dev.restorebot.kubernetes.KubernetesClients;
import dev.restorebot.kubernetes.KubernetesInside;
import dev.restorebot.kubernetes.Permissions;
import dev.restorebot.service.WorkloadRef;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A program in a pod, asked through a real API server, which forwards to a node of the test.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
class KubernetesInsideTest {
  private static final int PORT = 5444;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NODE = "node-" + UUID.randomUUID().toString().substring(0, 8);

  @AutoClose
  private final TestCluster test = TestCluster.open();
  private final TestAccount account = test.account("restorebot");
  private final Requests requests = new Requests();
  @AutoClose
  private final KubernetesClient client = KubernetesClients.fromKubeconfig(account.kubeconfig(),
      builder -> builder.withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("requests", requests)));
  @AutoClose("shutdownNow")
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch never = new CountDownLatch(1);
  private final WorkloadRef knot = new WorkloadRef(test.namespace(), "deployment", "knot");
  private HttpServer program;
  private PortForwards forwards;
  private KubeletNode node;

  @BeforeEach
  void start() throws Exception {
    program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    program.createContext("/", this::answer);
    program.setExecutor(threads);
    program.start();
    forwards = new PortForwards(program.getAddress().getPort());
    node = new KubeletNode(test.admin(), NODE + test.namespace(), forwards.getPort());
    new Scripts(test).deploy("knot");
    grant("create", "get");
  }

  @AfterEach
  void stop() throws Exception {
    never.countDown();
    node.close();
    forwards.end();
    program.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var what = exchange.getRequestURI().getPath().substring(1);
    if (what.equals("hang")) {
      try {
        never.await();
      } catch (InterruptedException _) {
        // The test is over.
      }
    }
    var body = switch (what) {
      case "limit" -> "x".repeat(PodExec.LIMIT);
      case "more" -> "x".repeat(PodExec.LIMIT + 1);
      default -> "";
    };
    exchange.sendResponseHeaders(what.matches("\\d+") ? Integer.parseInt(what) : 200,
        body.isEmpty() ? -1 : body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  @Test
  void asksAProgramInAPodManyTimesThroughOneForwardedPort() throws Exception {
    pod("old", "True");
    pod("knot-1", "True");
    pod("new", "False");

    try (var visit = visit(PATIENCE)) {
      assertThat(visit.get("/204?user=did%3Aplc%3Aa")).isEqualTo(new Answered(204, ""));
      assertThat(visit.get("/403")).isEqualTo(new Answered(403, ""));
      assertThat(visit.get("/limit")).isEqualTo(new Answered(200, "x".repeat(PodExec.LIMIT)));
      assertThat(forwards.open()).hasSize(1);
    }

    assertThat(forwards.asked()).singleElement().asString()
        .matches("/portForward/" + test.namespace() + "/(old|knot-1)\\?port=" + PORT);
    forwards.bell().await(() -> forwards.open().isEmpty(), PATIENCE);
    assertThat(forwards.open()).isEmpty();
    assertThat(requests.made()).containsExactlyInAnyOrder("get deployments.apps", "list pods",
        "get pods/portforward");
  }

  @Test
  void answersManyWhoAskAtOnce() throws Exception {
    pod("knot-1", "True");

    try (var visit = visit(PATIENCE)) {
      var answers = new ArrayList<PodExec.ExecResult>();
      Callable<PodExec.ExecResult> question = () -> visit.get("/204");
      for (var answer : threads.invokeAll(Collections.nCopies(8, question))) {
        answers.add(answer.get());
      }
      assertThat(answers).containsOnly(new Answered(204, ""));
    }
  }

  @Test
  void saysThatNoPodIsReady() {
    pod("knot-1", "False");

    assertThat(asked("/204", PATIENCE)).isEqualTo(new Unreachable("no pod of " + knot + " is ready"));
    assertThat(forwards.asked()).isEmpty();
  }

  @Test
  void saysWhichPermissionIsMissing() {
    pod("knot-1", "True");
    account.revoke(test.namespace());
    grant("create");

    assertThat(asked("/204", PATIENCE)).isEqualTo(new NotAllowed(
        "restorebot lacks the permission to get pods/portforward in namespace " + test.namespace()));

    account.revoke(test.namespace());
    grant();

    assertThat(asked("/204", PATIENCE)).isEqualTo(new NotAllowed("restorebot lacks the permission to create and to get"
        + " pods/portforward in namespace " + test.namespace()));
    assertThat(forwards.asked()).isEmpty();
  }

  @Test
  void waitsForNoAnswerLongerThanTold() {
    pod("knot-1", "True");

    assertThat(asked("/hang", Duration.ofSeconds(2)))
        .isEqualTo(new Unreachable("pod knot-1, port 5444: no whole answer within 2 s"));
  }

  @Test
  void readsNoAnswerFurtherThanTold() {
    pod("knot-1", "True");

    assertThat(asked("/more", PATIENCE))
        .isEqualTo(new Unreachable("pod knot-1, port 5444: it answers with more than 64 KiB"));
  }

  @Test
  void saysThatNothingListensThere() {
    pod("knot-1", "True");
    program.stop(0);

    assertThat(asked("/204", PATIENCE)).isEqualTo(new Unreachable("pod knot-1, port 5444: error forwarding port 5444"
        + " to the pod: Connection refused"));
  }

  @Test
  void saysThatTheClusterDoesNotForward() {
    pod("knot-1", "True");
    node.close();

    assertThat(asked("/204", PATIENCE)).isEqualTo(
        new Unreachable("pod knot-1, port 5444: the cluster does not forward it (HTTP 404)"));
  }

  private PodExec.Visit visit(Duration patience) {
    return new KubernetesInside(client, patience).visit(knot, PORT);
  }

  private PodExec.ExecResult asked(String path, Duration patience) {
    try (var visit = visit(patience)) {
      return visit.get(path);
    }
  }

  /// Lets the bot find pods, and do this to forwarded ports.
  private void grant(String... verbs) {
    var rules = new ArrayList<>(List.of(TestAccount.rule("apps", "deployments", "get"),
        TestAccount.rule("", "pods", "list")));
    Permissions.ofTheInside(test.namespace()).stream().filter(rule -> List.of(verbs).contains(rule.verb()))
        .map(KubernetesWorld::rule).forEach(rules::add);
    account.grant(test.namespace(), rules);
  }

  /// A pod with the labels of the workload, on the node of the test.
  private void pod(String name, String ready) {
    var pods = test.admin().pods().inNamespace(test.namespace());
    Pod pod = new PodBuilder().withNewMetadata().withName(name).withLabels(Map.of("app", "knot")).endMetadata()
        .withNewSpec().withNodeName(NODE + test.namespace()).addNewContainer().withName("knot").withImage("knot:test")
        .endContainer().endSpec().build();
    pods.resource(pod).create();
    pods.withName(name).editStatus(made -> made.edit().editOrNewStatus().withPhase("Running").addNewCondition()
        .withType("Ready").withStatus(ready).endCondition().endStatus().build());
  }
}
