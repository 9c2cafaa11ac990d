package dev.restorebot.knot;

import dev.restorebot.kind.Sign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What is wrong with repositories as they lie on the volume, in the time that a diagnosis has.
final class RepositoryDefects {
  /// No further repository is read as a whole after so long.
  private static final long ENOUGH = TimeUnit.MILLISECONDS.toNanos(2500);
  private static final List<String> CODES = List.of(KnotSign.NO_HEAD, KnotSign.NO_REFS, KnotSign.BROKEN,
      KnotSign.HOOK_CLOSED, KnotSign.FEED_CLOSED, Sign.NOT_LOOKED_AT);

  private final Git git;
  private final Map<String, List<String>> found = new TreeMap<>();

  RepositoryDefects(Git git) {
    this.git = git;
  }

  List<Sign> below(Path root) {
    var begun = System.nanoTime();
    var repositories = Repositories.below(root);
    for (var repository : repositories.found()) {
      look(repositories.id(repository), repository, System.nanoTime() - begun < ENOUGH);
    }
    return CODES.stream().filter(found::containsKey)
        .map(code -> RepositoryNames.sign(code, found.getOrDefault(code, List.of()), text(code))).toList();
  }

  private void look(String id, Path repository, boolean hasTime) {
    if (!Layout.hasHead(repository)) {
      add(KnotSign.NO_HEAD, id);
      return;
    }
    if (!Files.isDirectory(repository.resolve("refs"), LinkOption.NOFOLLOW_LINKS)) {
      add(KnotSign.NO_REFS, id);
    } else if (!hasTime) {
      add(Sign.NOT_LOOKED_AT, id);
    } else if (broken(repository)) {
      add(KnotSign.BROKEN, id);
    }
    hooks(id, repository.resolve("hooks"));
  }

  private boolean broken(Path repository) {
    try {
      return !git.defects(repository).isEmpty();
    } catch (IOException _) {
      return true;
    }
  }

  private void hooks(String id, Path hooks) {
    if (closed(hooks.resolve("post-receive"))) {
      add(KnotSign.HOOK_CLOSED, id);
    }
    var more = hooks.resolve("post-receive.d");
    if (!Files.isDirectory(more, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var inside = Files.list(more)) {
      if (inside.anyMatch(RepositoryDefects::closed)) {
        add(KnotSign.FEED_CLOSED, id);
      }
    } catch (IOException | UncheckedIOException _) {
      add(Sign.NOT_LOOKED_AT, id);
    }
  }

  /// Who owns it may run it, or nobody may: a mode that lets others run it does not help.
  private static boolean closed(Path hook) {
    try {
      return Files.isRegularFile(hook, LinkOption.NOFOLLOW_LINKS)
          && !Files.getPosixFilePermissions(hook).contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (IOException _) {
      return false;
    }
  }

  private void add(String code, String id) {
    found.computeIfAbsent(code, _ -> new ArrayList<>()).add(id);
  }

  private static String text(String code) {
    return switch (code) {
      case KnotSign.NO_HEAD -> "there is a folder and no HEAD in it of %s";
      case KnotSign.NO_REFS -> "refs/ is missing of %s: git does not take that for a repository";
      case KnotSign.BROKEN -> "objects are missing or damaged of %s";
      case KnotSign.HOOK_CLOSED -> "hooks/post-receive may not be run of %s";
      case KnotSign.FEED_CLOSED -> "a hook in hooks/post-receive.d may not be run of %s";
      default -> "there was no time to read all of %s";
    };
  }
}
