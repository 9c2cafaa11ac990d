package dev.restorebot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.restorebot.cluster.ClusterException;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who somebody is for the API server, in the words of its documentation (`SelfSubjectReview`, authentication.k8s.io/v1).
@Timeout(60)
class SelfTest {
  private HttpServer server;
  private KubernetesClient client;
  private volatile int status = 201;
  private volatile String user = "\"oidc:alice@example.org\"";
  private volatile String asked = "";

  @BeforeEach
  void aServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
          + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var body = (status == 201
          ? "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\",\"status\":{\"userInfo\":{\"username\":"
              + user + ",\"groups\":[\"system:authenticated\"]}}}"
          : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":"
              + status + "}")
          .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    client = new KubernetesClientBuilder().withConfig(new ConfigBuilder()
        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort()).withRequestRetryBackoffLimit(0).build())
        .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void isWhomTheApiServerSays() {
    assertThat(new KubernetesAccess(client).self()).isEqualTo("oidc:alice@example.org");
    assertThat(asked).startsWith("POST /apis/authentication.k8s.io/v1/selfsubjectreviews")
        .contains("\"kind\":\"SelfSubjectReview\"");
  }

  @Test
  void isNobodyWhereTheApiServerSaysNothing() {
    user = "null";

    assertThatThrownBy(() -> new KubernetesAccess(client).self()).isInstanceOf(ClusterException.class)
        .hasMessage("the API server does not say who you are");
  }

  @Test
  void isNotKnownToAnOlderServer() {
    status = 404;

    assertThatThrownBy(() -> new KubernetesAccess(client).self()).isInstanceOf(ClusterException.class)
        .hasMessageContaining("could not ask the API server who you are (it tells from Kubernetes 1.28 on)");
  }
}
