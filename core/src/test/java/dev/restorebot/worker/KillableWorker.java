package dev.restorebot.worker;

import dev.restorebot.worker.KillingJournal.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A worker in a process of its own, on the bench in a folder; it kills itself after its n-th entry in the journal.
final class KillableWorker {
  private KillableWorker() {}

  /// Does the task.
  ///
  /// @param arguments the folder, `replace` or `undo`, and n
  public static void main(String[] arguments) throws IOException {
    var bench = new Bench(Path.of(arguments[0]));
    var task = arguments[1].equals("undo") ? bench.undo() : bench.replace();
    var journals = KillingJournal.at(Integer.parseInt(arguments[2]), Moment.AFTER, KillableWorker::die);
    System.out.println("at work");
    var report = new Worker(bench.ports(), journals).run(task);
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
