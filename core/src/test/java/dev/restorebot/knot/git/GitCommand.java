package dev.restorebot.knot.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.restorebot.files.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The `git` that the machine has, as a witness from outside: in an environment of its own, with times that only go up.
public final class GitCommand {
  private static final long FIRST_COMMIT = 1_772_000_000;

  private final Path home;
  private long commits;

  /// @param home an empty folder
  public GitCommand(Path home) {
    this.home = home;
  }

  /// What a command came to.
  ///
  /// @param output both of its streams, as they came
  public record Ended(int code, String output) {
    public boolean well() {
      return code == 0;
    }
  }

  /// Runs `git ARGUMENTS` in `folder`, and returns its output without the end of the line.
  public String run(Path folder, String... arguments) {
    var ended = attempt(folder, "", arguments);
    if (!ended.well()) {
      throw new AssertionError("git " + String.join(" ", arguments) + " failed: " + ended.output());
    }
    return ended.output().strip();
  }

  public Ended attempt(Path folder, String input, String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("XDG_"));
    builder.environment().putAll(environment());
    try {
      var process = builder.start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(ISO_8859_1));
      }
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> environment() {
    var date = FIRST_COMMIT + 60 * commits++ + " +0000";
    return Map.of("HOME", home.toString(), "GIT_CONFIG_NOSYSTEM", "1", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C",
        "GIT_AUTHOR_NAME", "Alice", "GIT_AUTHOR_EMAIL", "alice@example.com", "GIT_AUTHOR_DATE", date,
        "GIT_COMMITTER_NAME", "Alice", "GIT_COMMITTER_EMAIL", "alice@example.com", "GIT_COMMITTER_DATE", date);
  }

  /// A bare repository without commits, whose `HEAD` points to `main`.
  public Path init(Path folder) {
    run(home, "init", "--quiet", "--bare", "--initial-branch=main", "--template=", folder.toString());
    return folder;
  }

  /// Adds a commit with one file to the branch of a bare repository, through its plumbing, and returns its id.
  public String commit(Path repository, String branch, String file, String content) {
    var blob = attempt(repository, content, "hash-object", "-w", "--stdin").output().strip();
    var parent = attempt(repository, "", "rev-parse", "--verify", "--quiet", "refs/heads/" + branch).output().strip();
    var entries = parent.isEmpty() ? "" : run(repository, "ls-tree", parent) + "\n";
    var tree = attempt(repository, entries.replaceAll("(?m)^.*\t" + file + "\n", "")
        + "100644 blob " + blob + "\t" + file + "\n", "mktree").output().strip();
    var arguments = new ArrayList<>(List.of("commit-tree", tree, "-m", "Change " + file));
    if (!parent.isEmpty()) {
      arguments.addAll(List.of("-p", parent));
    }
    var commit = run(repository, arguments.toArray(String[]::new));
    run(repository, "update-ref", "refs/heads/" + branch, commit);
    return commit;
  }

  /// Adds at least so many objects, a third of them commits, each in a file of its own.
  Path manyLooseObjects(Path repository, int objects) throws IOException {
    var stream = new StringBuilder();
    for (var i = 0; i < objects / 3 + 1; i++) {
      stream.append("commit refs/heads/main\ncommitter Alice <alice@example.com> ").append(FIRST_COMMIT + i)
          .append(" +0000\ndata 1\nx\nM 100644 inline f\ndata 5\n").append("%05d\n".formatted(i));
    }
    attempt(repository, stream.toString(), "fast-import", "--quiet");
    var packs = repository.resolve("objects/pack");
    var moved = Files.createTempDirectory(home, "packs");
    try (var files = Files.newDirectoryStream(packs, "*.pack")) {
      for (var pack : files) {
        Files.move(pack, moved.resolve("pack"));
      }
    }
    Tree.delete(packs);
    Files.createDirectory(packs);
    attempt(repository, Files.readString(moved.resolve("pack"), ISO_8859_1), "unpack-objects", "-q");
    return repository;
  }

  /// Copies a repository as it is.
  static Path copy(Path repository, Path copy) throws IOException {
    try (var files = Files.walk(repository)) {
      for (var file : (Iterable<Path>) files::iterator) {
        Files.copy(file, copy.resolve(repository.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  /// Copies a repository as by way of an object store: files and their content, and nothing else.
  static Path throughAnObjectStore(Path repository, Path copy) throws IOException {
    Files.walkFileTree(repository, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        var to = copy.resolve(repository.relativize(file).toString());
        Files.createDirectories(to.resolveSibling("."));
        Files.write(to, Files.readAllBytes(file));
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
        return FileVisitResult.CONTINUE;
      }
    });
    return copy;
  }

  /// `git fsck --connectivity-only`.
  Ended fsck(Path repository) {
    return attempt(repository, "", "fsck", "--connectivity-only", "--no-dangling");
  }

  /// `git verify-pack`, of all packs that have an index.
  Ended verifyPacks(Path repository) throws IOException {
    var arguments = new ArrayList<>(List.of("verify-pack"));
    try (var packs = Files.newDirectoryStream(repository.resolve("objects/pack"), "*.idx")) {
      packs.forEach(pack -> arguments.add(pack.toString()));
    }
    return arguments.size() == 1 ? new Ended(0, "") : attempt(repository, "", arguments.toArray(String[]::new));
  }

  /// `git clone`, which must work if everything is there.
  Ended clone(Path repository, Path into) {
    return attempt(home, "", "clone", "--quiet", "--mirror", "--no-local", repository.toString(), into.toString());
  }
}
