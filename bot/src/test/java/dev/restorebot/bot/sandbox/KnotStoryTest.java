package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import dev.restorebot.files.Digest;
import dev.restorebot.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The knot as an operator finds it, seen with the git of this machine.
class KnotStoryTest {
  private static final Golden GOLDEN = Golden.resource("dev/restorebot/bot/sandbox/knot-story.txt");

  @TempDir
  private static Path folder;
  private static Path volume;
  private static Path bucket;

  @TempDir
  private Path scratch;

  @BeforeAll
  static void play() {
    volume = folder.resolve("volume");
    bucket = folder.resolve("bucket/sandbox-backups/knot");
    play(folder);
  }

  private static void play(Path to) {
    try (var store = new SandboxStore(to.resolve("bucket"), 0)) {
      new KnotStory(to.resolve("volume"), store, WorldCopy.KNOT).play(to.resolve("scratch"));
    }
  }

  @Test
  void endsAsItDid() throws Exception {
    GOLDEN.says(told());
  }

  private String told() throws Exception {
    var git = new DebianGit(scratch);
    var mirror = asRcloneWouldRestore();
    var text = new StringBuilder();
    for (var repo : KnotHistory.REPOS.stream().sorted(Comparator.comparing(Repo::path)).toList()) {
      text.append(repo.owner().name()).append('/').append(repo.name()).append('\n');
      text.append("  volume: ").append(look(git, volume.resolve("repositories").resolve(repo.path()))).append('\n');
      text.append("  mirror: ").append(look(git, mirror.resolve(repo.path()))).append('\n');
      text.append(files(mirror.resolve(repo.path())));
    }
    return text + databases();
  }

  private static String look(DebianGit git, Path repository) throws IOException, InterruptedException {
    return Files.isDirectory(repository) ? git.look(repository) : "not there";
  }

  /// The mirror with the modes that files have by default.
  private Path asRcloneWouldRestore() throws IOException {
    var from = bucket.resolve("repositories");
    var to = Files.createDirectory(scratch.resolve("mirror"));
    try (Stream<Path> all = Files.walk(from)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  private static String files(Path repository) throws IOException {
    if (Files.notExists(repository)) {
      return "";
    }
    try (Stream<Path> all = Files.walk(repository)) {
      return all.filter(Files::isRegularFile).map(file -> repository.relativize(file).toString())
          .map(name -> name.replaceAll("objects/[0-9a-f]{2}/[0-9a-f]{38}", "objects/loose")
              .replaceAll("pack-[0-9a-f]{40}", "pack"))
          .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting())).entrySet().stream()
          .map(entry -> "    " + entry.getKey() + (entry.getValue() > 1 ? " x " + entry.getValue() : "") + "\n")
          .collect(Collectors.joining());
    }
  }

  private static String databases() throws IOException, SQLException {
    var text = new StringBuilder("databases\n");
    try (Stream<Path> all = Files.list(bucket.resolve("db"))) {
      for (var file : all.sorted().toList()) {
        text.append("  ").append(file.getFileName()).append(' ')
            .append(file.toString().matches(".*(20260221|20260225).*") ? "no database" : rows(file))
            .append('\n');
      }
    }
    return text + "  on the volume " + rows(volume.resolve("data/knotserver.db")) + "\n";
  }

  private static String rows(Path file) throws SQLException {
    try (var database = DatabaseFile.open(file);
        var statement = database.createStatement();
        var row = statement.executeQuery("""
            SELECT (SELECT integrity_check FROM pragma_integrity_check) || ', '
              || (SELECT count(DISTINCT v2) FROM acl WHERE v3 = 'repo:owner') || ' repositories, '
              || (SELECT count(*) FROM acl WHERE p_type = 'g' AND v1 LIKE 'server:%') || ' roles, '
              || (SELECT count(*) FROM public_keys) || ' keys, ' || (SELECT count(*) FROM events) || ' events'""")) {
      return row.getString(1);
    }
  }

  @Test
  void isTheSameEachTime() throws IOException {
    play(scratch);

    assertThat(digests(scratch)).isEqualTo(digests(folder));
  }

  private static SortedMap<String, Digest> digests(Path world) throws IOException {
    var digests = new TreeMap<String, Digest>();
    for (var part : new String[]{"bucket", "volume"}) {
      try (Stream<Path> files = Files.walk(world.resolve(part))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          digests.put(world.relativize(file).toString(), Digest.of(file));
        }
      }
    }
    return digests;
  }

  @Test
  void leavesRepositoriesOnTheVolumeThatCanBeCloned() throws Exception {
    var git = new DebianGit(scratch);

    for (var repo : new Repo[]{KnotHistory.NOTES, KnotHistory.SITE, KnotHistory.WAR_DIARY}) {
      var clone = git.run(scratch, "clone", volume.resolve("repositories").resolve(repo.path()).toString(),
          repo.name());
      assertThat(clone.well()).as(clone.text()).isTrue();
    }
    assertThat(scratch.resolve("notes/note-it-down-before-it-is-forgotten.txt"))
        .content(StandardCharsets.UTF_8).isEqualTo("Note it down before it is forgotten.\n");
  }
}
