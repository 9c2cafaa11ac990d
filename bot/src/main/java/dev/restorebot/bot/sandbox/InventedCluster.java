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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An API server over TLS that says of everything that there is none. For a bot that is watched while it starts. Its own key is made anew each time, by the `keytool` beside Java.
final class InventedCluster implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final String NONE =
      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}";

  private final HttpsServer server;
  private final Path kubeconfig;

  InventedCluster(Path folder) throws IOException, InterruptedException {
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var store = store(folder);
    server.setHttpsConfigurator(new HttpsConfigurator(store.context()));
    server.createContext("/", this::answer);
    server.start();
    this.kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
        apiVersion: v1
        kind: Config
        clusters: [{ name: invented, cluster: { server: "https://127.0.0.1:%d", certificate-authority-data: %s } }]
        users: [{ name: invented, user: { token: invented } }]
        contexts: [{ name: invented, context: { cluster: invented, user: invented } }]
        current-context: invented
        """.formatted(server.getAddress().getPort(), base64(store.certificate().getBytes(StandardCharsets.UTF_8))));
  }

  /// @param certificate as PEM
  private record Store(SSLContext context, String certificate) {}

  private static Store store(Path folder) throws IOException, InterruptedException {
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    var password = HexFormat.of().formatHex(random);
    var file = folder.resolve("cluster.p12");
    var keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "cluster", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=invented", "-ext",
        "san=ip:127.0.0.1", "-validity", "1", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass:env",
        "STORE_PASSWORD")).inheritIO();
    keytool.environment().put("STORE_PASSWORD", password);
    if (keytool.start().waitFor() != 0) {
      throw new IOException("keytool made no key for " + file);
    }
    try (var content = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(content, password.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new Store(context, "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(store.getCertificate("cluster").getEncoded())
          + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IOException("the key in " + file + " cannot be used", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
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
