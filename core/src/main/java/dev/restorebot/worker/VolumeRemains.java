package dev.restorebot.worker;

import dev.restorebot.kind.Remains;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What stays on a volume that nobody else uses; copies are made in scratch.
record VolumeRemains(Volume volume, Scratch scratch) implements Remains {
  private static final String COPY = "copy";

  @Override
  public Optional<Path> copy(String path) {
    try {
      var copies = scratch.copies(volume, Map.of(COPY, path), (_, _) -> {
        // Whoever asks does without it.
      });
      return Optional.ofNullable(copies.get(COPY));
    } catch (IOException e) {
      throw new UncheckedIOException("could not copy " + path, e);
    }
  }
}
