package dev.restorebot.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Asks the same of many, several at a time, by threads that begin in the one that asks: they may do what it may.
public final class SideBySide {
  private SideBySide() {}

  /// A question that may fail with the disk.
  @FunctionalInterface
  public interface Question<T, R> {
    /// The answer about `subject`.
    R ask(T subject) throws IOException;
  }

  /// The answer about each of `subjects`, in their order; `width` are asked about at a time. The first failure ends it.
  public static <T, R> List<R> of(int width, List<T> subjects, Question<T, R> question) throws IOException {
    var questions = subjects.stream().<Callable<R>>map(subject -> () -> question.ask(subject)).toList();
    var threads = Executors.newFixedThreadPool(width, Thread.ofPlatform().daemon().name("side-by-side-", 0).factory());
    try {
      var answers = new ArrayList<R>();
      for (var answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /// What each of `questions` answers, in their order; `width` are asked at a time. The first failure ends it.
  ///
  /// @throws UncheckedIOException if the thread is interrupted, which it is then still
  public static <R> List<R> answers(int width, List<Supplier<R>> questions) {
    try {
      return of(width, questions, Supplier::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IOException failure(ExecutionException failed) {
    return switch (failed.getCause()) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(failed.getMessage(), failed);
    };
  }
}
