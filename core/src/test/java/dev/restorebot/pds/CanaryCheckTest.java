package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Means;
import dev.restorebot.pds.CanaryApi.LogInAnswer;
import dev.restorebot.pds.CanaryApi.Session;
import dev.restorebot.pds.CanaryApi.WriteAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer;
import dev.restorebot.service.SecretRef;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The last check of a restore of a PDS: an account logs in, posts, is seen at the relay, and its post goes again, whatever happens.
class CanaryCheckTest {
  private static final String REV = "3mf2aaaaaaa2a";
  private static final String LATER = "3mf2aaaaaaa2c";
  private static final String LAST = "3mf2aaaaaaa2e";

  private final PdsWorld world = new PdsWorld();
  private final List<String> done = new ArrayList<>();
  private LogInAnswer login = new LogInAnswer.LoggedIn(new Canary());
  private WriteAnswer post = new WriteAnswer.Written(LATER);
  private WriteAnswer delete = new WriteAnswer.Written(LAST);
  private String atRelay = LAST;
  private String did = "did:plc:canary";
  private Optional<String> secret = Optional.of("hunter2");
  private boolean follows;
  private int waits = 3;

  @Test
  void postsAndIsSeenAndLeavesNothingBehind() throws InterruptedException {
    assertThat(told()).isEqualTo("PASSED: it logged in, posted, and deleted the post again; it was seen at "
        + "https://relay.test, which has come to sequence number 9042");
    assertThat(done).containsExactly("log in canary.test", "delete", "post", "delete", "log out");
  }

  @Test
  void saysThatItCannotLogIn() throws InterruptedException {
    login = new LogInAnswer.Refused(401, "AuthenticationRequired");

    assertThat(told()).isEqualTo("FAILED: the PDS does not let it log in: HTTP 401 AuthenticationRequired. "
        + "Is the password in the Secret the one that it had when the snapshot was made?");
    login = new LogInAnswer.Unreachable("no answer in time");
    assertThat(told()).isEqualTo("FAILED: it could not log in: no answer in time");
  }

  @Test
  void asksForNothingWithoutItsSecret() throws InterruptedException {
    secret = Optional.empty();

    assertThat(told()).isEqualTo("FAILED: the Secret pds-canary is missing, or has no entry password");
    assertThat(done).isEmpty();
  }

  @Test
  void isNobodyElse() throws InterruptedException {
    did = "did:plc:mallory";

    assertThat(told())
        .isEqualTo("FAILED: it logs in as did:plc:mallory, which is none of the accounts that were restored");
    assertThat(done).containsExactly("log in canary.test", "log out");
  }

  @Test
  void saysThatItCannotPost() throws InterruptedException {
    post = new WriteAnswer.Refused(500, "InternalServerError");

    assertThat(told()).isEqualTo("FAILED: it logged in, and could not post: HTTP 500 InternalServerError");
  }

  @Test
  void takesNoWordForItWithoutARevision() throws InterruptedException {
    post = new WriteAnswer.Written("");

    assertThat(told()).isEqualTo("FAILED: it posted, and the PDS does not say which revision that made");
  }

  @Test
  void deletesAPostOfWhichItDoesNotKnowWhetherItWasMade() throws InterruptedException {
    post = new WriteAnswer.Unreachable("no answer in time");

    assertThat(told()).isEqualTo("FAILED: it logged in, and could not post: no answer in time");
    assertThat(done).endsWith("post", "delete", "log out");
  }

  @Test
  void saysThatThePostDidNotArriveAndDeletesIt() throws InterruptedException {
    atRelay = REV;

    assertThat(told()).isEqualTo("FAILED: it logged in and posted, and the post has not arrived at the relay "
        + "https://relay.test: nobody's do, then");
    assertThat(waits).as("it waited as long as it may").isZero();
    assertThat(done).endsWith("post", "delete", "log out");
  }

  @Test
  void saysThatTheDeletionDidNotArrive() throws InterruptedException {
    atRelay = LATER;

    assertThat(told())
        .isEqualTo("FAILED: its post arrived at the relay https://relay.test, and the deletion of it did not");
  }

  @Test
  void saysWhatIsToBeDeletedByHand() throws InterruptedException {
    delete = new WriteAnswer.Refused(500, "InternalServerError");

    assertThat(told()).isEqualTo("FAILED: it logged in and posted; its post could not be deleted again: HTTP 500 "
        + "InternalServerError. Delete app.bsky.feed.post/3222222222222 of canary.test by hand");
  }

  @Test
  void goesByTheSequenceNumberOfARelayThatTellsNoRevisions() throws InterruptedException {
    atRelay = "";

    assertThat(told()).as("it has heard nothing since").startsWith("FAILED: it logged in and posted, and the post");
    waits = 3;
    follows = true;
    assertThat(told()).startsWith("PASSED: it logged in, posted, and deleted the post again; it was seen at "
        + "https://relay.test, which has come from sequence number 9042 to 9043 and tells no more");
  }

  private String told() throws InterruptedException {
    done.clear();
    var canary = new CanarySettings("canary.test", new SecretRef("pds-canary", "password"));
    var settings = new PdsSettings(URI.create("https://pds.test"), "pds.test", List.of(PdsWorld.RELAY),
        Optional.empty(), Optional.of(canary), 1000);
    CanaryApi users = (handle, password) -> {
      done.add("log in " + handle);
      return login;
    };
    var result = new Pds(settings, world, world, DirectoryApi.NONE, users)
        .use(PdsWorld.contents(Map.of(), "canary:account,active"), new Hands()).getFirst();
    assertThat(result.name()).isEqualTo("canary canary.test");
    assertThat(result.detail()).doesNotContain("hunter2");
    return result.status() + ": " + result.detail();
  }

  private final class Hands implements Means {
    @Override
    public Optional<String> secret(SecretRef ref) {
      return secret;
    }

    @Override
    public Instant at() {
      return PdsWorld.NEWEST;
    }

    @Override
    public boolean goOn() {
      return waits-- > 0 || ++waits > 0;
    }
  }

  private final class Canary implements Session {
    @Override
    public String did() {
      return did;
    }

    @Override
    public WriteAnswer post(String key, String text, Instant at) {
      done.add("post");
      world.revs.put(did, atRelay);
      heard();
      return post;
    }

    @Override
    public WriteAnswer delete(String key) {
      done.add("delete");
      if (done.contains("post")) {
        heard();
      }
      return delete;
    }

    /// The relay hears of a change.
    private void heard() {
      if (follows && world.host instanceof HostAnswer.Status(var seq, var status, var accounts)) {
        world.host = new HostAnswer.Status(seq + 1, status, accounts);
      }
    }

    @Override
    public void end() {
      done.add("log out");
    }
  }
}
