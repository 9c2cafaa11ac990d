package dev.restorebot.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.assertj.core.util.diff.DiffUtils;

/// A text that a person has judged to be right, kept in a file. With `-Dgolden.write=true` the file is written anew instead of being
/// compared, to be read before it is committed.
public record Golden(Path file) {
  private static final String FLAG = "golden.write";
  private static final int CONTEXT = 3;
  private static final int AT_MOST = 120;

  /// The one called `name` in `src/test/resources` of the module that is tested.
  public static Golden resource(String name) {
    return new Golden(Path.of("src/test/resources").resolve(name));
  }

  /// What it says.
  public String text() {
    if (!Files.exists(file)) {
      return fail("there is no " + file + " yet. " + toWriteIt());
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compares it with what a test made, or has it say that.
  public void says(String made) {
    says(made, Boolean.getBoolean(FLAG));
  }

  void says(String made, boolean anew) {
    if (anew) {
      write(made);
    }
    saysToo(made);
  }

  /// Compares it with what a test made. For a text that another test writes.
  public void saysToo(String made) {
    var text = text();
    assertThat(made).overridingErrorMessage(() -> difference(text, made)).isEqualTo(text);
  }

  private void write(String made) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String difference(String text, String made) {
    var before = lines(text);
    var diff =
        DiffUtils.generateUnifiedDiff(file.toString(), "what the test made", before,
            DiffUtils.diff(before, lines(made)),
            CONTEXT);
    var shown = diff.stream().limit(AT_MOST).collect(Collectors.joining("\n"));
    var more = diff.size() > AT_MOST ? "\n… and " + (diff.size() - AT_MOST) + " lines more" : "";
    return file + " says something else:\n" + shown + more + "\n" + toWriteIt();
  }

  private static List<String> lines(String text) {
    return List.of(text.split("\n", -1));
  }

  private static String toWriteIt() {
    var module = Path.of("").toAbsolutePath().getFileName();
    return "If what the test made is right: ./mvnw -pl " + module + " -am test -Dtest=" + test()
        + " -Dsurefire.failIfNoSpecifiedTests=false -D" + FLAG + "=true";
  }

  /// The test that is under way.
  private static String test() {
    return StackWalker.getInstance()
        .walk(frames -> frames.map(frame -> frame.getClassName().replaceAll("^.*\\.|\\$.*$", ""))
            .filter(name -> name.endsWith("Test")).findFirst().orElse("NameOfTheTest"));
  }
}
