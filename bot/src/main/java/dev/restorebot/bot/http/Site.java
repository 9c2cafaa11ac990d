package dev.restorebot.bot.http;

import java.util.function.Function;

/// What is behind an HTTP server. Called from many threads at once.
@FunctionalInterface
public interface Site {
  /// Decides about a request by its head alone, before any of its body is read. Must not block.
  Decision decide(Head head);

  /// What comes of a head.
  sealed interface Decision {
    /// Answers with a bare status, and reads no body.
    record Refuse(int status) implements Decision {}

    /// Reads the body and asks `answer`, which may block.
    ///
    /// @param most how many bytes the body may have, if that is fewer than the server grants
    record Read(int most, Function<byte[], HttpAnswer> answer) implements Decision {
      /// Reads as much as the server grants.
      public Read(Function<byte[], HttpAnswer> answer) {
        this(Integer.MAX_VALUE, answer);
      }
    }
  }

  /// An answer.
  ///
  /// @param type what the body is; empty if there is none
  /// @param body sent as UTF-8
  /// @param afterwards run when the answer has been sent, or could not be; may block
  record HttpAnswer(int status, String type, String body, Runnable afterwards) {
    /// A line of text.
    public static HttpAnswer text(int status, String line) {
      return new HttpAnswer(status, "text/plain; charset=utf-8", line + "\n", () -> {});
    }

    /// A status alone.
    public static HttpAnswer bare(int status) {
      return new HttpAnswer(status, "", "", () -> {});
    }
  }
}
