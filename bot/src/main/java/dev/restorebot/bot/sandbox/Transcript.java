package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.terminal.Paper;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The chat of a script: keeps messages back until they are printed, so that a transcript is the same every time.
/// Thread-safe.
final class Transcript implements Chat {
  private final Paper paper;
  private final AtomicLong count = new AtomicLong();
  private final List<Post> waiting = new ArrayList<>();

  Transcript(Paper paper) {
    this.paper = paper;
  }

  @Override
  public String name() {
    return "terminal";
  }

  @Override
  public String post(RunId run, Post post) {
    synchronized (waiting) {
      waiting.add(post);
    }
    return run + "/" + count.incrementAndGet();
  }

  @Override
  public void announce(List<String> lines) {
    synchronized (waiting) {
      waiting.add(new Post(lines, List.of()));
    }
  }

  /// Prints what has come in.
  void print() {
    List<Post> posts;
    synchronized (waiting) {
      posts = List.copyOf(waiting);
      waiting.clear();
    }
    posts.forEach(paper::post);
  }
}
