package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// The hooks that a knot gives to each of its repositories at every start: one that runs every program of a folder, and, in
/// that folder, one that tells the knot of what was pushed.
///
/// A file that is there gets its text anew and keeps its mode, as with `os.WriteFile` in Go: so does a knot, whose hooks stay
/// without the right to be executed once they have lost it
/// ([hook/setup.go](https://tangled.org/tangled.org/core/blob/master/hook/setup.go)).
final class KnotHooks {
  /// Runs every program of the folder of the same name that may be executed, with what git says.
  private static final String DELEGATE = """
      #!/usr/bin/env bash
      # Written by the knot at each start; changes are lost.
      pushed=$(cat)
      hook=$(basename "$0")
      GIT_DIR=$PWD
      status=0
      for program in "$GIT_DIR/hooks/$hook.d/"*; do
        test -f "$program" && test -x "$program" || continue
        printf '%s\\n' "$pushed" | "$program" || status=$?
      done
      exit $status
      """;
  /// The misspelt word is the one that a knot listens to. There is no knot to run in the sandbox: `KNOT` may name another
  /// program.
  private static final String NOTIFY = """
      #!/usr/bin/env bash
      # Written by the knot at each start; changes are lost.
      "${KNOT:-/usr/bin/knot}" hook -git-dir "$GIT_DIR" -user-did "$GIT_USER_DID" -user-handle "$GIT_USER_HANDLE" \\
        -internal-api "http://localhost:5444" post-recieve
      """;

  private KnotHooks() {}

  /// Gives hooks to every repository below `repositories` that can be opened.
  ///
  /// @throws IOException if the folder cannot be read, or a hook not written
  static void setUp(Path repositories) throws IOException {
    for (var owner : folders(repositories)) {
      if (owner.getFileName().toString().startsWith("did:")) {
        for (var repository : folders(owner)) {
          if (Files.isReadable(repository.resolve("HEAD"))) {
            write(repository);
          }
        }
      }
    }
  }

  /// Gives hooks to one repository.
  static void write(Path repository) throws IOException {
    var programs = Files.createDirectories(repository.resolve("hooks/post-receive.d"));
    write(programs.resolve("40-notify.sh"), NOTIFY);
    write(repository.resolve("hooks/post-receive"), DELEGATE);
  }

  /// Writes a program, which can be executed if it was not there.
  static void write(Path file, String text) throws IOException {
    var isNew = Files.notExists(file);
    Files.writeString(file, text);
    if (isNew) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }
}
