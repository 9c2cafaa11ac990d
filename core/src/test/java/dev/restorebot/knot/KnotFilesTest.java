package dev.restorebot.knot;

import static dev.restorebot.knot.KnotFixture.ALICE;
import static dev.restorebot.knot.KnotFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.sqlite.SqliteDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnotFilesTest {
  private static final String COMMIT = "bc4b0918bc4b0918bc4b0918bc4b0918bc4b0918";

  private final FakeGit git = new FakeGit();
  private final KnotFiles kind = new KnotFiles(git);
  @TempDir
  private Path folder;

  @Test
  void readsPeopleAndRepositories() throws Exception {
    new KnotFixture(folder.resolve("a.db")).owner(ALICE).member(BOB)
        .key(ALICE, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKZeJ1iXBcVpUEnSkTRd5TTxk5DdBOYyyQR1WQ0sZc8M alice@laptop",
            "2026-02-01T10:00:00Z")
        .key(BOB, "nonsense", "2026-02-02T10:00:00Z").repository(ALICE, ALICE + "/site")
        .collaborator(BOB, ALICE + "/site").acl("p", BOB, "thisserver", BOB + "/blog", "repo:push")
        .cursor(1771900000000000L).event("3a", 1771890000000000000L).event("3b", 1771880000L).write();

    assertThat(text("a.db")).isEqualTo(
        """
            did:plc:sg4udwrlnokqtpteaswzcps5: key, member {unreadable SHA256:mZqqhkW7cv9ZnhQ7Hj0qlHdxJ/R4OmnwZyUfe768WrY=2026-02-02T10:00:00Z}
            did:plc:sg4udwrlnokqtpteaswzcps5/blog: listed
            did:plc:wydyrngmxbcsqdvhmd7whmye: key, owner {SHA256:WXjk080mWSJANXmXzfUIixTvcZMVgQoaBqcV/9hiHHo=2026-02-01T10:00:00Z}
            did:plc:wydyrngmxbcsqdvhmd7whmye/site: access, collaborator did:plc:sg4udwrlnokqtpteaswzcps5, listed
            acl.rows = 15
            cursor = 1771900000000000
            events = 2
            layout.repo_keys = 0
            newest: 2026-02-24T02:26:40Z
            """);
  }

  @Test
  void readsWhoOwnsTheRepositoriesOfNewerKnots() throws Exception {
    new KnotFixture(folder.resolve("a.db")).owner(ALICE).repoKeys("did:plc:repo1", ALICE, "site")
        .repoKeys("did:plc:repo2", BOB, "blog").repository(ALICE, "did:plc:repo1").repository(ALICE, "did:plc:repo2")
        .repository(BOB, "did:plc:repo3").write();

    assertThat(text("a.db")).isEqualTo("""
        did:plc:repo1 "did:plc:wydyrngmxbcsqdvhmd7whmye/site (did:plc:repo1)": access, listed
        did:plc:repo2 "did:plc:sg4udwrlnokqtpteaswzcps5/blog (did:plc:repo2)": listed
        did:plc:repo3: access, listed
        did:plc:wydyrngmxbcsqdvhmd7whmye: owner
        acl.rows = 22
        events = 0
        layout.repo_keys = 1
        """);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      p,a,thisserver,b                      | Row 5 of the table acl (p, a, thisserver, b) has 3 values, and a right needs 4.
      p,a,thisserver,b,repo:push,more       | Row 5 of the table acl (p, a, thisserver, b, repo:push, more) has 5 values, and a right needs 4.
      p                                     | Row 5 of the table acl (p) has 0 values, and a right needs 4.
      g,a,server:member                     | Row 5 of the table acl (g, a, server:member) has 2 values, and a role needs 3.
      p,a,,b,repo:push,x                    | Row 5 of the table acl (p, a, , b, repo:push, x) has an empty value before another one.
      x,a,b,c,d                             | Row 5 of the table acl (x, a, b, c, d) is of no type that a knot knows.
      ``                                    | Row 5 of the table acl () is of no type that a knot knows.
      p,a,thisserver,b;c,repo:push          | Row 5 of the table acl (p, a, thisserver, b,c, repo:push) has a comma, a quotation mark or the end of a line in a value.
      p,a,thisserver,b⏎<!channel>,repo:push | Row 5 of the table acl (p, a, thisserver, b?<!channel>, repo:push) has a comma, a quotation mark or the end of a line in a value.
      g,did:plc:b,server:owner,thisserver   | The table acl names 2 owners of the knot (did:plc:b, did:plc:wydyrngmxbcsqdvhmd7whmye), and with more than one it does not start.
      """)
  void saysOfEachRowWhyAKnotWouldNotStartWithIt(String row, String sentence) throws Exception {
    var values = row.split(",", -1);
    for (var index = 0; index < values.length; index++) {
      values[index] = values[index].replace(';', ',').replace('⏎', '\n');
    }
    new KnotFixture(folder.resolve("a.db")).owner(ALICE)
        .acl(values[0], Arrays.copyOfRange(values, 1, values.length)).write();

    assertThat(contents("a.db").unreadable()).containsExactly(sentence);
  }

  @Test
  void endsSomewhereWhenManyRowsAreMalformed() throws Exception {
    var fixture = new KnotFixture(folder.resolve("a.db"));
    for (var index = 0; index < 50; index++) {
      fixture.acl("p", "\u202e" + "x".repeat(200));
    }
    fixture.write();

    assertThat(contents("a.db").unreadable()).hasSize(21).allMatch(sentence -> sentence.length() < 250)
        .noneMatch(sentence -> sentence.contains("\u202e")).last()
        .isEqualTo("30 more rows of the table acl are malformed.");
  }

  @Test
  void saysWhatIsNoDatabaseOfAKnot() throws Exception {
    Files.writeString(folder.resolve("a.db"), "garbage".repeat(1000));

    assertThat(contents("a.db").unreadable()).singleElement().asString()
        .startsWith("The database of the knot cannot be read: ");
    assertThat(kind.contents(new SqliteDatabases(), Map.of()).unreadable())
        .containsExactly("There is no database of the knot.");
    assertThat(kind.requiredTables("whatever it is called")).contains("acl", "public_keys", "_jetstream");
  }

  @Test
  void seesRepositoriesInBothLayouts() throws Exception {
    var site = KnotFixture.repository(folder.resolve("repositories/" + ALICE + "/site"),
        Map.of("refs/heads/main", COMMIT, "refs/tags/v1", COMMIT));
    KnotFixture.repository(folder.resolve("repositories/did:plc:repo1"), Map.of());
    Files.delete(KnotFixture.repository(folder.resolve("repositories/" + BOB + "/headless"), Map.of()).resolve("HEAD"));
    KnotFixture.repository(folder.resolve("repositories/" + BOB + "/new\n\u202e<!channel>'"),
        Map.of("refs/heads/x", ""));
    KnotFixture.repository(folder.resolve("repositories/no-did/other"), Map.of());
    Files.createSymbolicLink(folder.resolve("repositories/" + BOB + "/link"), site);
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve(".restorebot/r-1/displaced/repositories/" + ALICE + "/site"));

    assertThat(KnotFixture.text(kind.kept(folder))).isEqualTo(
        """
            did:plc:repo1: repository {HEAD=refs/heads/main}
            did:plc:sg4udwrlnokqtpteaswzcps5/headless: doubtful
            did:plc:sg4udwrlnokqtpteaswzcps5/new
            \u202e<!channel>' "did:plc:sg4udwrlnokqtpteaswzcps5/new??<!channel>'": doubtful, repository {HEAD=refs/heads/main}
            did:plc:wydyrngmxbcsqdvhmd7whmye/site: repository {HEAD=refs/heads/main, refs/heads/main=C, refs/tags/v1=C}
            layout.flat = 1
            layout.legacy = 3
            """
            .replace("=C", "=" + COMMIT));
  }

  @Test
  void seesRepositoriesOfWhichNothingIsThereButWhatTells() throws Exception {
    for (var repository : List.of("repositories/did:plc:repo1", "repositories/" + ALICE + "/site")) {
      Files.writeString(Files.createDirectories(folder.resolve(repository)).resolve("HEAD"), "ref: refs/heads/main\n");
    }
    Files.createDirectories(folder.resolve("repositories/did:plc:repo1/refs/heads"));

    assertThat(KnotFixture.text(kind.kept(folder))).isEqualTo("""
        did:plc:repo1: repository {HEAD=refs/heads/main}
        did:plc:wydyrngmxbcsqdvhmd7whmye/site: repository {HEAD=refs/heads/main}
        layout.flat = 1
        layout.legacy = 1
        """);
  }

  @Test
  void findsTheFolderOfRepositoriesByWhatIsInIt() throws Exception {
    KnotFixture.repository(folder.resolve("git/scan/" + ALICE + "/site"), Map.of());
    assertThat(kind.kept(folder).items()).singleElement().extracting("id").isEqualTo(ALICE + "/site");

    KnotFixture.repository(folder.resolve("copy/" + ALICE + "/old"), Map.of());
    assertThat(KnotFixture.text(kind.kept(folder))).isEqualTo(
        """
            layout.flat = 0
            layout.legacy = 0
            Repositories lie in more than one folder (copy, git/scan), and it cannot be told which one is the knot's: call it repositories, or move the others away.
            """);

    KnotFixture.repository(folder.resolve("repositories/" + BOB + "/blog"), Map.of());
    assertThat(kind.kept(folder).items()).singleElement().extracting("id").isEqualTo(BOB + "/blog");
  }

  @Test
  void findsRepositoriesAtTheRootAndNothingWhereNothingIs() throws Exception {
    assertThat(kind.kept(folder).items()).isEmpty();
    KnotFixture.repository(folder.resolve(ALICE + "/site"), Map.of());

    assertThat(kind.kept(folder).items()).singleElement().extracting("id").isEqualTo(ALICE + "/site");
  }

  @Test
  void saysWhichRepositoriesTheDiskDoesNotGiveAway() throws Exception {
    KnotFixture.repository(folder.resolve("repositories/" + ALICE + "/site"), Map.of());
    KnotFixture.repository(folder.resolve("repositories/" + BOB + "/blog"), Map.of());
    git.failures.put("site", "Input/output error");

    var kept = kind.kept(folder);

    assertThat(kept.items()).singleElement().extracting("id").isEqualTo(BOB + "/blog");
    assertThat(kept.unreadable())
        .containsExactly("The repository " + ALICE + "/site cannot be read: Input/output error.");
  }

  /// By the name of a file of its mirror alone.
  @ParameterizedTest
  @CsvSource({"repositories/did:plc:a/site/HEAD, did:plc:a/site", "did:plc:a/site/HEAD, did:plc:a/site",
      "repositories/did:plc:repo1/HEAD, did:plc:repo1", "repositories/did:plc:a/site/refs/heads/HEAD,",
      "repositories/did:plc:a/site/config,", "backup/HEAD,", "HEAD,"})
  void seesWhichRepositoryIsInAMirror(String path, String id) {
    assertThat(kind.shown(path).map(Item::id)).isEqualTo(Optional.ofNullable(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "packed-refs", "refs/heads/main", "refs/heads/tmp_x", "refs/tags/incoming-1",
      "refs/heads/deep/er"})
  void readsOfAMirrorWhatTellsWhichBranchesThereAre(String file) {
    assertThat(kind.tells("repositories/did:plc:a/site/" + file)).isTrue();
    assertThat(kind.tells("repositories/did:plc:repo1/" + file)).isTrue();
    assertThat(kind.leftOver("repositories/did:plc:a/site/" + file)).isFalse();
    assertThat(kind.leftOver("repositories/did:plc:repo1/" + file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "description", "hooks/post-receive", "hooks/post-receive.d/40-notify.sh",
      "hooks/mine.lock", "hooks/tmp_x", "objects/ab/cdef", "objects/pack/pack-1.pack", "objects/info/packs",
      "info/refs",
      "objects/pack/pack-1.keep"})
  void readsOfAMirrorNothingElseAndTakesItAllTheSame(String file) {
    assertThat(kind.tells("repositories/did:plc:a/site/" + file)).isFalse();
    assertThat(kind.leftOver("repositories/did:plc:a/site/" + file)).isFalse();
    assertThat(kind.tells("repositories/did:plc:repo1/" + file)).isFalse();
    assertThat(kind.leftOver("repositories/did:plc:repo1/" + file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD.lock", "config.lock", "packed-refs.lock", "refs/heads/main.lock",
      "refs/heads/feature.lock/x", "objects/ab/tmp_obj_Xy12", "objects/tmp_objdir-incoming-1/ab/cd",
      "objects/incoming-Xy/pack/pack-1.pack", "objects/pack/tmp_pack_1", "objects/pack/.tmp-1-pack-2.pack",
      "objects/pack/multi-pack-index.lock", "objects/info/commit-graph.lock", "info/attributes.lock"})
  void leavesOutWhatGitLeavesBehind(String file) {
    assertThat(kind.leftOver("repositories/did:plc:a/site/" + file)).isTrue();
    assertThat(kind.leftOver("repositories/did:plc:repo1/" + file)).isTrue();
    assertThat(kind.tells("repositories/did:plc:a/site/" + file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"repositories/did:plc:a/tmp_site/HEAD", "repositories/did:plc:a/incoming-site/config",
      "repositories/did:plc:a/site.lock/HEAD", "repositories/notes.lock", "data/tmp_x", "did:plc:a"})
  void neverTakesARepositoryForALeftOver(String file) {
    assertThat(kind.leftOver(file)).isFalse();
  }

  @Test
  void replacesRepositoriesAndNothingElseAsAWhole() throws Exception {
    var site =
        KnotFixture.repository(folder.resolve("repositories/" + ALICE + "/site"), Map.of("refs/heads/a", COMMIT));
    var flat = KnotFixture.repository(folder.resolve("repositories/did:plc:repo1"), Map.of("refs/heads/a", COMMIT));
    var headless = KnotFixture.repository(folder.resolve("repositories/did:plc:repo2"), Map.of("refs/heads/a", COMMIT));
    Files.delete(headless.resolve("HEAD"));
    var emptied = Files.createDirectories(folder.resolve("repositories/" + ALICE + "/emptied"));

    assertThat(List.of(site, flat, headless, emptied)).allMatch(kind::whole);
    assertThat(List.of(folder, folder.resolve("repositories"), folder.resolve("repositories/" + ALICE),
        flat.resolve("objects"), folder.resolve("repositories/" + ALICE + "/none"), site.resolve("HEAD")))
        .noneMatch(kind::whole);
  }

  private Contents contents(String name) {
    return kind.contents(new SqliteDatabases(), Map.of("any", folder.resolve(name)));
  }

  private String text(String name) {
    return KnotFixture.text(contents(name));
  }
}
