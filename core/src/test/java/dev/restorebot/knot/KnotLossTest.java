package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Loss;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnotLossTest {
  /// A cursor of one day ago.
  private static final String FRESH = "acl.rows = 20\ncursor = 1772020800000000\n";
  private static final String PEOPLE =
      "did:plc:alice: owner, key | SHA256:a=x\ndid:plc:bob: member, key | SHA256:b=x\n";

  private final Knot knot = new KnotWorld().knot();

  @Test
  void tellsOfAnotherKnotsMigrations() {
    var older = KnotWorld.contents(PEOPLE + FRESH + "migration:knot:add-rkey = 1\n");
    var newer = KnotWorld.contents(PEOPLE + FRESH + "migration:knot:add-rkey = 1\nmigration:knot:add-members = 2\n");

    assertThat(KnotWorld.text(knot.loss(newer, older, ExternalState.NOTHING, Set.of(), KnotWorld.NOW)))
        .contains("WARNING snapshot-of-newer-program", "migration add-members of the knot database");
    assertThat(KnotWorld.text(knot.loss(older, newer, ExternalState.NOTHING, Set.of(), KnotWorld.NOW)))
        .contains("NOTE snapshot-of-older-program", "It lacks: migration add-members of the knot database");
  }

  @Test
  void comparesDatabaseAndRepositoriesBothWays() {
    var snapshot = KnotWorld.contents(PEOPLE
        + """
            did:plc:alice/site: repository, access, listed | refs/heads/main=1111111aaaa refs/heads/back=3333333aaaa refs/tags/v1=1111111aaaa
            did:plc:alice/lost: repository, access, listed | refs/heads/main=4444444aaaa
            did:plc:bob/blog: repository, listed, collaborator did:plc:carol | refs/heads/main=5555555aaaa
            did:plc:dave/empty: repository, access, listed
            did:plc:bob/gone: access, listed
            acl.rows = 30
            cursor = 1771898400000000
            """);
    var live = KnotWorld.contents(
        """
            did:plc:alice: owner, key | SHA256:a=x SHA256:a2=x
            did:plc:alice/site: repository, access, listed | refs/heads/main=2222222bbbb refs/heads/new=6666666bbbb refs/tags/v1=1111111aaaa refs/hidden/x=7777777bbbb
            did:plc:bob/blog: repository, access, listed, collaborator did:plc:erin | HEAD=refs/heads/trunk refs/heads/main=5555555aaaa
            did:plc:dave/empty: repository, access, listed
            did:plc:erin/made-since: repository, access, listed | refs/heads/main=8888888bbbb
            did:plc:erin: member, key | SHA256:e=x
            acl.rows = 40
            cursor = 1772107100000000
            """);

    var loss =
        knot.loss(snapshot, live, KnotWorld.said("owner", "did:plc:alice", "version", "v1.9"), Set.of(), KnotWorld.NOW);

    assertThat(KnotWorld.text(loss)).isEqualTo(
        """
            lost: did:plc:alice/site: main goes from 2222222 to 1111111; new (6666666) is not in the mirror
            lost: did:plc:bob/blog: HEAD goes from trunk to main
            lost: collaborator did:plc:erin of did:plc:bob/blog
            lost: key SHA256:a2 of did:plc:alice
            lost: key SHA256:e of did:plc:erin
            lost: member did:plc:erin
            returns: repository did:plc:alice/lost
            returns: did:plc:alice/site: back (3333333)
            returns: collaborator did:plc:carol of did:plc:bob/blog
            returns: key SHA256:b of did:plc:bob
            returns: member did:plc:bob
            kept: did:plc:erin/made-since: newer than the mirror, kept as it is
            grant: did:plc:bob/blog, 6 rows
            grant: did:plc:erin/made-since, 6 rows
            WARNING collaborators-unknown: Access to 2 repositories is derived for their owners from whose folder they lie in. Who else may push cannot be derived: owners must add their collaborators again.
            WARNING access-without-repository: The database knows these repositories, and they are nowhere: did:plc:bob/gone. They will answer as if they did not exist.
            WARNING owners-without-key: These owners have no public key in the database: did:plc:dave, did:plc:erin. SSH itself will turn them away ("Permission denied (publickey)"), whatever access they have, which is not the knot's own "access denied: user not allowed". They must add their keys again, in their profile.
            WARNING owners-not-members: These owners are not members of the knot in the database: did:plc:dave, did:plc:erin. They cannot make repositories, and the knot follows none of their keys. Its owner must add them again.
            WARNING cursor-too-old: The snapshot has seen changes of keys, members and collaborators up to 2026-02-24 02:00:00 UTC, 2 days 10 hours ago. A knot that is more than two days behind starts from now, and never hears of what changed in between. The live database knows, and the restored knot will not: collaborator did:plc:erin of did:plc:bob/blog, key SHA256:a2 of did:plc:alice, key SHA256:e of did:plc:erin, member did:plc:erin. They must be added again, by their owners.
            WARNING returning: What comes back may have been deleted on purpose since the backup was made; a mirror that is only added to keeps what its owners deleted. Delete it again where that is so.
            """);
    assertThat(loss.additions().getFirst()).isEqualTo(new Addition("did:plc:bob/blog", List.of(
        "p, did:plc:bob, thisserver, did:plc:bob/blog, repo:settings",
        "p, did:plc:bob, thisserver, did:plc:bob/blog, repo:push",
        "p, did:plc:bob, thisserver, did:plc:bob/blog, repo:owner",
        "p, did:plc:bob, thisserver, did:plc:bob/blog, repo:invite",
        "p, did:plc:bob, thisserver, did:plc:bob/blog, repo:delete",
        "p, server:owner, thisserver, did:plc:bob/blog, repo:delete")));
  }

  @Test
  void saysNothingWhereNothingChanges() {
    var both =
        KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository, access, listed | refs/heads/main=1\n");

    assertThat(KnotWorld.text(knot.loss(both, both, KnotWorld.said("owner", "did:plc:alice"), Set.of(), KnotWorld.NOW)))
        .isEmpty();
  }

  @Test
  void bringsEverythingBackToAVolumeThatIsLost() {
    var snapshot =
        KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository, access, listed | refs/heads/main=1");

    var loss = loss(snapshot, KnotWorld.unreadable("There is no database of the knot."));

    assertThat(KnotWorld.text(loss)).isEqualTo("""
        returns: repository did:plc:bob/blog
        WARNING live-unreadable: What exists now cannot be told fully: There is no database of the knot.
        """);
  }

  @Test
  void saysThatNobodyCanTellWhatAnOldSnapshotMisses() {
    var old = KnotWorld.contents(PEOPLE + "acl.rows = 4\ncursor = 1771900000000000");
    var none = KnotWorld.contents(PEOPLE + "acl.rows = 4");

    assertThat(text(loss(old, Contents.EMPTY), "cursor-too-old"))
        .endsWith("Which they are, the live database cannot tell:"
            + " ask members to add keys and collaborators of that time again.");
    assertThat(text(loss(none, none), "cursor-too-old")).isEqualTo("The snapshot does not say up to when it has seen"
        + " changes of keys, members and collaborators. Such a knot starts from now, and never hears of what changed in"
        + " between. The live database knows nobody whom the snapshot does not know.");
  }

  @ParameterizedTest(name = "mirror {0}, volume {1}, snapshot lists {2}, live lists {3}: {4}")
  @CsvSource({"5, 10, 0, 0, false", "4, 10, 0, 0, true", "4, 0, 10, 0, true", "4, 0, 0, 10, true", "0, 1, 0, 0, true",
      "0, 0, 1, 0, true", "0, 0, 0, 0, false", "1, 2, 2, 2, false"})
  void refusesAMirrorThatHasLostMoreThanHalf(int mirror, int volume, int listed, int liveListed, boolean refused) {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + items(mirror, "repository") + items(listed, "listed"));
    var live = KnotWorld.contents(FRESH + items(volume, "repository") + items(liveListed, "listed"));

    assertThat(refusals(loss(snapshot, live)).contains("mirror-shrunk")).isEqualTo(refused);
  }

  private static String items(int count, String part) {
    var text = new StringBuilder();
    for (var index = 0; index < count; index++) {
      text.append("did:plc:bob/").append(part).append(index).append(": ").append(part).append('\n');
    }
    return text.toString();
  }

  @Test
  void saysHowTheMirrorShrank() {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository, access, listed");
    var live = KnotWorld.contents(FRESH + items(3, "repository"));

    assertThat(text(loss(snapshot, live), "mirror-shrunk")).isEqualTo("The mirror has 1 repository, the volume 3"
        + " repositories, and a database knows 1. A mirror that follows deletions and ran after a loss looks like this."
        + " What is not in it cannot come back from it; if the bucket keeps versions, ask with `--mirror-as-of-snapshot`.");
  }

  @ParameterizedTest(name = "mirror {0} flat, {1} legacy, keys {2}; live {3} flat, keys {4}: {5}")
  @CsvSource({"0, 3, 0, 0, 0, -", "3, 0, 1, 3, 1, -", "3, 0, 1, 0, 0, -", "3, 0, 0, 0, 0, layout-mismatch",
      "3, 0, 0, 3, 1, layout-mismatch", "0, 3, 0, 3, 0, layout-mismatch", "0, 3, 0, 0, 1, layout-mismatch",
      "0, 3, 1, 0, 1, layout-mismatch", "2, 3, 1, 0, 0, layout-mixed", "2, 3, 1, 2, 1, layout-mismatch"})
  void refusesLayoutsOfDifferentAges(int flat, int legacy, int keys, int liveFlat, int liveKeys, String code) {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + "layout.flat = " + flat + "\nlayout.legacy = " + legacy
        + "\nlayout.repo_keys = " + keys);
    var live = KnotWorld.contents(FRESH + "layout.flat = " + liveFlat + "\nlayout.repo_keys = " + liveKeys);

    var codes = loss(snapshot, live).findings().stream().map(Finding::code).filter(found -> found.startsWith("layout"));

    assertThat(codes).isEqualTo(code.equals("-") ? List.of() : List.of(code));
  }

  @Test
  void saysWhatANewerKnotWouldDoToAnOlderMirror() {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + "layout.legacy = 1");
    var live = KnotWorld.contents(FRESH + "layout.repo_keys = 1");

    var loss = knot.loss(snapshot, live, KnotWorld.said("version", "v2.0"), Set.of(), KnotWorld.NOW);

    assertThat(text(loss, "layout-mismatch")).isEqualTo("The mirror has 1 repository at the owner's DID and a name, as"
        + " older knots keep them, and the knot that runs is newer: when it starts, it mints a new DID for each that its"
        + " database does not know, in public and for good. Take a newer mirror, or run the version of the knot that belongs"
        + " to the snapshot. The knot says that it is version v2.0.");
  }

  @Test
  void refusesADatabaseThatKnowsNoneOfTheRepositories() {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository");

    var loss = loss(snapshot, Contents.EMPTY);

    assertThat(refusals(loss)).containsExactly("database-knows-none");
    assertThat(loss.additions()).extracting(Addition::item).containsExactly("did:plc:bob/blog");
  }

  @Test
  void derivesNothingFromWhatCouldMeanSomethingElse() {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + """
        did:plc:repo1: repository, listed
        did:plc:bob/it's: repository
        did:plc:bob/\u202e<!channel>: repository
        did:plc:bob/a,b: repository
        """ + "did:plc:bob/" + "x".repeat(300) + ": repository");

    var loss = loss(snapshot, Contents.EMPTY);

    assertThat(loss.additions()).isEmpty();
    assertThat(text(loss, "repositories-without-access")).isEqualTo("Nobody has all the rights of an owner to these"
        + " repositories, and who owns them cannot be told from where they lie: did:plc:bob/a,b, did:plc:bob/it's,"
        + " did:plc:bob/" + "x".repeat(108) + "…, did:plc:bob/?<!channel>, did:plc:repo1. Their owners cannot push.");
  }

  @Test
  void asksForAsMuchAsOneApprovalCanHold() {
    var loss = loss(KnotWorld.contents(PEOPLE + FRESH + items(1200, "repository")), Contents.EMPTY);

    assertThat(loss.additions()).hasSize(1000);
    assertThat(text(loss, "grants-limited")).isEqualTo("200 more repositories lack access than can be given it at once."
        + " Ask for `/restore acl` when this is done.");
    assertThat(
        knot.fixUpParameters(Contents.EMPTY, ExternalState.NOTHING, new Consent(loss.additions(), Set.of()),
            KnotWorld.NOW)
            .get("grants"))
        .hasSize(
            14_121);
  }

  @Test
  void tellsOneChangeOfManyBranchesFromAnother() {
    var branches = new StringBuilder("did:plc:bob/blog: repository, access, listed | refs/heads/main=1");
    for (var index = 0; index < 50; index++) {
      branches.append(" refs/heads/b").append(index).append('=').append(index);
    }
    var snapshot =
        KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository, access, listed | refs/heads/main=1");

    var one = loss(snapshot, KnotWorld.contents(FRESH + branches)).lost();
    var other = loss(snapshot, KnotWorld.contents(FRESH + branches + "0")).lost();

    assertThat(one).singleElement().asString().contains("; and 30 more (all of them: ");
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void warnsOfRepositoriesThatCannotBeReadAndOfAnotherOwner() {
    var snapshot = KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: doubtful\n");
    var live = KnotWorld.contents(FRESH + "did:plc:bob/blog: doubtful, listed\n");

    var loss = knot.loss(snapshot, live, KnotWorld.said("owner", "did:plc:zoe"), Set.of(), KnotWorld.NOW);

    assertThat(KnotWorld.text(loss)).contains("WARNING doubtful-repositories: ", "NOTE live-doubtful: ",
        "WARNING owner-differs: The knot says that did:plc:zoe owns it, and in the snapshot it is did:plc:alice.");
  }

  @Test
  void takesADatabaseWithoutRowsOrOwnerForNobodysWish() {
    assertThat(knot.implausible(KnotWorld.contents("acl.rows = 0"))).containsExactly(
        "its table acl is empty: taken after the loss?");
    assertThat(knot.implausible(KnotWorld.contents("did:plc:bob: member\nacl.rows = 1"))).singleElement().asString()
        .contains("names no owner");
    assertThat(knot.implausible(KnotWorld.contents(PEOPLE + FRESH))).isEmpty();
    assertThat(knot.implausible(KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository"))).containsExactly(
        "its database knows no repository, and the mirror has some, such as did:plc:bob/blog: taken after the loss?");
    assertThat(knot.implausible(KnotWorld.contents(PEOPLE + FRESH + "did:plc:bob/blog: repository\n"
        + "did:plc:bob/site: listed"))).isEmpty();
  }

  @Test
  void givesARunningKnotTheAccessThatItsOwnFoldersTell() {
    var live = KnotWorld.contents(PEOPLE + FRESH + """
        did:plc:bob/blog: repository, listed
        did:plc:bob/site: repository, access, listed
        did:plc:bob/gone: access, listed
        """);

    assertThat(KnotWorld.text(knot.amending(live))).isEqualTo(
        """
            kept: repositories, members and keys: nothing but the table acl is added to
            grant: did:plc:bob/blog, 6 rows
            WARNING collaborators-unknown: Access to 1 repository is derived for their owners from whose folder they lie in. Who else may push cannot be derived: owners must add their collaborators again.
            WARNING access-without-repository: The database knows these repositories, and they are nowhere: did:plc:bob/gone. They will answer as if they did not exist.
            """);
  }

  @Test
  void doesNotAddToADatabaseThatItCannotRead() {
    var live = KnotWorld.contents("did:plc:bob/blog: repository")
        .plus(KnotWorld.unreadable("The database of the knot cannot be read: malformed."));

    var loss = knot.amending(live);

    assertThat(refusals(loss)).containsExactly("live-unreadable");
    assertThat(loss.additions()).isEmpty();
  }

  private Loss loss(Contents snapshot, Contents live) {
    return knot.loss(snapshot, live, new ExternalState(new TreeMap<>(), List.of()), Set.of(), KnotWorld.NOW);
  }

  private static List<String> refusals(Loss loss) {
    return loss.findings().stream().filter(finding -> finding.severity() == Finding.Severity.REFUSAL)
        .map(Finding::code).toList();
  }

  private static String text(Loss loss, String code) {
    return loss.findings().stream().filter(finding -> finding.code().equals(code)).findFirst().orElseThrow().text();
  }
}
