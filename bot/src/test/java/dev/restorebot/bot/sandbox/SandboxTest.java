package dev.restorebot.bot.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.files.Digest;
import dev.restorebot.pds.Pds;
import dev.restorebot.pds.PdsApi.RepoAnswer;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.store.AccessKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  private static final String MAIN = JobProbe.class.getName();

  @TempDir
  private Path folder;

  /// The object store of a cluster outlives the bot; so does what a worker reads there with its keys.
  @Test
  void hasTheSameKeysToItsStoreWheneverItIsOpened() throws Exception {
    AccessKeys keys;
    try (var sandbox = WorldCopy.open(folder, List.of("/bin/false"))) {
      keys = sandbox.store().secret();
    }

    try (var again = WorldCopy.open(folder, List.of("/bin/false"))) {
      assertThat(again.store().secret()).isEqualTo(keys);
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(
          file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .doesNotContain(keys.accessKey(), keys.secretKey()));
    }
  }

  @Test
  void makesTheSameWorldEachTime() throws IOException {
    var one = folder.resolve("one");
    var other = folder.resolve("other");
    try (var _ = Sandbox.open(one, MAIN); var _ = Sandbox.open(other, MAIN)) {
      assertThat(digests(one)).hasSizeGreaterThan(30).isEqualTo(digests(other));
    }
  }

  @Test
  void standsWithLostAccountsAndEverythingElseInPlace() {
    try (var sandbox = Sandbox.open(folder, MAIN)) {
      var pds = new HttpPds(sandbox.pds().url());

      assertThat(pds.describeRepo("did:plc:wydyrngmxbcsqdvhmd7whmye"))
          .isInstanceOfSatisfying(RepoAnswer.Refused.class,
              answer -> assertThat(answer.error()).isEqualTo("RepoNotFound"));
      assertThat(
          new Pds(new PdsSettings(sandbox.pds().url(), "pds.sandbox.test", List.of(sandbox.relay().url()), 1000), pds,
              new HttpRelay()).outside().numbers())
          .containsValue(9042L);
      assertThat(sandbox.volume().resolve("actors/b9/did:plc:wydyrngmxbcsqdvhmd7whmye/key")).hasSize(32);
      assertThat(sandbox.volume().resolve("actors/bc/did:plc:sg4udwrlnokqtpteaswzcps5/store.sqlite")).exists();
      assertThat(sandbox.volume().resolve("actors/9e/did:plc:uog7vhnxiskidenntic67g3z/store.sqlite")).exists();
    }
  }

  @Test
  void writesAConfigurationThatNamesItsServers() throws IOException {
    try (var sandbox = Sandbox.open(folder, MAIN)) {
      assertThat(Files.readString(sandbox.configuration())).contains("\"" + sandbox.pds().url() + "\"",
          "\"" + sandbox.relay().url() + "\"", "\"" + sandbox.store().endpoint() + "\"").doesNotContain("@s3@");
    }
  }

  @Test
  void goesOnWhereItWasLeft() throws IOException {
    SortedMap<String, Digest> before;
    try (var sandbox = Sandbox.open(folder, MAIN)) {
      assertThat(sandbox.happen(new Fault.ClockMoves(Duration.ofMinutes(31))))
          .isEqualTo("It is 2026-02-25T14:31:00Z now.");
      sandbox.pds().signUp("carol.sandbox.test", "did:plc:carol2sandbox7wxyz234567");
      before = digests(folder);
    }

    try (var sandbox = Sandbox.open(folder, MAIN)) {
      assertThat(sandbox.clock().instant()).isEqualTo("2026-02-25T14:31:00Z");
      assertThat(digests(folder)).isEqualTo(before);
    }
  }

  @Test
  void makesAHalfMadeWorldAnew() throws IOException {
    Files.createFile(folder.resolve("sandbox-unfinished"));
    Files.createDirectories(folder.resolve("volumes/pds-data"));
    Files.writeString(folder.resolve("volumes/pds-data/account.sqlite"), "half of it");

    try (var sandbox = Sandbox.open(folder, MAIN)) {
      assertThat(new HttpPds(sandbox.pds().url()).describeRepo("did:plc:a")).isInstanceOf(RepoAnswer.Refused.class);
      assertThat(folder.resolve("sandbox-unfinished")).doesNotExist();
    }
  }

  @Test
  void touchesNoFolderOfSomethingElse() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> Sandbox.open(folder, MAIN)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not a sandbox");
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("thesis.txt"));
  }

  @Test
  void saysWhichPortIsTaken() throws IOException {
    Sandbox.open(folder, MAIN).close();
    var ports = SandboxPorts.read(Files.readString(folder.resolve("ports.json")));

    try (var _ = new ServerSocket(ports.of(SandboxPorts.RELAY), 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Sandbox.open(folder, MAIN)).isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("relay cannot use port " + ports.of(SandboxPorts.RELAY));
    }
    Sandbox.open(folder, MAIN).close();
  }

  @Test
  void letsEveryMishapHappenAndSaysSo() {
    try (var sandbox = Sandbox.open(folder, MAIN)) {
      var sentences = new TreeMap<String, String>();
      for (var example : Fault.examples()) {
        sentences.put(example, sandbox.happen(Fault.parse(example).orElseThrow()));
      }

      assertThat(sentences.values()).allMatch(sentence -> sentence.endsWith(".") && sentence.lines().count() == 1);
      assertThat(sentences).containsAllEntriesOf(Map.of("someone signs up", "new.sandbox.test has signed up.",
          "backup overwritten 20260224-020011", "Somebody has overwritten pds/db/account-20260224-020011.sqlite.",
          "clock +1h30m", "It is 2026-02-25T16:01:00Z now."));
      assertThat(sandbox.volume().resolve("actors")).doesNotExist();
    }
  }

  @Test
  void leavesNothingWhenRemoved() {
    var world = folder.resolve("world");

    Sandbox.open(world, MAIN).remove();

    assertThat(world).doesNotExist();
  }

  /// Everything that does not name a port.
  private static SortedMap<String, Digest> digests(Path world) throws IOException {
    var digests = new TreeMap<String, Digest>();
    for (var part : List.of("bucket", "volumes")) {
      try (Stream<Path> files = Files.walk(world.resolve(part))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          digests.put(world.relativize(file).toString(), Digest.of(file));
        }
      }
    }
    return digests;
  }
}
