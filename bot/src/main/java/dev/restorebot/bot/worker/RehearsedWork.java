package dev.restorebot.bot.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.DataKind;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import dev.restorebot.worker.WorkerEnvironment;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// All that the workers of a restore do, in one process, so that the Java it runs on learns what any of them needs. Reads a task a line; in
/// the place of an order it has a worker on standby do that one and those that follow.
public final class RehearsedWork {
  /// The operation, for the command line.
  public static final String OPERATION = "rehearsal";
  private static final int DONE = 0;

  private final WorkerCodec codec = new JsonWorkerCodec();
  private final Map<String, DataKind> kinds;
  private final Map<String, String> environment;
  private final PrintStream out;

  private RehearsedWork(Map<String, DataKind> kinds, Map<String, String> environment, PrintStream out) {
    this.kinds = kinds;
    this.environment = environment;
    this.out = out;
  }

  /// Does what it reads from `in`, in the `environment` of a worker that may do everything.
  ///
  /// @param kinds those that there are, by name
  /// @return 0 if all of it was done, else the status of the worker that failed
  public static int run(Map<String, DataKind> kinds, Map<String, String> environment, InputStream in,
      PrintStream out) {
    try (var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return new RehearsedWork(kinds, environment, out).run(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(BufferedReader lines) throws IOException {
    var orders = new StringBuilder();
    var status = DONE;
    for (var line = lines.readLine(); line != null && status == DONE; line = lines.readLine()) {
      if (isOrder(line)) {
        orders.append(line).append('\n');
      } else {
        status = standBy(orders);
        status = status == DONE ? work(codec.task(line)) : status;
      }
    }
    return status == DONE ? standBy(orders) : status;
  }

  private boolean isOrder(String line) {
    try {
      return !codec.order(line).name().isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private int work(Task task) {
    var variables = new HashMap<>(environment);
    variables.put(WorkerEnvironment.TASK, codec.write(task));
    return WorkerProcess.run(task.operation(), kinds, variables, InputStream.nullInputStream(), out);
  }

  /// Has a worker on standby do `orders`, if there are any, and empties them.
  private int standBy(StringBuilder orders) {
    if (orders.isEmpty()) {
      return DONE;
    }
    var told = new ByteArrayInputStream(orders.toString().getBytes(UTF_8));
    orders.setLength(0);
    return WorkerProcess.run(Order.STANDBY, kinds, environment, told, out);
  }
}
