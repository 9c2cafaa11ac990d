package dev.restorebot.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.json.JsonWorkerCodec;
import dev.restorebot.kind.FixUp;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a worker on standby does of what it is told.
@Timeout(60)
class OrderedWorkTest {
  private static final RunFolder RUN = new RunFolder("r-7k2m4q");
  private static final Task LOOK = new Task.Inspect("pds", new TreeMap<>(), List.of(), OptionalLong.empty());
  private static final Report.Failed SEEN = new Report.Failed("seen", "");
  private static final Report REPLACED =
      new Report.Replaced(List.of(), List.of(), List.of(), List.of(), FixUp.NOTHING);

  private static final AccessKeys KEYS = new AccessKeys("access", "secret");

  private final JsonWorkerCodec codec = new JsonWorkerCodec();
  private final List<Order> done = new ArrayList<>();
  private OrderedWork.Wait wait = new OrderedWork.Wait(Duration.ofSeconds(30), 1, 1, () -> true);
  private Report last = SEEN;

  private static Task replacing(RunFolder folder) {
    return new Task.Replace(folder, "pds", List.of(), List.of(), List.of(), Map.of(), true);
  }

  private static Task staging(RunFolder folder) {
    return new Task.Stage(folder, "pds",
        new StoreDefinition("store", URI.create("http://localhost"), "region", Addressing.PATH), "backups", List.of(),
        List.of(), OptionalLong.empty());
  }

  private Order order(String name, Task task) {
    return new Order(name, task, Optional.empty(), task.reads() ? Optional.of(KEYS) : Optional.empty());
  }

  private List<OutputLine> told(String... lines) {
    var out = new ByteArrayOutputStream();
    last = new OrderedWork(codec, RUN, order -> {
      done.add(order);
      return order.task() instanceof Task.Replace ? REPLACED : SEEN;
    }, wait).run(new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).lines().map(codec::line).toList();
  }

  @Test
  void saysThatItListensAndThatItHasHeardAndAnswers() {
    assertThat(told(codec.write(order("look-1", LOOK)))).containsExactly(new OutputLine.Listening(),
        new OutputLine.Heard("look-1"),
        new OutputLine.Answered("look-1", SEEN));
  }

  @Test
  void getsTheKeyOfTheRunWithTheOrder() {
    var key = RunKey.drawn();

    told(codec.write(new Order("replace-1", replacing(RUN), Optional.of(key), Optional.empty())));

    assertThat(done.getFirst().key().orElseThrow().hex()).isEqualTo(key.hex());
  }

  @Test
  void doesOnceWhatItHearsTwiceAndAnswersTwice() {
    var look = codec.write(order("look-1", LOOK));

    assertThat(told(look, look)).filteredOn(OutputLine.Answered.class::isInstance).hasSize(2);
    assertThat(done).hasSize(1);
  }

  @Test
  void endsWhenItHasReplacedTheData() {
    var lines = told(codec.write(order("replace-1", replacing(RUN))), codec.write(order("look-2", LOOK)));

    assertThat(lines).endsWith(new OutputLine.Answered("replace-1", REPLACED));
    assertThat(last).isEqualTo(REPLACED);
  }

  @Test
  void readsNoBackupsWithoutTheKeysToThem() {
    told(codec.write(new Order("stage-1", staging(RUN), Optional.empty(), Optional.empty())));

    assertThat(done).isEmpty();
  }

  @Test
  void stagesForItsRunAndGoesOn() {
    var lines = told(codec.write(order("stage-1", staging(RUN))), codec.write(order("look-2", LOOK)));

    assertThat(done).extracting(Order::name).containsExactly("stage-1", "look-2");
    assertThat(lines).endsWith(new OutputLine.Answered("look-2", SEEN));
  }

  @Test
  void doesNothingForAnotherRun() {
    assertThat(told(codec.write(order("stage-1", staging(new RunFolder("r-other"))))).getLast())
        .isInstanceOf(OutputLine.Answered.class);
    assertThat(done).isEmpty();

    var lines = told(codec.write(order("replace-1", replacing(new RunFolder("r-other")))));

    assertThat(done).isEmpty();
    assertThat(lines.getLast()).isEqualTo(new OutputLine.Answered("replace-1",
        new Report.Failed("the worker on standby was told wrongly: it works for the run r-7k2m4q, and not for r-other",
            "use the same version for the bot and its worker")));
  }

  @Test
  void doesNothingThatItIsNotFor() {
    told(codec.write(order("purge-1", new Task.Purge(RUN, true))));

    assertThat(done).isEmpty();
  }

  /// Whoever tells it may be killed in the middle of a line.
  @Test
  void passesOverWhatIsNoOrder() {
    assertThat(told("{\"name\":\"look", "", codec.write(order("look-2", LOOK)))).containsExactly(
        new OutputLine.Listening(),
        new OutputLine.Heard("look-2"), new OutputLine.Answered("look-2", SEEN));
  }

  /// Whoever told it has gone, and with it the world that it works in.
  @Test
  void endsWhenItsPlaceIsGone() {
    wait = new OrderedWork.Wait(Duration.ofSeconds(30), Integer.MAX_VALUE, Integer.MAX_VALUE, () -> false);

    told(codec.write(order("look-1", LOOK)));

    assertThat(done).isEmpty();
  }

  @Test
  void endsWhenNobodyTellsItAnythingForTooLong() throws Exception {
    wait = new OrderedWork.Wait(Duration.ofMillis(1), 3, Integer.MAX_VALUE, () -> true);

    try (var silent = new PipedOutputStream(); var in = new PipedInputStream(silent)) {
      assertThat(new OrderedWork(codec, RUN, _ -> SEEN, wait).run(in, System.out)).isInstanceOf(Report.Failed.class);
    }
  }

  @Test
  void saysThatNobodyToldItAnything() {
    assertThat(told("")).containsExactly(new OutputLine.Listening());
    assertThat(last).isEqualTo(new Report.Failed("nobody told it anything", "See whether the bot is there."));
  }
}
