package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.knot.KnotApi.BranchesAnswer;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Absent;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Listed;
import dev.restorebot.knot.KnotApi.BranchesAnswer.None;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Refused;
import dev.restorebot.knot.KnotApi.BranchesAnswer.Unreachable;
import dev.restorebot.knot.KnotApi.RefsAnswer;
import dev.restorebot.knot.KnotApi.WordAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnotCheckTest {
  private static final String SITE = "did:plc:alice/site";
  private static final String ONE = "1111111111111111111111111111111111111111";
  private static final String TWO = "2222222222222222222222222222222222222222";

  private final KnotWorld world = new KnotWorld();

  @Test
  void checksEveryRepositoryAndOneOfThemAsGitDoes() {
    world.branches.put(SITE, listed("main", ONE, "x", TWO));
    world.branches.put("did:plc:bob/empty", new None());
    world.branches.put("did:plc:repo1", listed("main", ONE));
    world.pushes.put("did:plc:bob/empty", new PushGate.PushAnswer.Denied());
    world.refs = new RefsAnswer.Offered(new TreeMap<>(Map.of("refs/heads/main", ONE, "HEAD", ONE)));

    var results = check("""
        did:plc:alice: owner
        did:plc:alice/site: repository, access | refs/heads/main=ONE refs/tags/v1=TWO
        did:plc:bob/empty: repository
        did:plc:repo1: repository, access | refs/heads/main=ONE
        did:plc:bob/not-here: listed
        """, KnotWorld.said("host keys", "SHA256:before (ED25519)"));

    assertThat(KnotWorld.text(results)).isEqualTo(
        """
            PASSED knot https://knot.test: it is up, version v1.9.1-alpha
            PASSED owner of the knot: did:plc:alice
            PASSED SSH host key: knot.test:2222 offers SHA256:now (ED25519); before it was SHA256:before (ED25519). Users whose client warns of a changed key run: ssh-keygen -R [knot.test]:2222
            PASSED repository did:plc:alice/site: 1 branch at the restored commits, and 1 pushed since; its owner may push
            PASSED repository did:plc:bob/empty: empty, as it was restored; its owner may not push, since the restored database does not say so
            PASSED repository did:plc:repo1: 1 branch at the restored commits
            PASSED git reads did:plc:alice/site: it offers 2 refs, the restored branches among them
            """);
    assertThat(world.asked).contains("push of did:plc:alice to did:plc:alice/site").filteredOn(
        asked -> asked.startsWith("refs")).containsExactly("refs did:plc:alice/site");
  }

  static Stream<Arguments> answers() {
    var broken =
        "the knot finds no branch in it: git fails there, as it does without refs/, or its branches are gone (HTTP"
            + " 200 {})";
    return Stream.of(Arguments.of("refs/heads/main=" + ONE, new None(), broken),
        Arguments.of("refs/heads/main=" + ONE, new Absent(),
            "the knot cannot open it: its folder is missing, or is no repository (HTTP 204)"),
        Arguments.of("refs/tags/v1=" + ONE, new Absent(),
            "the knot cannot open it: its folder is missing, or is no repository (HTTP 204)"),
        Arguments.of("refs/heads/main=" + ONE, new Refused(400, "RepoNotFound", "failed to access repository"),
            "the knot cannot open it: its folder is missing, or is no repository (HTTP 400 RepoNotFound: failed to access"
                + " repository)"),
        Arguments.of("refs/heads/main=" + ONE, new Refused(502, "", ""),
            "the knot failed: see its log (HTTP 502 without a reason)"),
        Arguments.of("refs/heads/main=" + ONE, new Refused(400, "InvalidRequest", "bad \u202erepo"),
            "an answer that says nothing about its data (HTTP 400 InvalidRequest: bad ?repo)"),
        Arguments.of("refs/heads/main=" + ONE, new Unreachable("no answer in time"), "no answer: no answer in time"),
        Arguments.of("refs/heads/main=" + ONE, listed("main", TWO),
            "main is at 2222222 and was restored at 1111111: pushed to since, or the restore did not take effect"),
        Arguments.of("refs/heads/main=" + ONE + " refs/heads/b=" + TWO, listed("main", ONE), "b is missing"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("answers")
  void saysWhatAWrongAnswerMeans(String refs, BranchesAnswer answer, String detail) {
    world.branches.put(SITE, answer);

    var results = check(SITE + ": repository, access | " + refs, ExternalState.NOTHING);

    assertThat(results).filteredOn(result -> result.name().equals("repository " + SITE)).singleElement()
        .isEqualTo(CheckResult.failed("repository " + SITE, detail));
  }

  /// Its branches are those that were seen when the knot had been stopped, and its rights those of the restored database.
  @Test
  void expectsOfAKeptRepositoryWhatItHadBefore() {
    var snapshot = contents("""
        did:plc:alice/site: repository, access | refs/heads/main=ONE
        did:plc:alice/damaged: doubtful
        did:plc:alice/kept: access, listed
        """);
    var live = contents("""
        did:plc:alice/site: repository, access | refs/heads/main=TWO
        did:plc:alice/damaged: repository, access | refs/heads/main=TWO
        did:plc:alice/kept: repository | refs/heads/main=TWO
        did:plc:alice/moved: repository, access | refs/heads/main=ONE refs/heads/gone=ONE
        did:plc:bob/empty: repository, access
        did:plc:bob: member
        """);
    world.branches.put(SITE, listed("main", ONE));
    world.branches.put("did:plc:alice/kept", listed("main", TWO));
    world.branches.put("did:plc:alice/moved", listed("main", TWO));
    world.branches.put("did:plc:bob/empty", new None());
    world.pushes.put("did:plc:bob/empty", new PushGate.PushAnswer.Denied());
    world.refs = new RefsAnswer.Offered(new TreeMap<>(Map.of("refs/heads/main", TWO)));

    var staying = world.knot().staying(snapshot, live, Set.of());
    var results = world.knot().check(snapshot.with(staying), new TreeMap<>(), ExternalState.NOTHING);

    assertThat(KnotWorld.text(results)).endsWith(
        """
            PASSED repository did:plc:alice/kept: 1 branch at the same commits as before; its owner may push
            FAILED repository did:plc:alice/moved: gone is missing, main is at 2222222 and was kept at 1111111: pushed to since, or not what was kept
            PASSED repository did:plc:alice/site: 1 branch at the restored commits; its owner may push
            PASSED repository did:plc:bob/empty: empty, as before; its owner may not push, since the restored database does not say so
            PASSED git reads did:plc:alice/kept: it offers 1 ref, its branches among them
            """);
    assertThat(world.knot().staying(Contents.EMPTY, live, Set.of()).items()).hasSize(5);
  }

  @Test
  void expectsAPushWhereRightsWereRestoredOrGiven() {
    world.branches.put(SITE, new None());
    world.branches.put("did:plc:bob/blog", new None());
    world.pushes.put(SITE, new PushGate.PushAnswer.Denied());
    world.pushes.put("did:plc:bob/blog", new PushGate.PushAnswer.Denied());
    var restored = KnotWorld.contents(SITE + ": repository, access\ndid:plc:bob/blog: repository");

    var results =
        world.knot().check(restored, new TreeMap<>(Map.of("granted:did:plc:bob/blog", 6L)), ExternalState.NOTHING);

    assertThat(results).filteredOn(result -> !result.ok()).extracting(CheckResult::detail).hasSize(2)
        .allMatch(detail -> detail.startsWith("empty, as it was restored; its owner may not push, although the restored"
            + " database says so"));
  }

  @Test
  void saysOnceThatPushesCannotBeAskedFor() {
    world.branches.put(SITE, new None());
    world.branches.put("did:plc:bob/blog", new None());
    world.pushes.put(SITE, new PushGate.PushAnswer.Unknown("forbidden\u202e"));
    world.pushes.put("did:plc:bob/blog", new PushGate.PushAnswer.Unknown("forbidden\u202e"));

    var results = check(SITE + ": repository, access\ndid:plc:bob/blog: repository", ExternalState.NOTHING);

    assertThat(KnotWorld.text(results)).endsWith("""
        PASSED repository did:plc:alice/site: empty, as it was restored
        PASSED repository did:plc:bob/blog: empty, as it was restored
        UNKNOWN pushes: whether owners may push could not be asked: forbidden?
        """);
  }

  @Test
  void asksForNoRepositoryWhenTheKnotIsDown() {
    world.version = new WordAnswer.Unreachable("connection refused, or no such host");

    assertThat(KnotWorld.text(check(SITE + ": repository", ExternalState.NOTHING))).isEqualTo(
        "FAILED knot https://knot.test: no answer: connection refused, or no such host. The repositories were not asked for\n");
    assertThat(world.asked).isEmpty();
  }

  @Test
  void stopsAskingWhenTheKnotFallsSilent() {
    var text = new StringBuilder();
    for (var index = 0; index < 100; index++) {
      world.branches.put("did:plc:a/" + index, new Unreachable("no answer in time"));
      text.append("did:plc:a/").append(index).append(": repository\n");
    }

    var results = check(text.toString(), ExternalState.NOTHING);

    assertThat(results).filteredOn(result -> result.name().startsWith("repository")).hasSize(100)
        .noneMatch(CheckResult::ok);
    assertThat(world.asked).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void countsWhatPassedWhereThereAreMany() {
    var text = new StringBuilder();
    for (var index = 0; index < 500; index++) {
      world.branches.put("did:plc:a/" + index, index % 100 == 0 ? new Absent() : new None());
      text.append("did:plc:a/").append(index).append(": repository\n");
    }

    var results = check(text.toString(), ExternalState.NOTHING);

    assertThat(results).hasSize(3 + 5 + 1).last()
        .isEqualTo(CheckResult.passed("repositories", "495 of 500 are as they were restored or kept"));
  }

  @Test
  void failsWhereGitReadsSomethingElse() {
    world.branches.put(SITE, listed("main", ONE));
    world.refs = new RefsAnswer.Offered(new TreeMap<>(Map.of("refs/heads/main", TWO)));

    assertThat(check(SITE + ": repository | refs/heads/main=ONE", ExternalState.NOTHING).getLast())
        .isEqualTo(CheckResult.failed("git reads " + SITE,
            "main is at 2222222 and was restored at 1111111: pushed to since, or the restore did not take effect"));
  }

  @Test
  void tellsAHostKeyThatStayedAndOneThatCannotBeAskedFor() {
    assertThat(hostKey(KnotWorld.said("host keys", "SHA256:now (ED25519)\nSHA256:rsa (RSA)")))
        .isEqualTo("PASSED SSH host key: knot.test:2222 offers SHA256:now (ED25519), as before\n");
    assertThat(hostKey(ExternalState.NOTHING)).contains("; what it was before is not known. Users whose client warns");

    world.silence = "no route to host";
    assertThat(hostKey(ExternalState.NOTHING))
        .isEqualTo("UNKNOWN SSH host key: knot.test:2222, where people push to, could not be"
            + " asked from here: no route to host\n");
  }

  private String hostKey(ExternalState before) {
    return KnotWorld.text(check("", before).stream().filter(result -> result.name().startsWith("SSH")).toList());
  }

  @Test
  void remembersWhatTheKnotSaysOfItself() {
    var outside = world.knot().outside();

    assertThat(outside.said()).isEqualTo(
        Map.of("owner", "did:plc:alice", "version", "v1.9.1-alpha", "host keys", "SHA256:now (ED25519)"));
    assertThat(outside.unknown()).isEmpty();
  }

  @Test
  void saysWhatAKnotThatIsDownDoesNotTell() {
    world.version = new WordAnswer.Unreachable("no answer in time");
    world.silence = "connection refused";

    var outside = world.knot().outside();

    assertThat(outside.said()).isEmpty();
    assertThat(outside.unknown()).containsExactly(
        "The knot https://knot.test could not be asked for its version: no answer in time.",
        "The SSH host keys of knot.test:2222 could not be asked for: connection refused. Whether a restart changes them"
            + " cannot be told.");
    assertThat(world.knot().reachable()).extracting(CheckResult::status)
        .containsExactly(CheckResult.Status.FAILED, CheckResult.Status.UNKNOWN);
  }

  @Test
  void saysWhatIsLeftForPeople() {
    assertThat(world.knot().byHand(Contents.EMPTY)).first().asString().contains("`ssh-keygen -R [knot.test]:2222`");
    assertThat(world.knot().ifUndone()).singleElement().asString().contains("pushed");
    assertThat(world.knot().byHandAfterAmendment()).first().isEqualTo(world.knot().byHand(Contents.EMPTY).getFirst());
    assertThat(world.knot().byHandAfterAmendment()).noneMatch(sentence -> sentence.contains("snapshot"));
    assertThat(world.knot().ifAmendmentUndone()).singleElement().asString().contains("What was pushed stays");
    assertThat(world.knot().announce()).isEmpty();
  }

  private List<CheckResult> check(String restored, ExternalState before) {
    return world.knot().check(contents(restored), new TreeMap<>(), before);
  }

  private static Contents contents(String text) {
    return KnotWorld.contents(text.replace("ONE", ONE).replace("TWO", TWO));
  }

  private static Listed listed(String... pairs) {
    var commits = new TreeMap<String, String>();
    for (var index = 0; index < pairs.length; index += 2) {
      commits.put(pairs[index], pairs[index + 1]);
    }
    return new Listed(commits);
  }
}
