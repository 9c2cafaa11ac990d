package dev.restorebot.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Makes requests at the same time that do not need each other's answers: while a service is stopped, each that waits for another
/// costs time. A thread that is interrupted meanwhile still gets its answers, and finds out when it waits next, as in [Requests]. Stateless.
final class Together {
  private Together() {}

  /// What `both` makes of the two answers. Throws what one of them threw.
  static <A, B, R> R of(Supplier<A> one, Supplier<B> other, BiFunction<A, B, R> both) {
    var beside = begun(other);
    var first = one.get();
    return both.apply(first, ended(beside));
  }

  /// All answers, in the order of the questions. Throws what one of them threw.
  static <R> List<R> answers(List<Supplier<R>> questions) {
    var begun = questions.stream().skip(1).map(Together::begun).toList();
    var answers = new ArrayList<R>();
    if (!questions.isEmpty()) {
      answers.add(questions.getFirst().get());
    }
    begun.forEach(task -> answers.add(ended(task)));
    return answers;
  }

  private static <T> FutureTask<T> begun(Supplier<T> question) {
    var task = new FutureTask<>(question::get);
    Thread.ofVirtual().name("beside-" + Thread.currentThread().getName()).start(task);
    return task;
  }

  private static <T> T ended(FutureTask<T> task) {
    var interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case RuntimeException cause -> throw cause;
            case Error cause -> throw cause;
            case null, default -> throw new IllegalStateException(e);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
