package dev.restorebot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/// The log of one pod as it is written, read by a thread of its own from its first line on. Thread-safe.
final class PodLog implements AutoCloseable {
  private final KubernetesClient client;
  private final Pod pod;
  private final Consumer<Line> heard;
  private final Thread reader;
  private Optional<LogWatch> watch = Optional.empty();
  private boolean closed;

  /// A whole line of the log of a pod, and how many lines stand before it.
  record Line(String pod, int before, String text) {}

  /// Reads at once.
  ///
  /// @param heard called by another thread for each line
  PodLog(KubernetesClient client, Pod pod, Consumer<Line> heard) {
    this.client = client;
    this.pod = pod;
    this.heard = heard;
    this.reader = Thread.ofVirtual().name("log-" + pod.getMetadata().getName()).start(this::read);
  }

  /// The pod's own id.
  String pod() {
    return pod.getMetadata().getUid();
  }

  /// Whether more may come. A stream may be lost before the log has ended.
  boolean lives() {
    return reader.isAlive();
  }

  private void read() {
    var metadata = pod.getMetadata();
    try {
      var opened = client.pods().inNamespace(metadata.getNamespace()).withName(metadata.getName())
          .inContainer(JobManifest.CONTAINER).watchLog();
      if (keep(opened)) {
        pass(opened.getOutput());
      }
    } catch (IOException | KubernetesClientException _) {
      // Lost. It is opened again, and what was missed is read when the Job has ended.
    } finally {
      close();
    }
  }

  private void pass(InputStream stream) throws IOException {
    var line = new ByteArrayOutputStream();
    var before = 0;
    for (var next = stream.read(); next >= 0; next = stream.read()) {
      if (next == '\n') {
        heard.accept(new Line(pod(), before++, line.toString(UTF_8)));
        line.reset();
      } else {
        line.write(next);
      }
    }
  }

  private synchronized boolean keep(LogWatch opened) {
    watch = Optional.of(opened);
    if (closed) {
      opened.close();
    }
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    watch.ifPresent(LogWatch::close);
    watch = Optional.empty();
  }
}
