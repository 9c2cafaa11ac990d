package dev.restorebot.bot.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// An API server over TLS that says of everything that there is none. For a bot that is watched while it starts.
final class InventedCluster implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final String NONE =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}";

  private final HttpsServer server;
  private final Path kubeconfig;

  InventedCluster(Path folder) throws IOException, InterruptedException {
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var certificate = OwnCertificate.made("invented");
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", this::answer);
    server.start();
    this.kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        clusters: [{ name: invented, cluster: { server: "https://127.0.0.1:%d", certificate-authority-data: %s } }]
        users: [{ name: invented, user: { token: invented } }]
        contexts: [{ name: invented, context: { cluster: invented, user: invented } }]
        current-context: invented
        """.formatted(server.getAddress().getPort(),
        Base64.getEncoder().encodeToString(certificate.pem().getBytes(StandardCharsets.UTF_8))));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      var body = NONE.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(NOT_FOUND, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// The file that leads there.
  Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
