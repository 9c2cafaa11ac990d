package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Signs;
import java.time.Instant;
import java.util.List;

/// A scene in which nothing can be seen, but what a test shows.
class DarkScene implements DiagnosisContext {
  private static <T> Observed<T> dark() {
    return new Observed.Unseen<>("dark");
  }

  @Override
  public Observed<Contents> live() {
    return dark();
  }

  @Override
  public Observed<Signs> defects() {
    return dark();
  }

  @Override
  public Observed<Contents> snapshot() {
    return dark();
  }

  @Override
  public Observed<Boolean> mirrored(String path) {
    return dark();
  }

  @Override
  public Observed<Contents> mirrors() {
    return dark();
  }

  @Override
  public Observed<List<String>> log() {
    return dark();
  }

  @Override
  public Instant at() {
    return Instant.EPOCH;
  }
}
