package dev.restorebot.bot.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The work of a worker on standby: the tasks of one run that it is told, one after the other. Each is heard and answered with a line of
/// output; one that is heard twice is done once. Confined to its thread.
final class OrderedWork {
  private static final String SAME_VERSION = "use the same version for the bot and its worker";

  private final WorkerCodec codec;
  private final RunFolder run;
  private final Function<Order, Report> worker;
  private final Wait wait;
  private final Map<String, Report> answers = new HashMap<>();

  /// @param run the only one whose tasks are done
  /// @param worker does what is ordered
  OrderedWork(WorkerCodec codec, RunFolder run, Function<Order, Report> worker, Wait wait) {
    this.wait = wait;
    this.codec = codec;
    this.run = run;
    this.worker = worker;
  }

  /// How long it waits for the next order.
  ///
  /// @param between how long it waits between two looks whether that is still worth while
  /// @param looks how often it looks before it has staged anything: people think about a plan, or have gone
  /// @param looksAfterStaging the same afterwards, when they are about to stop the service
  /// @param worthwhile whether its place is still there, and it has time for another order
  record Wait(Duration between, int looks, int looksAfterStaging, BooleanSupplier worthwhile) {}

  /// Does what it reads, until it has replaced the data, or there is nothing more to read, or nobody has told it anything for too long;
  /// returns what came of the last.
  Report run(InputStream in, PrintStream out) {
    say(out, new OutputLine.Listening());
    var last = (Report) new Failed("nobody told it anything", "See whether the bot is there.");
    var lines = reading(in);
    try {
      for (var text = next(lines); text.isPresent(); text = next(lines)) {
        var order = read(text.get());
        if (order.isPresent()) {
          say(out, new OutputLine.Heard(order.get().name()));
          last = answer(order.get());
          say(out, new OutputLine.Answered(order.get().name(), last));
          if (last instanceof Replaced) {
            return last;
          }
        }
      }
      return last;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Failed("the worker was interrupted", "try again");
    }
  }

  /// The lines that come, read by a thread that nobody waits for; empty after the last.
  private static BlockingQueue<Optional<String>> reading(InputStream in) {
    var lines = new LinkedBlockingQueue<Optional<String>>();
    Thread.ofPlatform().daemon().name("orders").start(() -> {
      try (var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(Optional.of(line));
        }
      } catch (IOException _) {
        // Nobody can tell it anything any more.
      }
      lines.add(Optional.empty());
    });
    return lines;
  }

  private Optional<String> next(BlockingQueue<Optional<String>> lines) throws InterruptedException {
    var staged = answers.values().stream().anyMatch(Report.Staged.class::isInstance);
    var looks = staged ? wait.looksAfterStaging() : wait.looks();
    for (var look = 0; look < looks && wait.worthwhile().getAsBoolean(); look++) {
      var line = lines.poll(wait.between().toMillis(), TimeUnit.MILLISECONDS);
      if (line != null) {
        return line;
      }
    }
    return Optional.empty();
  }

  private Report answer(Order order) {
    var before = answers.get(order.name());
    if (before != null) {
      return before;
    }
    var report = objection(order).<Report>map(why -> new Failed("the worker on standby was told wrongly: " + why,
        SAME_VERSION)).orElseGet(() -> worker.apply(order));
    answers.put(order.name(), report);
    return report;
  }

  private Optional<String> objection(Order order) {
    return order.task().reads() && order.keys().isEmpty()
        ? Optional.of("without the keys to the backups")
        : objection(order.task());
  }

  private Optional<String> objection(Task task) {
    return switch (task) {
      case Task.Inspect _ -> Optional.empty();
      case Task.Stage(var folder, _, _, _, _, _, _) -> ofRun(folder);
      case Task.Replace(var folder, _, _, _, _, _, _) -> ofRun(folder);
      case Task.Amend(var folder, _, _, _, _) -> ofRun(folder);
      default -> Optional.of("it does no " + task.operation());
    };
  }

  private Optional<String> ofRun(RunFolder folder) {
    return folder.equals(run)
        ? Optional.empty()
        : Optional.of("it works for the run " + run.run() + ", and not for " + folder.run());
  }

  /// Empty for half a line, as somebody leaves it who is killed: the rest is said again.
  private Optional<Order> read(String text) {
    try {
      return Optional.of(codec.order(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void say(PrintStream out, OutputLine line) {
    out.println(codec.write(line));
    out.flush();
  }
}
