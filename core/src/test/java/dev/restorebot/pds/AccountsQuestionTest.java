package dev.restorebot.pds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.kind.Condition;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccountsQuestionTest {
  private static final String ALICE = "did:plc:alice";

  @Test
  void goesOnWithWhatAnEndlessListHeldAndSaysSo() throws Exception {
    var observation = new AccountsQuestion(new EndlessPds(), new DarkScene()).look();

    assertThat(observation.condition()).isEqualTo(Condition.FINE);
    assertThat(observation.evidence())
        .contains("the PDS's list of its repos has no end, and was read no further: a page of it leads back");
  }

  /// As a PDS whose directory of DIDs hangs: who is in its cache is answered about, and nobody else.
  @Test
  void takesOneAnswerForNothingButItself() throws Exception {
    var observation = new AccountsQuestion(new HalfSilentPds(), new DarkScene()).look();

    assertThat(observation.condition()).isEqualTo(Condition.UNKNOWN);
    assertThat(observation.evidence()).contains("nothing was answered about did:plc:bob");
  }

  /// Who it is silent about takes longer than who it answers about.
  private static final class HalfSilentPds implements PdsApi {
    private final CountDownLatch answered = new CountDownLatch(1);

    @Override
    public RepoAnswer describeRepo(String did) {
      if (did.equals(ALICE)) {
        answered.countDown();
        return new RepoAnswer.Described(did, "alice.test");
      }
      try {
        answered.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new RepoAnswer.Unreachable("no whole answer within 5 s");
    }

    @Override
    public HealthAnswer health() {
      throw new AssertionError("not asked");
    }

    @Override
    public ReposAnswer repos(int most) {
      return new ReposAnswer.Listed(List.of(ALICE, "did:plc:bob"), true);
    }
  }

  private static final class EndlessPds implements PdsApi {
    @Override
    public RepoAnswer describeRepo(String did) {
      return new RepoAnswer.Described(did, "alice.test");
    }

    @Override
    public HealthAnswer health() {
      throw new AssertionError("not asked");
    }

    @Override
    public ReposAnswer repos(int most) {
      return new ReposAnswer.Unending(List.of(ALICE), "a page of it leads back");
    }
  }
}
