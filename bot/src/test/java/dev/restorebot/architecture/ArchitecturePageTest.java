package dev.restorebot.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/architecture.md` names what there is: a stranger who follows it comes to something.
class ArchitecturePageTest {
  private static final Pattern FILE = Pattern.compile("`([A-Za-z0-9/]+\\.java)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

  private final Path page = Modules.root().resolve("docs/architecture.md");

  @Test
  void namesFilesThatAreThere() throws IOException {
    var named = FILE.matcher(Files.readString(page)).results().map(result -> result.group(1)).distinct().toList();

    assertThat(named).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(sources()).anyMatch(
        file -> file.endsWith(Path.of(name))));
  }

  @Test
  void linksToWhatIsThere() throws IOException {
    assertThat(LINK.matcher(Files.readString(page)).results().map(MatchResult::group).toList()).isNotEmpty();
    assertThat(LINK.matcher(Files.readString(page)).results().map(result -> result.group(1)))
        .allSatisfy(target -> assertThat(page.resolveSibling(target).normalize()).exists());
  }

  @Test
  void showsEveryRoom() throws IOException {
    var picture = Files.readString(page).split("```", 3)[1];

    for (var module : Modules.withSources()) {
      var root = module.resolve("src/main/java/dev/restorebot");
      var home = module.endsWith("core") ? root : root.resolve(String.valueOf(module.getFileName()));
      try (Stream<Path> rooms = Files.list(home)) {
        assertThat(rooms.filter(Files::isDirectory).map(room -> String.valueOf(room.getFileName())))
            .allSatisfy(room -> assertThat(picture).containsPattern("\\b" + room + "\\b"));
      }
    }
  }

  private static Stream<Path> sources() throws IOException {
    return Stream.of("core", "commands", "bot").map(Modules.root()::resolve).flatMap(module -> Stream.concat(
        Modules.sources(module).stream(), Modules.tests(module).stream()));
  }
}
