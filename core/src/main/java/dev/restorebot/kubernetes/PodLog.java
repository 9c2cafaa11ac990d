package dev.restorebot.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// The log of one pod as it is written, read by a thread of its own from its first line on. Thread-safe.
final class PodLog implements AutoCloseable {
  private final KubernetesClient client;
  private final Pod pod;
  private final Consumer<LogLine> heard;
  private final Thread reader;
  private Optional<Closeable> open = Optional.empty();
  private boolean closed;

  /// A whole line of the log of a pod, and how many lines stand before it.
  record LogLine(String pod, int before, String text) {}

  /// Reads at once.
  ///
  /// @param heard called by another thread for each line
  PodLog(KubernetesClient client, Pod pod, Consumer<LogLine> heard) {
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
    var asked = client.getHttpClient().sendAsync(request(), InputStream.class);
    try {
      keep(() -> asked.cancel(true));
      keep(asked.get().body());
      if (asked.get().isSuccessful()) {
        pass(asked.get().body());
      } // else its body is the error, and no line of the log
    } catch (IOException | ExecutionException | CancellationException _) {
      // Lost. It is opened again, and what was missed is read when the Job has ended.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /// Made here: the client's own stream of a log takes the body of an error for lines of the log (8.0.0).
  private HttpRequest request() {
    var metadata = pod.getMetadata();
    return client.getHttpClient().newHttpRequestBuilder()
        .uri(client.getMasterUrl().toString().replaceFirst("/*$", "") + "/api/v1/namespaces/" + metadata.getNamespace()
            + "/pods/" + metadata.getName() + "/log?follow=true&container=" + JobManifest.CONTAINER)
        .forStreaming().build();
  }

  private void pass(InputStream stream) throws IOException {
    var line = new ByteArrayOutputStream();
    var before = 0;
    for (var next = stream.read(); next >= 0; next = stream.read()) {
      if (next == '\n') {
        heard.accept(new LogLine(pod(), before++, line.toString(UTF_8)));
        line.reset();
      } else {
        line.write(next);
      }
    }
  }

  /// What ends the reading from now on.
  private synchronized void keep(Closeable opened) throws IOException {
    open = Optional.of(opened);
    if (closed) {
      opened.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException _) {
      // Nothing more is read of it in either case.
    }
    open = Optional.empty();
  }
}
