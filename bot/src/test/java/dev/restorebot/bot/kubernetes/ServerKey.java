package dev.restorebot.bot.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The self-signed key of the kubelets of this process, made once.
final class ServerKey {
  private ServerKey() {}

  private static final class Holder {
    private static final SSLContext CONTEXT = make();
  }

  static SSLContext context() {
    return Holder.CONTEXT;
  }

  private static SSLContext make() {
    try {
      var folder = Files.createTempDirectory("kubelet-key");
      var store = folder.resolve("key.p12");
      var password = UUID.randomUUID().toString();
      try {
        generate(store, password);
        return context(store, password.toCharArray());
      } finally {
        Files.deleteIfExists(store);
        Files.delete(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("could not make a key for the kubelet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making a key for the kubelet", e);
    }
  }

  private static void generate(Path store, String password) throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var builder = new ProcessBuilder(keytool, "-genkeypair", "-alias", "kubelet", "-keyalg", "EC", "-groupname",
        "secp256r1", "-dname", "CN=kubelet", "-ext", "SAN=IP:127.0.0.1", "-validity", "2", "-storetype", "PKCS12",
        "-keystore", store.toString(), "-storepass:env", "KEY_PASSWORD");
    builder.environment().put("KEY_PASSWORD", password);
    var keytoolProcess = builder.redirectErrorStream(true).start();
    var said = new String(keytoolProcess.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytoolProcess.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  private static SSLContext context(Path store, char[] password) throws IOException, GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(store.toFile(), password), password);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
