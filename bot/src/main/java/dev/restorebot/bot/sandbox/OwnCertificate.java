package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The self-signed certificate of a server on this machine that lives for hours, with its key, by the `keytool` beside Java.
///
/// @param context for the server
/// @param pem what clients trust
public record OwnCertificate(SSLContext context, String pem) {
  private static final String ALIAS = "server";

  /// A new one for a server called `name`, reached as 127.0.0.1. Blocks. Leaves no file.
  ///
  /// @throws IOException if there is no keytool, or it makes no key
  public static OwnCertificate made(String name) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("certificate");
    var store = folder.resolve("key.p12");
    var password = UUID.randomUUID().toString();
    try {
      generate(name, store, password);
      return read(store, password.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IOException("the key that keytool made cannot be used", e);
    } finally {
      Files.deleteIfExists(store);
      Files.delete(folder);
    }
  }

  private static void generate(String name, Path store, String password) throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var builder =
        new ProcessBuilder(keytool, "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1",
            "-dname", "CN=" + name, "-ext", "SAN=IP:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore",
            store.toString(), "-storepass:env", "KEY_PASSWORD");
    builder.environment().put("KEY_PASSWORD", password);
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  private static OwnCertificate read(Path file, char[] password) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(file.toFile(), password);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new OwnCertificate(context, "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(store.getCertificate(ALIAS).getEncoded())
        + "\n-----END CERTIFICATE-----\n");
  }
}
