package dev.restorebot.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.files.Digest;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.kind.Sign;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.RunKey;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWorkerCodecTest {
  private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  private static final Digest DIGEST = new Digest(HEX);
  private static final RunFolder RUN = new RunFolder("r-test");
  private static final VolumeFile FILE = new VolumeFile("account.sqlite", new ByteSize(4096), DIGEST);
  private static final VolumeFolder FOLDER = new VolumeFolder("repositories", 12, new ByteSize(4096), DIGEST);
  private static final String FOLDER_JSON =
      "{\"path\":\"repositories\",\"files\":12,\"size\":4096,\"digest\":\"" + HEX + "\"}";
  private static final String FILE_JSON =
      "{\"path\":\"account.sqlite\",\"size\":4096,\"digest\":\"" + HEX + "\"}";

  private final JsonWorkerCodec codec = new JsonWorkerCodec();

  static Stream<Arguments> tasks() {
    var store = new StoreDefinition("main", URI.create("https://s3.example"), "eu", Addressing.PATH);
    var object = new BackupObject("db/account-20260224-020011.sqlite", new ByteSize(4096), "0123456789abcdef-2",
        Instant.parse("2026-02-24T02:00:12Z"));
    return Stream.of(
        Arguments.of(
            new Task.Inspect("pds", new TreeMap<>(Map.of("account", "account.sqlite")), List.of(),
                OptionalLong.empty()),
            "{\"operation\":\"inspect\",\"kind\":\"pds\",\"databases\":{\"account\":\"account.sqlite\"},\"folders\":[],\"capacity\":null}"),
        Arguments.of(
            new Task.Examine("pds", new TreeMap<>(Map.of("account", "account.sqlite")), Set.of("account")),
            "{\"operation\":\"examine\",\"kind\":\"pds\",\"databases\":{\"account\":\"account.sqlite\"},"
                + "\"required\":[\"account\"]}"),
        Arguments.of(
            new Task.Stage(RUN, "pds", store, "backups",
                List.of(new Source("account", "account.sqlite", object, DIGEST)), List.of(),
                OptionalLong.of(1024)),
            "{\"operation\":\"stage\",\"folder\":\"r-test\",\"kind\":\"pds\",\"store\":{\"name\":\"main\",\"endpoint\":"
                + "\"https://s3.example\",\"region\":\"eu\",\"addressing\":\"PATH\"},\"bucket\":\"backups\",\"sources\":[{"
                + "\"database\":\"account\",\"file\":\"account.sqlite\",\"object\":{\"key\":"
                + "\"db/account-20260224-020011.sqlite\",\"size\":4096,\"etag\":\"0123456789abcdef-2\",\"modified\":"
                + "\"2026-02-24T02:00:12Z\",\"version\":\"\"},\"digest\":\"" + HEX
                + "\"}],\"mirrors\":[],\"capacity\":1024}"),
        Arguments.of(
            new Task.Replace(RUN, "pds", List.of(new Part("account", "account.sqlite", DIGEST)), List.of(),
                List.of(FOLDER), Map.of("margin", "9"), true),
            "{\"operation\":\"replace\",\"folder\":\"r-test\",\"kind\":\"pds\",\"parts\":[{\"database\":\"account\","
                + "\"file\":\"account.sqlite\",\"digest\":\"" + HEX
                + "\"}],\"folders\":[],\"staged\":[" + FOLDER_JSON + "],\"fixUp\":{\"margin\":\"9\"},\"first\":true}"),
        Arguments.of(
            new Task.Amend(RUN, "knot", new TreeMap<>(Map.of("knotserver", "data/knotserver.db")),
                Map.of("grants", "did:plc:a/site"), false),
            "{\"operation\":\"amend\",\"folder\":\"r-test\",\"kind\":\"knot\",\"databases\":{\"knotserver\":"
                + "\"data/knotserver.db\"},\"fixUp\":{\"grants\":\"did:plc:a/site\"},\"first\":false}"),
        Arguments.of(
            new Task.Drill(RUN, "pds", store, "backups", List.of(), List.of(), Map.of("margin", "9"),
                new ByteSize(1024)),
            "{\"operation\":\"drill\",\"folder\":\"r-test\",\"kind\":\"pds\",\"store\":{\"name\":\"main\",\"endpoint\":"
                + "\"https://s3.example\",\"region\":\"eu\",\"addressing\":\"PATH\"},\"bucket\":\"backups\",\"sources\":[],"
                + "\"mirrors\":[],\"fixUp\":{\"margin\":\"9\"},\"room\":1024}"),
        Arguments.of(new Task.Undo(RUN, List.of("account.sqlite"), List.of(FILE)),
            "{\"operation\":\"undo\",\"folder\":\"r-test\",\"databases\":[\"account.sqlite\"],\"displaced\":[{\"path\":"
                + "\"account.sqlite\",\"size\":4096,\"digest\":\"" + HEX + "\"}]}"),
        Arguments.of(new Task.CheckUndo(RUN, List.of(FILE)),
            "{\"operation\":\"check-undo\",\"folder\":\"r-test\",\"displaced\":[{\"path\":"
                + "\"account.sqlite\",\"size\":4096,\"digest\":\"" + HEX + "\"}]}"),
        Arguments.of(new Task.Purge(RUN, true), "{\"operation\":\"purge\",\"folder\":\"r-test\",\"begun\":true}"));
  }

  private static final String MENDED_JSON = "{\"contents\":{\"items\":[],\"numbers\":{},\"newest\":null,"
      + "\"unreadable\":[]},\"repairs\":[],\"findings\":[]}";

  static Stream<Arguments> reports() {
    var contents = new Contents(List.of(new Item("did:plc:a", "alice.example", new TreeSet<>(Set.of("repo", "key")))),
        new TreeMap<>(Map.of("sequence.last", 9L)), Instant.parse("2026-02-24T02:00:11.123Z"), List.of("Not b."));
    return Stream.of(
        Arguments.of(new Report.Inspected(List.of(FILE), List.of(FOLDER), contents, new ByteSize(5)),
            "{\"result\":\"inspected\",\"files\":[" + FILE_JSON + "],\"folders\":[" + FOLDER_JSON
                + "],\"contents\":{\"items\":[{\"id\":\"did:plc:a\","
                + "\"label\":\"alice.example\",\"parts\":[\"key\",\"repo\"],\"versions\":{}}],\"numbers\":{\"sequence.last\":9},"
                + "\"newest\":\"2026-02-24T02:00:11.123Z\",\"unreadable\":[\"Not b.\"]},\"free\":5}"),
        Arguments.of(new Report.Inspected(List.of(), List.of(), Contents.EMPTY, new ByteSize(0)),
            "{\"result\":\"inspected\",\"files\":[],\"folders\":[],\"contents\":{\"items\":[],\"numbers\":{},\"newest\":null,"
                + "\"unreadable\":[]},\"free\":0}"),
        Arguments.of(
            new Report.Examined(List.of(new Report.SeenFile(".", "drwxr-xr-x", 1000, 1000, new ByteSize(0),
                Instant.parse("2026-02-24T02:00:11Z"))), Contents.EMPTY,
                List.of(new Sign("database-missing", List.of("account"), "It is gone.")),
                List.of(new Report.Remains("r-test", new ByteSize(5), true)), new ByteSize(7)),
            "{\"result\":\"examined\",\"files\":[{\"path\":\".\",\"mode\":\"drwxr-xr-x\",\"user\":1000,\"group\":1000,"
                + "\"size\":0,\"changed\":\"2026-02-24T02:00:11Z\"}],\"contents\":{\"items\":[],\"numbers\":{},"
                + "\"newest\":null,\"unreadable\":[]},\"signs\":[{\"code\":\"database-missing\",\"subjects\":"
                + "[\"account\"],\"text\":\"It is gone.\"}],\"remains\":[{\"run\":\"r-test\",\"size\":5,"
                + "\"displaced\":true}],\"free\":7}"),
        Arguments.of(new Report.Staged(List.of(FILE), List.of(FOLDER), RepairResult.NOTHING),
            "{\"result\":\"staged\",\"files\":[" + FILE_JSON + "],\"folders\":[" + FOLDER_JSON
                + "],\"mended\":" + MENDED_JSON + "}"),
        Arguments.of(
            new Report.Replaced(List.of(FILE), List.of(), List.of(FOLDER), List.of("repositories/did:plc:a/new"),
                new FixUp(Set.of("sequencer"), new TreeMap<>(Map.of("sequence.target", 9L)), List.of("A note."))),
            "{\"result\":\"replaced\",\"live\":[" + FILE_JSON
                + "],\"displaced\":[],\"folders\":[" + FOLDER_JSON
                + "],\"kept\":[\"repositories/did:plc:a/new\"],\"fixUp\":{\"edited\":[\"sequencer\"],"
                + "\"numbers\":{\"sequence.target\":9},\"notes\":[\"A note.\"]}}"),
        Arguments.of(
            new Report.Drilled(new Report.Staged(List.of(FILE), List.of(), RepairResult.NOTHING),
                new Report.Replaced(List.of(FILE), List.of(), List.of(), List.of(), FixUp.NOTHING), Contents.EMPTY,
                List.of(),
                new Report.Took(Duration.ofSeconds(12), Duration.ofMillis(340), Duration.ofSeconds(1))),
            "{\"result\":\"drilled\",\"staged\":{\"result\":\"staged\",\"files\":[" + FILE_JSON
                + "],\"folders\":[],\"mended\":" + MENDED_JSON
                + "},\"replaced\":{\"result\":\"replaced\",\"live\":[" + FILE_JSON
                + "],\"displaced\":[],\"folders\":[],\"kept\":[],"
                + "\"fixUp\":{\"edited\":[],\"numbers\":{},\"notes\":[]}},\"contents\":{\"items\":[],\"numbers\":{},"
                + "\"newest\":null,\"unreadable\":[]},\"defects\":[],\"took\":{\"staging\":\"PT12S\",\"replacing\":\"PT0.34S\",\"checking\":\"PT1S\"}}"),
        Arguments.of(new Report.Undone(List.of(FILE), List.of()),
            "{\"result\":\"undone\",\"live\":[" + FILE_JSON + "],\"setAside\":[]}"),
        Arguments.of(new Report.Purged(new ByteSize(7)), "{\"result\":\"purged\",\"freed\":7}"),
        Arguments.of(new Report.Failed("why", "what next"),
            "{\"result\":\"failed\",\"reason\":\"why\",\"hint\":\"what next\",\"untouched\":false}"),
        Arguments.of(new Report.Undoable(List.of(FILE)),
            "{\"result\":\"undoable\",\"displaced\":[" + FILE_JSON + "]}"));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void writesAndReadsATask(Task task, String json) {
    assertThat(codec.write(task)).isEqualTo(json);
    assertThat(codec.task(json)).isEqualTo(task);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void writesAndReadsAReport(Report report, String json) {
    var line = "{\"line\":\"ended\",\"report\":" + json + "}";

    assertThat(codec.write(new OutputLine.Ended(report))).isEqualTo(line);
    assertThat(codec.line(line)).isEqualTo(new OutputLine.Ended(report));
  }

  @Test
  void writesAndReadsWhatAWorkerOnStandbyIsToldAndSays() {
    var key = RunKey.of(HEX);
    var order = new Order("purge-1", new Task.Purge(RUN, false), Optional.of(key),
        Optional.of(new AccessKeys("access", "s3cr3t")));
    var keyless = new Order("purge-1", new Task.Purge(RUN, false), Optional.empty(), Optional.empty());
    var answered = new OutputLine.Answered("purge-1", new Report.Purged(new ByteSize(5)));

    assertThat(codec.write(order))
        .isEqualTo("{\"name\":\"purge-1\",\"task\":{\"operation\":\"purge\",\"folder\":\"r-test\","
            + "\"begun\":false},\"key\":\"" + HEX + "\",\"accessKey\":\"access\",\"secretKey\":\"s3cr3t\"}");
    assertThat(codec.order(codec.write(order)).keys()).contains(new AccessKeys("access", "s3cr3t"));
    assertThat(order.toString()).doesNotContain("s3cr3t", HEX);
    assertThat(codec.order(codec.write(order)).key().orElseThrow().hex()).isEqualTo(HEX);
    assertThat(codec.order(codec.write(keyless))).isEqualTo(keyless);
    assertThatThrownBy(
        () -> codec.order("{\"name\":\"purge-1\",\"task\":{\"operation\":\"purge\",\"folder\":\"r-test\","
            + "\"begun\":false},\"key\":\"secret\",\"accessKey\":\"secret\",\"secretKey\":\"secret\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThat(codec.write(new OutputLine.Listening())).isEqualTo("{\"line\":\"listening\"}");
    assertThat(codec.line(codec.write(new OutputLine.Listening()))).isEqualTo(new OutputLine.Listening());
    assertThat(codec.write(new OutputLine.Heard("purge-1"))).isEqualTo("{\"line\":\"heard\",\"order\":\"purge-1\"}");
    assertThat(codec.line(codec.write(answered))).isEqualTo(answered);
  }

  @Test
  void writesAndReadsTheOtherLines() {
    var advanced = new OutputLine.Advanced("download", 5, 10, 2, 3);
    var tooLong = new OutputLine.TooLong("look elsewhere");

    assertThat(codec.write(advanced))
        .isEqualTo("{\"line\":\"advanced\",\"what\":\"download\",\"done\":5,\"total\":10,\"files\":2,\"allFiles\":3}");
    assertThat(codec.line(codec.write(advanced))).isEqualTo(advanced);
    assertThat(codec.write(tooLong)).isEqualTo("{\"line\":\"too_long\",\"hint\":\"look elsewhere\"}");
    assertThat(codec.line(codec.write(tooLong))).isEqualTo(tooLong);
  }

  @Test
  void hasAGoldenTextForEveryTaskAndReport() {
    Stream<Class<?>> written = Stream.concat(tasks(), reports()).map(
        arguments -> requireNonNull(arguments.get()[0]).getClass());

    assertThat(written.distinct()).containsExactlyInAnyOrderElementsOf(Stream
        .of(Task.class, Task.OfRun.class, Report.class)
        .<Class<?>>flatMap(type -> Arrays.stream(type.getPermittedSubclasses())).filter(type -> !type.isInterface())
        .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "[]", "{\"operation\":\"dance\"}", "{\"operation\":\"undo\"}",
      "{\"operation\":\"undo\",\"folder\":null}", "{\"operation\":\"undo\",\"folder\":\"../etc\"}",
      "{\"operation\":\"undo\",\"folder\":\"r-test\",\"more\":1}", "{\"operation\":\"undo\",\"folder\":\"r-test\"} {}"})
  void refusesWhatIsNoTask(String text) {
    assertThatThrownBy(() -> codec.task(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
