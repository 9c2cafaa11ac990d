package dev.restorebot.knot.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/// What a file that holds one ref says: `HEAD`, or a file below `refs/`.
sealed interface RefFile {
  /// It stands for another ref.
  record Symbolic(String ref) implements RefFile {}

  /// It names an object.
  record Direct(String id) implements RefFile {}

  /// It is not there.
  record Missing() implements RefFile {}

  /// It is there and says nothing that git would take.
  ///
  /// @param why a part of a sentence: `it is empty`
  record Unreadable(String why) implements RefFile {}

  /// An object's id, in SHA-1 or SHA-256.
  Pattern ID = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

  /// What git takes for space: fewer characters than Java does.
  Pattern SPACE_AROUND = Pattern.compile("^[ \t\n\r]+|[ \t\n\r]+$");

  /// More than any path has.
  int LONGEST = 8192;

  /// Reads `file` as git does: https://git-scm.com/docs/gitrepository-layout, `HEAD`.
  static RefFile read(Path file) {
    try {
      return of(new String(SmallFile.read(file, LONGEST), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return new Missing();
    } catch (IOException e) {
      return new Unreadable(SmallFile.why(e));
    }
  }

  private static RefFile of(String text) {
    if (text.isBlank()) {
      return new Unreadable("it is empty");
    }
    if (text.startsWith("ref:")) {
      var target = SPACE_AROUND.matcher(text.substring("ref:".length())).replaceAll("");
      return isRef(target) ? new Symbolic(target) : new Unreadable("it points to " + Sentences.shown(target));
    }
    return id(text.split("[ \t\n\r\0]", 2)[0]).<RefFile>map(Direct::new)
        .orElseGet(() -> new Unreadable("it says " + Sentences.shown(text.strip())));
  }

  /// `text` if it is an object's id, in lower case.
  static Optional<String> id(String text) {
    return ID.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
  }

  /// Whether `name` is the full name of a ref that may lie in a file below `refs/`.
  static boolean isRef(String name) {
    return name.startsWith("refs/") && name.indexOf('\uFFFD') < 0 && Repository.isValidRefName(name);
  }
}
