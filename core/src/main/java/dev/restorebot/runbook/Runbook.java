package dev.restorebot.runbook;

import java.util.List;

/// A plan as a script (bash) that a person runs, whole or one command after the other, when restorebot cannot.
///
/// @param name what the file may be called
/// @param lines its text; it holds no secret, and nothing in it was taken from outside without being quoted
public record Runbook(String name, List<String> lines) {
  public Runbook {
    lines = List.copyOf(lines);
  }
}
