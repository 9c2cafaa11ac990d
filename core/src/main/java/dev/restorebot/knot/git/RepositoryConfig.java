package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/// The file `config` of a repository, as text: nothing in it is obeyed, and no file that it includes is read. Only what makes
/// git refuse the repository, or look elsewhere, is told. Facts: https://git-scm.com/docs/repository-version and git's
/// `setup.c`.
final class RepositoryConfig {
  private static final int MOST_BYTES = 1 << 20;
  private static final Set<String> EXTENSIONS = Set.of(
      "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "objectformat");
  private static final Set<String> EXTENSIONS_OF_FORMAT_1 = Set.of("noop-v1", "objectformat");

  private RepositoryConfig() {}

  /// Says what is wrong with it. That it is not there is nothing wrong.
  static void defects(Path repository, Sentences defects) {
    try {
      var config = new Config();
      var bytes = SmallFile.read(repository.resolve("config"), MOST_BYTES);
      var wrong = ConfigSyntax.wrongLine(new String(bytes, StandardCharsets.ISO_8859_1));
      if (wrong.isPresent()) {
        defects.add("config cannot be read: git stops at line " + wrong.get() + " of it.");
        return;
      }
      var text = new String(bytes, StandardCharsets.UTF_8);
      config.fromText(text + "\n"); // JGit does not take a name at the very end, which git does
      format(config, defects);
      switches(config, defects);
      elsewhere(config, defects);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      defects.add("config cannot be read: " + SmallFile.why(e) + ".");
    } catch (ConfigInvalidException e) {
      defects.add("config cannot be read: it is no configuration of git.");
    }
  }

  private static void format(Config config, Sentences defects) {
    var format = !config.getNames("core").contains("repositoryformatversion")
        ? "0"
        : Objects.requireNonNullElse(config.getString("core", null, "repositoryformatversion"), "without a number");
    if (!format.equals("0") && !format.equals("1")) {
      defects
          .add("config says that the repository has format " + Sentences.shown(format) + ", which git does not know.");
      return;
    }
    for (var extension : config.getNames("extensions")) {
      var name = extension.toLowerCase(Locale.ROOT);
      var value = config.getString("extensions", null, extension);
      if (name.equals("objectformat") && !"sha1".equals(value)) {
        defects.add("config says that objects have names in " + Sentences.shown(String.valueOf(value))
            + ": its objects cannot be looked at here.");
      } else if (format.equals("1") ? !EXTENSIONS.contains(name) : EXTENSIONS_OF_FORMAT_1.contains(name)) {
        defects.add("config asks for the extension " + Sentences.shown(name) + ", without which git does not open it.");
      }
    }
  }

  /// Which git reads whatever it is about to do.
  private static void switches(Config config, Sentences defects) {
    for (var name : List.of("bare", "filemode")) {
      try {
        config.getBoolean("core", null, name, true);
      } catch (IllegalArgumentException e) {
        defects.add("config has a core." + name + " that is neither true nor false: git stops at it.");
      }
    }
  }

  private static void elsewhere(Config config, Sentences defects) {
    if (config.getString("core", null, "worktree") != null) {
      defects.add("config has a core.worktree, with which git does not take it for a bare repository.");
    }
    if (config.getString("include", null, "path") != null || !config.getSubsections("includeIf").isEmpty()) {
      defects.add("config includes other files, which were not looked at.");
    }
  }
}
