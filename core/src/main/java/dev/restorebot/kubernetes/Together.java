package dev.restorebot.kubernetes;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Makes requests at the same time that do not need each other's answers: while a service is stopped, each that waits for another
/// costs time. None is under way any more when it returns or throws. A thread that is interrupted meanwhile still gets its answers, and finds
/// out when it waits next, as in [Requests]. Stateless.
final class Together {
  private Together() {}

  /// What `both` makes of the two answers. Throws what one of them threw.
  static <A, B, R> R of(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> both) {
    var here = new FutureTask<>(one::get);
    var beside = new FutureTask<>(other::get);
    end(here, List.of(beside));
    return both.apply(answer(here), answer(beside));
  }

  /// All answers, in the order of the questions. Throws what the first of them threw that did.
  static <R> List<R> answers(List<Supplier<R>> questions) {
    if (questions.isEmpty()) {
      return List.of();
    }
    var tasks = questions.stream().map(question -> new FutureTask<>(question::get)).toList();
    end(tasks.getFirst(), tasks.subList(1, tasks.size()));
    return tasks.stream().map(Together::answer).toList();
  }

  /// Makes one request in this thread and the others beside it, and returns when all have been answered or have failed.
  private static void end(FutureTask<?> here, List<? extends FutureTask<?>> beside) {
    var threads = beside.stream()
        .map(task -> Thread.ofVirtual().name("beside-" + Thread.currentThread().getName()).start(task)).toList();
    here.run();
    var interrupted = false;
    for (var thread : threads) {
      interrupted |= joined(thread);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether this thread was interrupted while it waited.
  private static boolean joined(Thread thread) {
    var interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
  }

  /// What came of one that has ended.
  private static <T> T answer(FutureTask<T> ended) {
    if (ended.state() == Future.State.SUCCESS) {
      return ended.resultNow();
    }
    switch (ended.exceptionNow()) {
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case Throwable cause -> throw new IllegalStateException(cause);
    }
  }
}
