package dev.restorebot.bot.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.restorebot.files.Tree;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A small kubelet, and scheduler: a node of its own, on which it puts every pod of its namespaces that has none.
///
/// The first container of a Job's pod becomes a process of this machine, with the container's variables and no others
/// but `PATH` and `LC_ALL`, which an image brings. A variable whose value is a path in a mount, or the termination
/// message's path, gets the path on this machine instead. Every other pod is left to a [StandIn]. Pods report phases,
/// conditions and container states, have logs and disappear when deleted, as on a real node. It survives an API server
/// that is away for a while. Init containers, restarts of a Job's container, and volumes other than claims and
/// `emptyDir` are not supported. Thread-safe.
public final class Kubelet implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Bell bell = new Bell();
  private final Misfortunes misfortunes = new Misfortunes(bell);
  private final KubeletParts parts;
  private final KubeletServer server;
  private final Attachments attachments = new Attachments(this::input);
  private final KubeletNode node;
  private final Map<String, PodLife> pods = new ConcurrentHashMap<>();
  private final Map<PodLife, Thread> threads = new ConcurrentHashMap<>();
  private final List<PodLife> all = new CopyOnWriteArrayList<>();
  private final List<SharedIndexInformer<Pod>> informers;
  private volatile boolean closed;

  /// @param client closed with the kubelet
  Kubelet(KubeletSetup setup, KubernetesClient client, Collection<String> namespaces) {
    this.client = client;
    parts = new KubeletParts("kubelet-" + UUID.randomUUID().toString().substring(0, 8), folder(), bell, misfortunes,
        new KubeletApi(client, bell), new ConcurrentHashMap<>(setup.claims()), setup.entrypoint(), setup.standIn(),
        setup.podStart());
    server = new KubeletServer(request -> Optional.ofNullable(pods.get(request.namespace() + "/" + request.pod())),
        attachments);
    node = new KubeletNode(client, parts.node(), server.port());
    informers = namespaces.stream().map(name -> client.pods().inNamespace(name).inform(new News())).toList();
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("kubelet");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The name of its node.
  public String node() {
    return parts.node();
  }

  /// Lets a misfortune befall pods, those that run and those to come.
  ///
  /// @return what lifts it
  public Relief befall(Predicate<Pod> whom, Misfortune misfortune) {
    return misfortunes.add(whom, misfortune);
  }

  /// Gives a claim a folder; pods that wait for it go on.
  public void claim(String name, Path folder) {
    parts.claims().put(name, folder);
    bell.ring();
  }

  /// The pods that it has had so far, in order, with those that are gone; as they were last seen.
  public List<Pod> seen() {
    return all.stream().map(PodLife::pod).toList();
  }

  /// What the newest pod of this name has written so far, even if the pod is gone.
  public String log(String pod) {
    return find(pod).map(life -> life.log().text()).orElse("");
  }

  /// Waits until the newest pod whose name starts with `prefix` has written `text`, or has ended.
  ///
  /// @throws AssertionError if it has ended without, or has not within `atMost`
  public void awaitLog(String prefix, String text, Duration atMost) throws InterruptedException {
    bell.await(() -> newest(prefix).filter(life -> life.log().contains(text) || life.log().ended()).isPresent(),
        atMost);
    var log = newest(prefix).map(life -> life.log().text()).orElse("(there is no such pod)");
    if (!log.contains(text)) {
      throw new AssertionError("no \"" + text + "\" in the log of " + prefix + "...: " + log);
    }
  }

  /// The process of the newest pod of this name, if it is of a Job and was started.
  public Optional<ProcessHandle> process(String pod) {
    return find(pod).flatMap(life -> life instanceof JobPod job ? job.handle() : Optional.empty());
  }

  /// The pods whose standard input somebody has written to, by namespace and name.
  public List<String> attached() {
    return attachments.asked();
  }

  private Optional<OutputStream> input(String pod) {
    return Optional.ofNullable(pods.get(pod))
        .flatMap(life -> life instanceof JobPod job ? job.input() : Optional.empty());
  }

  private Optional<PodLife> find(String pod) {
    return all.reversed().stream().filter(life -> life.pod().getMetadata().getName().equals(pod)).findFirst();
  }

  private Optional<PodLife> newest(String prefix) {
    return all.reversed().stream().filter(life -> Pods.named(prefix).test(life.pod())).findFirst();
  }

  /// Ends everything in its pods at once, deletes them, and takes its node away. Idempotent.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    informers.forEach(SharedIndexInformer::close);
    parts.api().close();
    threads.keySet().forEach(PodLife::close);
    try {
      for (var thread : List.copyOf(threads.values())) {
        thread.join(CLOSE_WITHIN);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    server.close();
    node.close();
    client.close();
    try {
      Tree.delete(parts.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the API server tells of pods.
  private final class News implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      var on = Optional.ofNullable(pod.getSpec().getNodeName());
      if (!closed && on.isEmpty() && pod.getMetadata().getDeletionTimestamp() == null) {
        take(pod);
      }
    }

    @Override
    public void onUpdate(Pod before, Pod now) {
      if (!before.getMetadata().getUid().equals(now.getMetadata().getUid())) { // the watch was away in between
        onDelete(before, true);
        onAdd(now);
        return;
      }
      Optional.ofNullable(pods.get(key(now))).ifPresent(life -> life.seen(now));
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
      Optional.ofNullable(pods.get(key(pod))).filter(life -> isSame(life.pod(), pod)).ifPresent(life -> {
        pods.remove(key(pod));
        life.disappeared();
      });
    }
  }

  private void take(Pod pod) {
    var life = Pods.isOfJob(pod) ? new JobPod(parts, pod) : new StandInPod(parts, pod);
    pods.put(key(pod), life);
    all.add(life);
    var thread = Thread.ofVirtual().name("pod-" + pod.getMetadata().getName()).unstarted(() -> run(life));
    threads.put(life, thread);
    thread.start();
  }

  private void run(PodLife life) {
    try {
      life.live();
    } catch (InterruptedException _) {
      // nobody does; the thread is at its end
    } finally {
      threads.remove(life);
    }
  }

  private static String key(Pod pod) {
    return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
  }

  private static boolean isSame(Pod one, Pod other) {
    return requireNonNull(one.getMetadata().getUid()).equals(other.getMetadata().getUid());
  }
}
