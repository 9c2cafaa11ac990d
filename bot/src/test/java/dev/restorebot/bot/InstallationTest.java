package dev.restorebot.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.kubernetes.KubernetesWorld;
import dev.restorebot.bot.kubernetes.NeedsApiServer;
import dev.restorebot.landlock.Landlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The program as it is installed: from a kubeconfig, with the permissions that it is granted, in processes of its own.
@NeedsApiServer
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
@Order(3)
class InstallationTest {
  @TempDir
  private Path folder;
  private KubernetesWorld world;
  private Path config;
  private Map<String, String> environment;

  @BeforeAll
  static void prepare() {
    Program.prepare();
  }

  @BeforeEach
  void open() throws IOException {
    world = KubernetesWorld.open(folder);
    config = folder.resolve("restorebot.yaml");
    Worlds.seatAtTerminals(world.sandbox().configuration());
    Files.writeString(config,
        Files.readString(world.sandbox().configuration()) + "\nworker: { image: restorebot }\n");
    var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), world.account().kubeconfig());
    environment = Map.of("KUBECONFIG", kubeconfig.toString(), "RESTOREBOT_CONFIG", config.toString(),
        "RESTOREBOT_STATE", folder.resolve("state").toString());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private String steady(String text) {
    return text.replace(world.namespace(), "pds").replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("pds-[0-9a-f]{8,10}-[0-9a-z]{5}", "pds-POD");
  }

  @Test
  void isReadyWhereEverythingIsThere() throws Exception {
    world.grant();

    var checked = Program.run(environment, "", "check");

    assertThat(steady(checked.out())).isEqualTo(
        """
            pds
              ok       permissions: all that a restore uses are granted
              ok       workload pds/deployment/pds: 1 of 1 replicas are ready
              ok       volume claim pds-data: used by pds-POD
              DOUBT    volume claim pds-data: its mount options cannot be seen
                       Next: Look yourself that it is not mounted with `writeback`: kubectl get pv -o yaml.
              ok       CronJob pds-backup: active
              ok       Secret pds-s3-credentials, entry access-key: set
              ok       Secret pds-s3-credentials, entry secret-key: set
              DOUBT    bucket sandbox-backups of sandbox: there is no snapshot of the last weeks in it: the newest is 20260225-020012
                       Next: See why none are made any more.
              ok       PDS http://127.0.0.1:PORT: it is up, version 0.4.212
              ok       relay http://127.0.0.1:PORT: it knows pds.sandbox.test: active at sequence number 9042
            worker
              ok       image: restorebot
            %sapprovals
              DOUBT    approvers: local:bob may approve from a terminal: whoever may run commands where the bot runs may say that they are any of them
                       Next: Keep it to one, and `pods/exec` in the bot's namespace to those people: see deploy/README.md.
            Restores can begin.
            """
            .formatted(CheckCommand.lines(CheckCommand.kernel(Landlock.offered().isPresent()))));
    assertThat(checked.status()).isZero();
  }

  @Test
  void namesAMissingKeyAMissingPermissionAndAWrongClaim() throws Exception {
    world.grant();
    world.withhold("patch", "deployments/scale");
    Files.writeString(config, Files.readString(config).replace("secretKey: secret-key", "secretKey: session-key")
        .replace("claim: pds-data", "claim: pds-date").replace("worker: { image: restorebot }", ""));

    var checked = Program.run(environment, "", "check");

    assertThat(steady(checked.out()).lines().filter(line -> line.startsWith("  MISSING"))).containsExactly(
        "  MISSING  permission: patch deployments.apps/scale pds in namespace pds, to stop and start the service: not granted",
        "  MISSING  volume claim pds-date: there is none in namespace pds",
        "  MISSING  Secret pds-s3-credentials, entry session-key: the Secret is not in namespace pds, or has no such entry",
        "  MISSING  image: it is not known which one Jobs shall run");
    assertThat(checked.out()).endsWith("4 missing: restores would stop there.\n");
    assertThat(checked.status()).isEqualTo(1);
  }

  @Test
  void printsARunbookWithoutAJournalOfItsOwn() throws Exception {
    world.grant();

    var printed = Program.run(environment, "", "runbook", "--as", "alice", "pds", "at", "20260224-020011");
    var declined = Program.run(environment, "", "runbook", "--as", "stranger", "pds", "latest");

    assertThat(printed.out()).startsWith("#!/usr/bin/env bash\n")
        .contains("RESTOREBOT_IMAGE=${RESTOREBOT_IMAGE:-'restorebot'}", "kubectl");
    assertThat(printed.status()).as(printed.err()).isZero();
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(declined.out()).isEmpty();
    assertThat(declined.err()).contains("stranger is neither a requester nor an approver here");
    assertThat(declined.status()).isEqualTo(1);
  }

  @Test
  void restoresFromAShellWithoutAnyChat() throws Exception {
    world.grant();
    var snapshot = "20260224-020011";

    var asked = Program.run(environment, "/restore pds at " + snapshot + "\n", "terminal", "--as", "alice");
    var approved = Program.run(environment, "[Approve]\n[Replace data]\n", "terminal", "--as", "bob");

    assertThat(asked.out()).contains("You are local:alice", "[Approve]  [Deny]");
    assertThat(asked.status()).as("it waits for bob").isEqualTo(3);
    assertThat(approved.out()).contains("Done: pds is restored from " + snapshot + ", and every check passed.");
    assertThat(approved.status()).isZero();
    assertThat(Program.run(environment, "", "audit", "export", folder.resolve("state/restorebot.db").toString()).out())
        .contains("\"by\":\"local:alice\"", "\"by\":\"local:bob\"");
  }

  @Test
  void servesTerminalsAndIsKilledInTheMiddle() throws Exception {
    world.grant();
    var bot = Program.start(environment, "serve", "--listen", "0");
    awaitServing(bot.inputReader());

    var asked = Program.run(environment, "/restore pds at 20260224-020011\n[Approve]\n", "terminal", "--as", "alice");
    var second = Program.run(environment, "", "serve", "--listen", "0");
    bot.destroyForcibly().waitFor();
    var next = Program.start(environment, "serve", "--listen", "0");
    awaitServing(next.inputReader());
    var approved = Program.run(environment, "[Approve]\n[Replace data]\n", "terminal", "--as", "bob");
    next.destroy();

    assertThat(asked.out()).contains("alice may ask but not approve");
    assertThat(second.err()).contains("another restorebot is at work in");
    assertThat(second.status()).isEqualTo(2);
    assertThat(approved.out()).contains("Done: pds is restored from 20260224-020011, and every check passed.");
    assertThat(next.waitFor()).as("ended by SIGTERM").isEqualTo(128 + 15);
  }

  private static void awaitServing(BufferedReader lines) throws IOException {
    var serving = Pattern.compile("restorebot serves \\[pds\\]; its probes are on port \\d+.*");
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (serving.matcher(line).matches()) {
        return;
      }
    }
    throw new AssertionError("the bot does not serve");
  }
}
