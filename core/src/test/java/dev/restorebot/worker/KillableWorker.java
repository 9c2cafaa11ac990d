package dev.restorebot.worker;

import dev.restorebot.worker.KillingJournal.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A worker in a process of its own, on the bench in a folder; it kills itself after its n-th entry in the journal, or when it
/// stages, at its n-th read of the bucket.
final class KillableWorker {
  private KillableWorker() {}

  /// Does the task.
  ///
  /// @param arguments the folder, `stage`, `replace` or `undo`, and n
  public static void main(String[] arguments) throws IOException {
    var bench = new Bench(Path.of(arguments[0]));
    var n = Integer.parseInt(arguments[2]);
    var task = switch (arguments[1]) {
      case "stage" -> bench.stage();
      case "undo" -> bench.undo();
      default -> bench.replace();
    };
    var stages = arguments[1].equals("stage");
    var reads = new AtomicInteger();
    var ports = bench.ports(task, () -> {
      if (stages && reads.incrementAndGet() == n) {
        die();
      }
    });
    var journals = KillingJournal.at(ports, stages ? Integer.MAX_VALUE : n, Moment.AFTER, KillableWorker::die);
    System.out.println("at work");
    var report = new Worker(ports, journals).run(task);
    System.out.println(report);
  }

  private static void die() {
    try {
      new ProcessBuilder("sh", "-c", "kill -9 " + ProcessHandle.current().pid()).start();
      new CountDownLatch(1).await();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
