package dev.restorebot.knot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.cluster.PodExec;
import dev.restorebot.cluster.PodExec.ExecResult.Answered;
import dev.restorebot.cluster.PodExec.ExecResult.NotAllowed;
import dev.restorebot.cluster.PodExec.ExecResult.Unreachable;
import dev.restorebot.knot.PushGate.PushAnswer.Allowed;
import dev.restorebot.knot.PushGate.PushAnswer.Denied;
import dev.restorebot.knot.PushGate.PushAnswer.Unknown;
import dev.restorebot.service.WorkloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodPushGateTest {
  private static final WorkloadRef KNOT = new WorkloadRef("knot", "deployment", "knot");

  private final List<String> asked = new ArrayList<>();

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(new Answered(204, ""), new Allowed()),
        Arguments.of(new Answered(403, "no"), new Denied()),
        Arguments.of(new Answered(400, ""), new Unknown("its internal API answers HTTP 400 to /push-allowed")),
        Arguments.of(new Answered(200, ""), new Unknown("its internal API answers HTTP 200 to /push-allowed")),
        Arguments.of(new NotAllowed("it may not"), new Unknown("it may not")),
        Arguments.of(new Unreachable("nobody is there"), new Unknown("nobody is there")));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void takesNothingButThatForAnAnswer(PodExec.ExecResult said, PushGate.PushAnswer meant) {
    try (var round = gate(said).round()) {
      assertThat(round.allowed("did:plc:alice", "did:plc:alice/site")).isEqualTo(meant);
    }
  }

  @Test
  void asksInOneVisitAndEncodesWhatItAsksFor() {
    try (var round = gate(new Answered(204, "")).round()) {
      round.allowed("did:plc:alice", "did:plc:alice/site");
      round.allowed("did:web:a&user=b", "did:web:a&user=b/c#d e");
    }

    assertThat(asked).containsExactly("visit knot/deployment/knot 5555",
        "/push-allowed?user=did%3Aplc%3Aalice&repo=did%3Aplc%3Aalice%2Fsite",
        "/push-allowed?user=did%3Aweb%3Aa%26user%3Db&repo=did%3Aweb%3Aa%26user%3Db%2Fc%23d+e", "over");
  }

  private PushGate gate(PodExec.ExecResult said) {
    return new PodPushGate((ref, port) -> {
      asked.add("visit " + ref + " " + port);
      return new PodExec.Visit() {
        @Override
        public PodExec.ExecResult get(String pathAndQuery) {
          asked.add(pathAndQuery);
          return said;
        }

        @Override
        public void close() {
          asked.add("over");
        }
      };
    }, KNOT, 5555);
  }
}
