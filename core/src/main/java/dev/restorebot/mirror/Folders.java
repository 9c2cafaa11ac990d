package dev.restorebot.mirror;

import dev.restorebot.text.Visible;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Makes the folders that files lie in, each once, and knows which of them exist beside, where older files lie under the same
/// names. Asked in the order of the paths' bytes. Confined to its thread.
final class Folders {
  private final Deque<Step> steps = new ArrayDeque<>();

  /// @param target what paths are below
  /// @param live where older files lie
  Folders(Path target, Optional<Path> live) {
    steps.addLast(new Step("", target, live.filter(Folders::exists), false));
  }

  /// A file that is to be made, and the one that may be there already under the same name elsewhere.
  ///
  /// @param fresh whether its folder was made for it, so that it cannot be there
  record Spot(Path file, Optional<Path> live, boolean fresh) {}

  private record Step(String prefix, Path folder, Optional<Path> live, boolean fresh) {}

  /// Where the file at `path` belongs. Its folder exists.
  Spot spot(String path) throws IOException {
    while (!path.startsWith(steps.getLast().prefix())) {
      steps.removeLast();
    }
    var step = steps.getLast();
    for (var end = path.indexOf('/', step.prefix().length()); end >= 0; end = path.indexOf('/', end + 1)) {
      step = below(step, path.substring(step.prefix().length(), end));
      steps.addLast(step);
    }
    var name = path.substring(step.prefix().length());
    var live = step.live();
    return new Spot(resolve(step.folder(), name), live.isEmpty() ? live : Optional.of(resolve(live.get(), name)),
        step.fresh());
  }

  private static Step below(Step step, String name) throws IOException {
    var folder = resolve(step.folder(), name);
    var fresh = step.fresh() || !exists(folder);
    if (fresh) {
      Files.createDirectory(folder);
    }
    var live = step.live();
    return new Step(step.prefix() + name + "/", folder,
        live.isEmpty() ? live : Optional.of(resolve(live.get(), name)).filter(Folders::exists), fresh);
  }

  private static boolean exists(Path folder) {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path resolve(Path folder, String name) throws IOException {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new FileNameException(Visible.key(name), e);
    }
  }
}
