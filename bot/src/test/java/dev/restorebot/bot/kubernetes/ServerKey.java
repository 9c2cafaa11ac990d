package dev.restorebot.bot.kubernetes;

import dev.restorebot.bot.sandbox.OwnCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
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
      return OwnCertificate.made("kubelet").context();
    } catch (IOException e) {
      throw new UncheckedIOException("could not make a key for the kubelet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making a key for the kubelet", e);
    }
  }
}
