package dev.restorebot.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// A text that a person has judged to be right, kept under `src/test/resources/dev/restorebot`. What a test made instead
/// is left in `target/golden`: look at the difference, and copy it over if it is better.
public record Golden(String name) {
  private static final String FOLDER = "/dev/restorebot/";

  /// What it says.
  public String text() {
    try (var in = Objects.requireNonNull(Golden.class.getResourceAsStream(FOLDER + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Compares it with what a test made.
  public void says(String made) throws IOException {
    var left = Path.of("target/golden").resolve(name);
    Files.createDirectories(Objects.requireNonNull(left.getParent()));
    Files.writeString(left, made);

    assertThat(made).as("%s, compared with %s", name, left).isEqualTo(text());
  }
}
