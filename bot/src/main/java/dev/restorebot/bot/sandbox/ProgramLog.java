package dev.restorebot.bot.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What a program of the sandbox writes to its log, as far back as a cluster keeps it. Thread-safe.
final class ProgramLog {
  private static final int KEPT = 500;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
