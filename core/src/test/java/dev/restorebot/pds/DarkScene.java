package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Look;
import dev.restorebot.kind.Signs;
import java.time.Instant;
import java.util.List;

/// A scene in which nothing can be seen, but what a test shows.
class DarkScene implements DiagnosisContext {
  private static <T> Look<T> dark() {
    return new Look.Unseen<>("dark");
  }

  @Override
  public Look<Contents> live() {
    return dark();
  }

  @Override
  public Look<Signs> defects() {
    return dark();
  }

  @Override
  public Look<Contents> snapshot() {
    return dark();
  }

  @Override
  public Look<Boolean> mirrored(String path) {
    return dark();
  }

  @Override
  public Look<Contents> mirrors() {
    return dark();
  }

  @Override
  public Look<List<String>> log() {
    return dark();
  }

  @Override
  public Instant at() {
    return Instant.EPOCH;
  }
}
