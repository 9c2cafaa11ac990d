package dev.restorebot.engine;

import dev.restorebot.run.RunId;
import dev.restorebot.run.RunKeys;

import dev.restorebot.volume.RunKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys of runs as long as the test lasts.
final class HeldKeys implements RunKeys {
  private final Map<RunId, RunKey> keys = new ConcurrentHashMap<>();

  @Override
  public RunKey drawn(RunId run) {
    return keys.computeIfAbsent(run, _ -> RunKey.drawn());
  }

  @Override
  public Optional<RunKey> of(RunId run) {
    return Optional.ofNullable(keys.get(run));
  }
}
