package dev.restorebot.bot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy.OwnRequest;
import dev.restorebot.bot.config.SlackSettings.Mode;
import dev.restorebot.bot.kind.ConfiguredKind;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.knot.SshAddress;
import dev.restorebot.kubernetes.JobSettings;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {
  static final String RIGHT = """
      services:
        pds:
          kind: pds
          namespace: pds
          workload: deployment/pds
          volume: { claim: pds-data, owner: "1000:1000", mountedAt: /pds }
          backups:
            store: hetzner
            bucket: sans-self-net
            credentials: { secret: pds-s3-credentials, accessKey: access-key, secretKey: secret-key }
            databases:
              account:   { key: "pds/db/account-{timestamp}.sqlite",   file: account.sqlite }
              did_cache: { key: "pds/db/did_cache-{timestamp}.sqlite", file: did_cache.sqlite, optional: true }
            schedule: "0 2 * * *"
            cronJobs: [pds-backup]
          pds: { url: https://sans-self.org, hostname: sans-self.org, relays: [https://bsky.network] }
      stores:
        hetzner: { endpoint: https://nbg1.your-objectstorage.com, region: nbg1, pathStyle: true }
      notBackedUp:
        zot: "Container images are rebuilt, not restored."
      approvals:
        requesters: [slack:U012, "@ops"]
        approvers: [slack:U034, slack-group:S099]
        gates: { start: 1, replace: 2 }
        expireAfter: 45m
      worker: { image: restorebot, deadline: 2h, keep: 24h, scratch: 20Gi, memory: 1Gi }
      slack: { channels: [C0OPS, G0OLDOPS], mode: http, port: 8081, api: "https://slack-gov.com/api/" }
      """;

  static final String KNOT =
      """
            knot:
              kind: knot
              namespace: knot
              workload: deployment/knot
              volume: { claim: knot-data, owner: "1000:1000", mountedAt: /home/git }
              backups:
                store: hetzner
                bucket: sans-self-net
                credentials: { secret: knot-s3-credentials, accessKey: access-key, secretKey: secret-key }
                databases:
                  knotserver: { key: "knot/db/knotserver-{timestamp}.db", file: data/knotserver.db }
                mirrors:
                  repositories: { prefix: "knot/repositories/", folder: repositories }
              knot: { url: https://knot.test, hostname: knot.test, ssh: "knot.test:2222", internalPort: 5555, container: knot }
          """;

  @TempDir
  private Path folder;

  static final String ANCHOR =
      RIGHT + "audit: { anchor: { store: hetzner, bucket: seals, prefix: \"record/\", retain: 90d } }\n";

  @Test
  void readsWhereSealsAreKept() throws IOException {
    assertThat(ConfigurationReader.read(written(RIGHT)).anchor()).isEmpty();
    assertThat(ConfigurationReader.read(written(RIGHT + "audit: {}\n")).anchor()).isEmpty();
    assertThat(ConfigurationReader.read(written(ANCHOR)).anchor()).hasValueSatisfying(anchor -> {
      assertThat(anchor.store().name()).isEqualTo("hetzner");
      assertThat(anchor.bucket()).isEqualTo("seals");
      assertThat(anchor.prefix()).isEqualTo("record/");
      assertThat(anchor.retain()).isEqualTo(Duration.ofDays(90));
    });
    assertThat(
        ConfigurationReader.read(written(ANCHOR.replace("prefix: \"record/\", ", ""))).anchor().orElseThrow().prefix())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} written as {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      store: hetzner, bucket: seals | store: herzner, bucket: seals | audit.anchor.store: there is no
      bucket: seals | bucket: sans-self-net | audit.anchor.bucket: has the backups of pds, and restorebot never writes there
      record/ | /record/ | audit.anchor.prefix: begins with a slash
      90d | 90 | audit.anchor.retain: is not a number of days like 90d: 90
      90d | 0d | audit.anchor.retain: is not a number of days like 90d: 0d
      """)
  void refusesAnAnchorThatIsNone(String right, String wrong, String refusal) {
    assertThatThrownBy(() -> ConfigurationReader.read(written(ANCHOR.replace(right, wrong))))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining(refusal);
  }

  /// Backups are never written, whatever the store is called.
  @Test
  void refusesABucketOfBackupsByAnotherNameOfTheStore() {
    var twice = ANCHOR
        .replace("stores:\n", "stores:\n  other: { endpoint: \"https://NBG1.your-objectstorage.com/\", region: x }\n")
        .replace("store: hetzner, bucket: seals", "store: other, bucket: sans-self-net");

    assertThatThrownBy(() -> ConfigurationReader.read(written(twice))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("audit.anchor.bucket: has the backups of pds");
  }

  @Test
  void readsTheConfigurationOfTheDesign() throws IOException {
    var configuration = ConfigurationReader.read(written(RIGHT));

    var pds = configuration.catalogue().service(new ServiceName("pds")).orElseThrow();
    assertThat(pds.backups().databases()).extracting(database -> database.name() + " " + database.need())
        .containsExactly("account REQUIRED", "did_cache OPTIONAL");
    assertThat(pds.backups().store().endpoint()).isEqualTo(URI.create("https://nbg1.your-objectstorage.com"));
    assertThat(configuration.kinds()).containsOnlyKeys(pds.name()).hasEntrySatisfying(pds.name(),
        kind -> assertThat(kind.settings()).extracting("relays")
            .isEqualTo(List.of(URI.create("https://bsky.network"))));
    assertThat(configuration.policy().needed(Gate.REPLACE)).isEqualTo(2);
    assertThat(configuration.policy().ownRequest()).isEqualTo(OwnRequest.MAY_NOT_APPROVE);
    assertThat(configuration.policy().expireAfter()).isEqualTo(Duration.ofMinutes(45));
    assertThat(configuration.catalogue().notBackedUp()).containsKey(new ServiceName("zot"));
  }

  @Test
  void readsWhoMayPassAGateAlone() throws IOException {
    var glass = ConfigurationReader.read(written(RIGHT.replace("expireAfter: 45m", "breakGlass: { after: 10m }")));

    assertThat(glass.policy().breakGlass(Gate.REPLACE)).contains(Duration.ofMinutes(10));
    assertThat(glass.policy().breakGlass(Gate.PURGE)).isEmpty();
    assertThat(ConfigurationReader.read(written(RIGHT)).policy().breakGlass(Gate.REPLACE)).isEmpty();
  }

  @Test
  void readersAreTheMembersOfTheChannelOrThoseWhoAreNamed() throws IOException {
    var named = ConfigurationReader.read(written(RIGHT.replace("expireAfter: 45m", "readers: [slack:U099, '@ops']")));

    assertThat(named.policy().readers()).containsExactlyInAnyOrder("slack:U099", "@ops");
    assertThat(ConfigurationReader.read(written(RIGHT)).policy().readers()).isNull();
    assertThatThrownBy(
        () -> ConfigurationReader.read(written(RIGHT.replace("expireAfter: 45m", "readers: [U099]"))))
        .hasMessageContaining("approvals.readers.0: a person is named with their chat in front");
  }

  @Test
  void readsWhenAServiceIsDrilled() throws IOException {
    var name = new ServiceName("pds");
    var drilled = RIGHT.replaceFirst("    backups:", "    drills: \"0 4 * * 0\"\n    backups:");

    assertThat(ConfigurationReader.read(written(drilled)).catalogue().service(name).orElseThrow().drills())
        .hasToString("0 4 * * 0");
    assertThat(ConfigurationReader.read(written(RIGHT)).catalogue().service(name).orElseThrow().drills())
        .isEqualTo(Schedule.NONE);
    assertThatThrownBy(() -> ConfigurationReader.read(written(drilled.replace("0 4 * * 0", "on Sundays"))))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("services.pds.drills: ");
  }

  @Test
  void takesTheMembersOfAChannelForEnoughPeople() throws IOException {
    var channel = ConfigurationReader.read(written(RIGHT.replace("[slack:U034, slack-group:S099]",
        "[slack-channel:C0OPS]")));

    assertThat(channel.policy().needed(Gate.REPLACE)).isEqualTo(2);
  }

  @Test
  void readsAKnotWithItsMirror() throws IOException {
    var name = new ServiceName("knot");

    var whole = ConfigurationReader.read(written(withKnot(KNOT)));
    var usual = ConfigurationReader.read(written(
        withKnot(KNOT.replace(" ssh: \"knot.test:2222\", internalPort: 5555,", ""))));

    assertThat(whole.catalogue().service(name).orElseThrow().backups().mirrors()).containsExactly(
        new MirrorDefinition("repositories", "knot/repositories/", "repositories"));
    assertThat(whole.kinds().get(name)).extracting(ConfiguredKind::settings).isEqualTo(new KnotSettings(
        URI.create("https://knot.test"), "knot.test", new SshAddress("knot.test", 2222), 5555, "knot"));
    assertThat(usual.kinds().get(name)).extracting(ConfiguredKind::settings).isEqualTo(new KnotSettings(
        URI.create("https://knot.test"), "knot.test", new SshAddress("knot.test", 22), 5444, "knot"));
  }

  @ParameterizedTest(name = "{0} written as {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      knot: { url        | knott: { url        | line 30: services.knot.knott: unknown key `knott`; known here: backups, drills, kind, knot, namespace
      hostname: knot.test | host: knot.test    | line 30: services.knot.knot.host: unknown key `host`; known here: container, hostname, internalPort, ssh, url
      , container: knot }| }                   | services.knot.knot.container: is missing
      knot: { url        | pds: { url          | unknown key `ssh`
      knot.test:2222     | knot.test:ssh       | services.knot.knot.ssh: is not of the form HOST:PORT: knot.test:ssh
      knot.test:2222     | knot.test:70000     | services.knot.knot.ssh: is not a port: 70000
      knot.test:2222     | -oProxyCommand=x:22 | services.knot.knot.ssh: is not of the form HOST:PORT
      internalPort: 5555 | internalPort: 0     | services.knot.knot.internalPort: is not a port: 0
      knot: { url: https://knot.test, hostname: knot.test, ssh: "knot.test:2222", internalPort: 5555, container: knot } | knot: | services.knot.knot: a service of kind knot needs this section
      knot: { url: https://knot.test, hostname: knot.test, ssh: "knot.test:2222", internalPort: 5555, container: knot } | knot: 5 | services.knot.knot: a value of this form cannot stand here
      container: knot    | container: [knot]   | services.knot.knot.container: a value of this form cannot stand here
      kind: knot         | kind: pds           | services.knot.pds: a service of kind pds needs this section
      mirrors:           | schedule:           | a value of this form cannot stand here
      url: https:        | url: gopher:        | services.knot.knot.url: is not an address like https://example.org: it begins with gopher:
      folder: repositories | folder: data      | mirrors.repositories.folder: data and data/knotserver.db, the file of databases.knotserver, lie one below the other
      folder: repositories | folder: data/knotserver.db-wal | mirrors.repositories.folder: data/knotserver.db-wal is already what SQLite keeps
      folder: repositories | folder: .restorebot | the folder of mirror repositories must be a plain path
      """)
  void saysWhatIsWrongWithAKnot(String right, String wrong, String message) throws IOException {
    var file = written(withKnot(KNOT.replace(right, wrong)));

    assertThatThrownBy(() -> ConfigurationReader.read(file)).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void needsTheMirrorOfAKnotsRepositories() throws IOException {
    var without = KNOT.replaceAll(" +mirrors:\n +repositories: .*\n", "");

    var file = written(withKnot(without));

    assertThatThrownBy(() -> ConfigurationReader.read(file)).hasMessageContaining(
        "services.knot.backups.mirrors: a knot needs one mirror, that of its repositories");
  }

  static String withKnot(String knot) {
    return RIGHT.replace("stores:\n", knot + "stores:\n");
  }

  @Test
  void readsHowServicesAndWorkersRun() throws IOException {
    var pds = RIGHT.replace("mountedAt: /pds }", "mountedAt: /pds, fsGroup: 1001 }\n    timeouts: { gone: 90s }");

    var configuration = ConfigurationReader.read(written(pds));
    var usual = ConfigurationReader.read(written(RIGHT.replaceAll("worker: .*", "")));

    var service = configuration.catalogue().service(new ServiceName("pds")).orElseThrow();
    assertThat(service.timeouts()).isEqualTo(new Timeouts(Duration.ofSeconds(90), Duration.ofMinutes(2)));
    assertThat(service.volume().fsGroup()).hasValue(1001);
    assertThat(configuration.jobs()).isEqualTo(
        new JobSettings("restorebot", Duration.ofHours(2), Duration.ofDays(1), "20Gi", "1Gi"));
    assertThat(usual.jobs()).isEqualTo(JobSettings.DEFAULT);
  }

  @Test
  void readsWhereInSlackTheBotIs() throws IOException {
    var configuration = ConfigurationReader.read(written(RIGHT));
    var usual = ConfigurationReader.read(written(RIGHT.replaceAll("slack: .*", "slack: { channels: [C0OPS] }")));
    var local = ConfigurationReader.read(written(RIGHT.replace("https://slack-gov.com", "http://127.0.0.1:8080")));
    var none = ConfigurationReader.read(written(RIGHT.replaceAll("slack: .*", "")));

    assertThat(configuration.slack()).contains(new SlackSettings(List.of("C0OPS", "G0OLDOPS"), Mode.HTTP, 8081, false,
        URI.create("https://slack-gov.com/api/")));
    assertThat(usual.slack()).contains(
        new SlackSettings(List.of("C0OPS"), Mode.SOCKET, 3000, false, URI.create("https://slack.com/api/")));
    assertThat(local.slack().orElseThrow().api()).hasHost("127.0.0.1");
    assertThat(none.slack()).isEmpty();
  }

  @ParameterizedTest(name = "{0} written as {1}: {2}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      bucket: sans       | bukket: sans      | line 9: services.pds.backups.bukket: unknown key `bukket`; known here: bucket, credentials,
      region: nbg1       | regoin: nbg1      | line 18: stores.hetzner.regoin: unknown key `regoin`; known here: endpoint, pathStyle, region
      namespace: pds     | #                 | services.pds.namespace: is missing
      approvals:         | aprovals:         | line 21: aprovals: unknown key `aprovals`; known here: approvals, audit, notBackedUp, services, slack, stores, worker
      kind: pds          | kind: postgres    | services.pds.kind: unknown kind `postgres`; known: knot, pds
      store: hetzner     | store: aws        | services.pds.backups.store: there is no `stores.aws`
      deployment/pds     | pds               | services.pds.workload: is not of the form deployment/NAME or statefulset/NAME
      1000:1000          | pds               | services.pds.volume.owner: is not of the form UID:GID
      account-{timestamp}.sqlite | account.sqlite | services.pds.backups.databases.account.key: a key needs {timestamp} exactly once
      file: account.sqlite | file: ../account.sqlite | services.pds.backups.databases.account.file: the file of database account must be a plain path
      replace: 2         | replace: many     | line 24: approvals.gates.replace: a value of this form cannot stand here
      replace: 2         | replace: 0        | approvals: the gate replace needs at least one person
      approvers: [slack:U034, slack-group:S099] | approvers: [slack:U034] | approvals.gates.replace: needs 2 people, and there are only 1 approvers
      replace: 2         | delete: 2         | approvals.gates.delete: there is no gate of that name; known: start, access, replace, checks, undo, purge
      45m                | soon              | approvals.expireAfter: is not a time span like 30m, 90s or 2h: soon
      expireAfter: 45m   | breakGlass: { after: 0s } | approvals.breakGlass.after: is not a time span like 30m, 90s or 2h: 0s
      expireAfter: 45m   | breakGlass: {}    | approvals.breakGlass.after: is missing
      optional: true     | optional: perhaps | databases.did_cache.optional: a value of this form cannot stand here
      not restored."     | not restored.     | is not YAML
      kind: pds          | kind: knot        | services.pds.pds: only a service of kind pds has this section
      deadline: 2h       | deadline: 2 hours | worker.deadline: is not a time span like 30m, 90s or 2h: 2 hours
      20Gi               | 20GB              | worker.scratch: is not a size like 512Mi or 10Gi: 20GB
      zot:               | history:          | notBackedUp.history: `history` is a word of the commands
      channels: [C0OPS, G0OLDOPS] | channel: C0OPS | line 27: slack.channel: unknown key `channel`; known here: api, channels, mirror, mode, port
      [C0OPS, G0OLDOPS]  | []                | slack.channels: names no channel; commands work in those that are listed here
      G0OLDOPS           | "#ops"            | slack.channels: `#ops` is not the id of a channel, like C0123456789
      G0OLDOPS           | C0OPS             | slack.channels: C0OPS is listed twice
      mode: http         | mode: rtm         | slack.mode: unknown mode `rtm`; known: socket, http
      mode: http         | mode: socket      | slack.port: only `mode: http` listens
      8081               | 65536             | slack.port: is not a port: 65536
      https://slack-gov  | http://slack-gov  | slack.api: is not an address like https://slack.com/api/, with https and a slash at its end
      com/api/           | com/api           | slack.api: is not an address like https://slack.com/api/
      endpoint: https:   | endpoint: file:   | line 18: stores.hetzner.endpoint: is not an address like https://example.org: it begins with file:
      url: https:        | url: ftp:         | line 16: services.pds.pds.url: is not an address like https://example.org: it begins with ftp:
      [https://bsky.network] | [], canary: { handle: "canary", passwordSecret: s } | services.pds.pds.canary.handle: is not a handle like canary.example.com: canary
      [https://bsky.network] | [], canary: { handle: "a.b:c", passwordSecret: s } | services.pds.pds.canary.handle: is not a handle like canary.example.com: a.b:c
      [https://bsky.network] | [], canary: { handle: canary.test, passwordSecret: "" } | services.pds.pds.canary.passwordSecret: is empty
      [https://bsky.network] | [], canary: { handle: canary.test } | passwordSecret
      [https://bsky.network] | [bsky.network] | services.pds.pds.relays.0: is not an address like https://example.org: it begins with no https://
      //bsky.network     | //a:b@bsky.network | services.pds.pds.relays.0: has a user or a password in it; what is secret comes from the environment
      //bsky.network     | ///xrpc           | services.pds.pds.relays.0: is not an address like https://example.org: it names no host
      //bsky.network     | //bsky.network:70000 | services.pds.pds.relays.0: is not an address like https://example.org: it names no host
      //bsky.network     | //bsky.network?a=b | services.pds.pds.relays.0: is not an address like https://example.org: remove what comes after ? or #
      did_cache.sqlite,  | account.sqlite,   | line 13: services.pds.backups.databases.did_cache.file: account.sqlite is already the file of databases.account
      did_cache.sqlite,  | account.sqlite-wal, | databases.did_cache.file: account.sqlite-wal is already what SQLite keeps beside the file of databases.account
      account.sqlite }   | did_cache.sqlite-journal } | databases.did_cache.file: did_cache.sqlite-journal is already the file of databases.account
      did_cache.sqlite,  | account.sqlite/x, | databases.did_cache.file: account.sqlite/x and account.sqlite, the file of databases.account, lie one below the other
      did_cache.sqlite,  | .restorebot/x,    | databases.did_cache.file: the file of database did_cache must be a plain path
      did_cache.sqlite,  | a/./x,            | databases.did_cache.file: must be a plain path below the volume
      did_cache.sqlite,  | a//x,             | databases.did_cache.file: must be a plain path below the volume
      mountedAt: /pds    | mountedAt: pds    | services.pds.volume.mountedAt: is not the path of a folder
      mountedAt: /pds    | mountedAt: /pds, fsGroup: -1 | services.pds.volume.fsGroup: is not the number of a group: -1
      mountedAt: /pds    | mountedAt: /pds, fsGroup: 1.5 | services.pds.volume.fsGroup: a value of this form cannot stand here
      zot:               | pds:              | line 20: notBackedUp.pds: is a service that is backed up
      45m                | 99999h            | line 25: approvals.expireAfter: is longer than a year: 99999h
      kind: pds          | kind:             | line 3: services.pds.kind: is empty
      kind: pds          | kind: https://a:b@c.org | services.pds.kind: unknown kind `https://…@c.org`
      bucket: sans-self-net | bucket: " "    | line 9: services.pds.backups.bucket: is empty
      bucket: sans-self-net | bucket: "a\\0" | line 9: services.pds.backups.bucket: holds a control character
      bucket: sans-self-net | bucket: *name  | line 9: services.pds.backups.bucket: is an alias, which is not followed
      bucket: sans-self-net | bucket: !!str 1 | line 9: services.pds.backups.bucket: has a tag in front
      approvers: [slack:U034, slack-group:S099] | approvers: [slack:U034, ] | approvals.gates.replace
      expireAfter: 45m   | people: [[slack:U034]] | approvals.people.0: has fewer than two ids; these are the ids of one human who has several
      expireAfter: 45m   | people: [[slack:U034, slack-group:S099]] | approvals.people.0: has a group in it; these are the ids of one human
      expireAfter: 45m   | people: [[slack:U034, alice]] | approvals.people.0.1: a person is named with their chat in front
      expireAfter: 45m   | people: [[slack:U034, local:a], [local:a, local:b]] | approvals: local:a cannot be two people
      approvers: [slack:U034, slack-group:S099] | approvers: [slack:U034, null] | line 23: approvals.approvers.1: is empty
      approvers: [slack:U034, slack-group:S099] | approvers: [slack:U034, S099] | line 23: approvals.approvers.1: a person is named with their chat in front, as in slack:U012
      """)
  void saysWhereAndWhatIsWrong(String right, String wrong, String message) throws IOException {
    var file = written(RIGHT.replace(right, wrong));

    assertThatThrownBy(() -> ConfigurationReader.read(file)).isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file.toString()).hasMessageContaining(message).message()
        .doesNotContain("dev.restorebot");
  }

  @Test
  void countsAHumanOnceWhoHasSeveralNames() throws IOException {
    var file = written(RIGHT.replace("approvers: [slack:U034, slack-group:S099]",
        "approvers: [slack:U034, local:a]\n  people: [[slack:U034, local:a]]"));

    assertThatThrownBy(() -> ConfigurationReader.read(file))
        .hasMessageContaining("approvals.gates.replace: needs 2 people, and there are only 1 approvers");
  }

  @Test
  void refusesKeysThatAreWrittenTwice() throws IOException {
    var section = written(RIGHT + "approvals: { requesters: [], approvers: [] }\n");
    assertThatThrownBy(() -> ConfigurationReader.read(section)).hasMessage(
        section + " line 28: approvals: is written twice, first in line 21; remove one of them");

    var key = written(RIGHT.replace("    kind: pds\n", "    kind: pds\n    kind: pds\n"));
    assertThatThrownBy(() -> ConfigurationReader.read(key)).hasMessage(
        key + " line 4: services.pds.kind: is written twice, first in line 3; remove one of them");
  }

  @Test
  void refusesASecondDocument() throws IOException {
    var file = written(RIGHT + "---\nservices: {}\n");

    assertThatThrownBy(() -> ConfigurationReader.read(file)).hasMessageStartingWith(file + " line 29: ")
        .hasMessageContaining("a second document begins here");
  }

  @Test
  void saysWhatKeepsAFileFromBeingRead() throws IOException {
    var file = folder.resolve("restorebot.yaml");

    Files.write(file, "services:\n  p\u00e9: x\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigurationReader.read(file)).hasMessage(
        file + " line 2: is not text in UTF-8; save the file as UTF-8");
    Files.writeString(file, "# nothing\n");
    assertThatThrownBy(() -> ConfigurationReader.read(file)).hasMessage(file + ": is empty");
    Files.writeString(file, "#".repeat(2_000_000));
    assertThatThrownBy(() -> ConfigurationReader.read(file)).hasMessageContaining("is larger than 1 MiB");
  }

  @Test
  void readsWhatWindowsWrites() throws IOException {
    var file = written("\uFEFF" + RIGHT.replace("\n", "\r\n"));

    var configuration = ConfigurationReader.read(file);

    assertThat(configuration.catalogue().names()).containsExactly(new ServiceName("pds"));
    assertThat(configuration.policy()).isEqualTo(ConfigurationReader.read(written(RIGHT)).policy());
  }

  @Test
  void saysThatThereIsNoFile() {
    var file = folder.resolve("restorebot.yaml");

    assertThatThrownBy(() -> ConfigurationReader.read(file)).hasMessage(file + ": there is no such file");
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("restorebot.yaml"), text);
  }
}
