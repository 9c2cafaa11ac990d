package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.kind.Count;
import dev.restorebot.kind.RepairResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorMendingTest {
  private static final String OLD = "1111111111111111111111111111111111111111";
  private static final String NEW = "2222222222222222222222222222222222222222";

  private final FakeGit git = new FakeGit();
  private final KnotFiles kind = new KnotFiles(git);
  @TempDir
  private Path root;
  private Path staged;
  private Path live;

  @BeforeEach
  void fill() throws IOException {
    live = root;
    staged = root.resolve(".restorebot/r-1/staged");
    for (var name : List.of("a", "b", "c", "d")) {
      KnotFixture.repository(staged.resolve("repositories/did:plc:x/" + name), Map.of("refs/heads/main", OLD));
    }
    for (var name : List.of("a", "b", "c")) {
      KnotFixture.repository(live.resolve("repositories/did:plc:x/" + name), Map.of("refs/heads/main", NEW));
    }
  }

  @Test
  void saysNothingOfWhatIsWhole() throws IOException {
    var mended = kind.mend(staged, live, Count.SILENT);

    assertThat(mended.repairs()).isEmpty();
    assertThat(mended.findings()).isEmpty();
    assertThat(KnotFixture.text(mended.contents())).isEqualTo("""
        did:plc:x/a: repository {HEAD=refs/heads/main, refs/heads/main=OLD}
        did:plc:x/b: repository {HEAD=refs/heads/main, refs/heads/main=OLD}
        did:plc:x/c: repository {HEAD=refs/heads/main, refs/heads/main=OLD}
        did:plc:x/d: repository {HEAD=refs/heads/main, refs/heads/main=OLD}
        layout.flat = 0
        layout.legacy = 4
        """.replace("OLD", OLD));
  }

  @Test
  void tellsHowManyAreChecked() throws IOException {
    var told = new ArrayList<String>();

    kind.mend(staged, live, (what, done, total) -> told.add(what + ": " + done + " of " + total));

    assertThat(told).containsExactly("checking repositories: 0 of 4", "checking repositories: 1 of 4",
        "checking repositories: 2 of 4", "checking repositories: 3 of 4", "checking repositories: 4 of 4");
  }

  @Test
  void saysWhatWouldBeBrokenAndWhereAWholeCopyIs() throws IOException {
    git.defects.put("staged/repositories/did:plc:x/a",
        List.of("refs/heads/main needs a commit that is missing.", "More."));
    git.defects.put("did:plc:x/b", List.of("A pack is damaged."));
    git.defects.put("did:plc:x/d", List.of("A tree is missing."));

    assertThat(text(kind.mend(staged, live, Count.SILENT))).isEqualTo(
        """
            WARNING broken-repositories: 3 of 4 repositories would be broken: did:plc:x/a (refs/heads/main needs a commit that is missing.), did:plc:x/b (A pack is damaged.), did:plc:x/d (A tree is missing.). The copy that is there now is whole, and stays displaced where it is: did:plc:x/a. Broken there too: did:plc:x/b. Not there now: did:plc:x/d.
            """);
  }

  @Test
  void saysWhatExistsNowAndNotInTheBackup() throws IOException {
    git.commits.put("did:plc:x/a", Map.of("refs/heads/main", 3L, "refs/heads/feature", 1L));
    Files.writeString(live.resolve("repositories/did:plc:x/a/refs/heads/feature"), NEW);
    Files.writeString(live.resolve("repositories/did:plc:x/b/refs/heads/same"), OLD);

    assertThat(text(kind.mend(staged, live, Count.SILENT))).isEqualTo(
        """
            WARNING commits-lost: Exists now and is not in the backup: did:plc:x/a: feature 1 commit (not in the backup at all), main 3 commits; did:plc:x/b: same (the name alone). It stays displaced until the run is purged.
            """);
  }

  @Test
  void tellsRepairsAndDoubtsByRepository() throws IOException {
    git.repairs.put("did:plc:x/a", List.of("Made refs/tags."));
    git.doubts.put("did:plc:x/b", List.of("main stays at 1111111, and packed-refs said 2222222."));
    Files.writeString(staged.resolve("repositories/did:plc:x/c/refs/heads/empty"), "");

    assertThat(text(kind.mend(staged, live, Count.SILENT))).isEqualTo(
        """
            did:plc:x/a: Made refs/tags.
            WARNING doubtful-refs: The backup is not clear about these branches: did:plc:x/b: main stays at 1111111, and packed-refs said 2222222.; did:plc:x/c: refs/heads/empty is empty.
            """);
  }

  /// Beside a pack without an index a knot finds no object: what was done to packs is told above what every copy needs.
  @Test
  void warnsOfPacksThatWereNotAsAKnotNeedsThem() throws IOException {
    git.repairs.put("did:plc:x/a", List.of("Made the index of pack-1.pack anew: there was none."));
    git.packs.put("did:plc:x/a", List.of("Made the index of pack-1.pack anew: there was none."));

    assertThat(text(kind.mend(staged, live, Count.SILENT))).isEqualTo(
        """
            did:plc:x/a: Made the index of pack-1.pack anew: there was none.
            WARNING packs-repaired: Packs of objects and their indexes in the backup are from different times, or were damaged: did:plc:x/a: Made the index of pack-1.pack anew: there was none.
            """);
  }

  @Test
  void seesToItThatHooksCanBeExecuted() throws IOException {
    var hooks = Files.createDirectories(staged.resolve("repositories/did:plc:x/a/hooks/post-receive.d"));
    Files.writeString(hooks.resolveSibling("post-receive"), "#!/bin/sh\n").toFile().setExecutable(true);
    Files.writeString(hooks.resolve("40-notify.sh"), "#!/bin/sh\n");

    assertThat(text(kind.mend(staged, live, Count.SILENT))).isEqualTo(
        """
            WARNING hooks-not-executable: These hooks could not be made executable, so that pushes would succeed and not be told to anybody: did:plc:x/a: hooks/post-receive.d/40-notify.sh. See with which options the volume is mounted.
            """);
  }

  @Test
  void failsWhenTheDiskFailsUnderWhatIsStaged() {
    git.failures.put("staged/repositories/did:plc:x/c", "No space left on device");

    assertThatThrownBy(() -> kind.mend(staged, live, Count.SILENT)).isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  @Test
  void goesOnWhenWhatIsLiveCannotBeRead() throws IOException {
    git.failures.put(root + "/repositories/did:plc:x/c", "Input/output error");

    assertThat(text(kind.mend(staged, live, Count.SILENT)))
        .contains("did:plc:x/c: could not be compared: Input/output error");
  }

  @Test
  void namesSomeOfManyAndCountsTheRest() throws IOException {
    var many = new TreeMap<String, Long>();
    for (var index = 0; index < 60; index++) {
      KnotFixture.repository(staged.resolve("repositories/did:plc:y/" + index), Map.of());
      many.put("refs/heads/b" + index, 1L);
    }
    for (var index = 0; index < 60; index++) {
      git.defects.put("did:plc:y/" + index, List.of("Damaged."));
    }
    git.commits.put("did:plc:x/a", many);

    assertThat(text(kind.mend(staged, live, Count.SILENT))).contains("60 of 64 repositories would be broken",
        ", and 20 more. Not there now:", " 1 commit (not in the backup at all) and 40 more");
  }

  private static String text(RepairResult mended) {
    var text = new StringBuilder();
    mended.repairs().forEach(repair -> text.append(repair).append('\n'));
    mended.findings().forEach(finding -> text.append(finding.severity()).append(' ').append(finding.code()).append(": ")
        .append(finding.text()).append('\n'));
    return text.toString();
  }
}
