package dev.restorebot.bot.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.OnPath;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.sandbox.SandboxService;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a service is down while it is restored: by restorebot, all approvals given at once, and by the procedure of the guide as a
/// script. Both on the same API server, with its controllers, from the same object store, on a node on which a pod takes
/// [KubernetesWorld.Node#USUAL_START] until it runs, one after the other and five times each.
///
/// What is waited for between two looks at the checks is not: the repository of the knot that was backed up in the middle of a push fails
/// its check until somebody has mended it.
///
/// The script does no more than the guide says: it stops the service, has one Job copy the files from the object store by rclone and
/// another one raise the sequence of a PDS, or add the rights that the backup of a knot lacks, and starts it. It checks nothing and keeps
/// nothing. It needs python3 and rclone; where rclone is missing, its files are at hand on the node.
@NeedsApiServer
@Tag("benchmark")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class OutageBenchmarkTest {
  private static final String SNAPSHOT = "20260224-020011";
  private static final int TIMES = Integer.getInteger("outage.times", 5);

  @TempDir
  private Path folder;

  /// @param more of a PDS, how many MiB the largest database has beyond what people have in it; of a knot, how many times as many objects
  ///        its mirror has
  @ParameterizedTest
  @CsvSource({"pds, 4", "pds, 200", "knot, 1", "knot, 10"})
  void isDown(String name, int more) throws Exception {
    var service = name.equals("pds") ? SandboxService.PDS : SandboxService.KNOT;
    var what =
        name.toUpperCase(Locale.ROOT)
            + (isPds(service) ? " with " + more + " MiB" : " with " + more + " times its objects");
    var ours = new ArrayList<Measured>();
    var guides = new ArrayList<Measured>();
    for (var time = 1; time <= TIMES; time++) {
      try (var world =
          KubernetesWorld.open(service, Files.createTempDirectory(folder, "ours-"), KubernetesWorld.Node.usual())) {
        fatten(service, world, more);
        ours.add(Measured.restoring(world));
      }
      try (var world =
          KubernetesWorld.open(service, Files.createTempDirectory(folder, "guide-"), KubernetesWorld.Node.usual())) {
        fatten(service, world, more);
        guides.add(guided(service, world));
      }
    }
    print(what + ", restorebot", ours);
    print(what + ", guide", guides);
    System.out.printf(Locale.ROOT, "outage | %s | ratio of outages %.2f, of totals %.2f%n", what,
        median(ours, Measured::outage) / median(guides, Measured::outage),
        median(ours, Measured::total) / median(guides, Measured::total));
  }

  private static void fatten(SandboxService service, KubernetesWorld world, int more) throws Exception {
    if (isPds(service)) {
      fattenDatabase(world.sandbox(), more);
    } else {
      addObjects(world.sandbox(), more);
    }
  }

  private static boolean isPds(SandboxService service) {
    return service.equals(SandboxService.PDS);
  }

  /// Fills the account database of a PDS up, where it is live and in the snapshot that is restored.
  private static void fattenDatabase(Sandbox sandbox, int mebibytes) throws Exception {
    fatten(sandbox.volume(SandboxService.PDS).resolve("account.sqlite"), mebibytes);
    try (var objects = Files.walk(sandbox.folder().resolve("bucket"))) {
      var object = objects.filter(file -> file.endsWith("account-" + SNAPSHOT + ".sqlite")).findFirst().orElseThrow();
      var copy = Files.createTempFile("account-", ".sqlite");
      Files.copy(object, copy, StandardCopyOption.REPLACE_EXISTING);
      fatten(copy, mebibytes);
      sandbox.store().put("pds/db/account-" + SNAPSHOT + ".sqlite", Files.readAllBytes(copy),
          Instant.parse("2026-02-24T02:00:11Z"));
      Files.delete(copy);
    }
  }

  /// Adds objects to one repository of the mirror, and as many files to the volume.
  private static void addObjects(Sandbox sandbox, int times) throws Exception {
    List<Path> mirrored;
    var bucket = sandbox.folder().resolve("bucket/sandbox-backups");
    try (var files = Files.walk(bucket.resolve("knot/repositories"))) {
      mirrored = files.filter(Files::isRegularFile).toList();
    }
    var objects = mirrored.stream().map(Path::getParent).map(Path::getParent)
        .filter(folder -> folder.endsWith("objects")).findFirst().orElseThrow();
    var random = new Random(times);
    for (var number = 0; number < (times - 1) * mirrored.size(); number++) {
      var content = new byte[2_000];
      random.nextBytes(content);
      var blob = ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8);
      var whole = Arrays.copyOf(blob, blob.length + content.length);
      System.arraycopy(content, 0, whole, blob.length, content.length);
      var name = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(whole));
      var packed = new ByteArrayOutputStream();
      try (var deflated = new DeflaterOutputStream(packed)) {
        deflated.write(whole);
      }
      var object = objects.resolve(name.substring(0, 2)).resolve(name.substring(2));
      sandbox.store().put(bucket.relativize(object).toString(), packed.toByteArray(),
          Instant.parse("2026-02-24T02:30:11Z"));
      var file = sandbox.volume(SandboxService.KNOT).resolve("added").resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, packed.toByteArray());
    }
  }

  private static void fatten(Path database, int mebibytes) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE ballast (content BLOB)");
      for (var part = 0; part < mebibytes; part++) {
        statement.execute("INSERT INTO ballast VALUES (randomblob(1 << 20))");
      }
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private Measured guided(SandboxService service, KubernetesWorld world) throws Exception {
    var fetching = fetching(service, world.sandbox());
    try (var down = new Down(world)) {
      var begun = System.nanoTime();
      Down.deployment(world).scale(0);
      world.admin().pods().inNamespace(world.namespace()).withLabel("app", world.name())
          .waitUntilCondition(pod -> pod == null, 60, TimeUnit.SECONDS);
      job(world, "restore", fetching);
      if (isPds(service)) {
        job(world, "seq-fix", sql("sequencer.sqlite", "UPDATE sqlite_sequence SET seq = seq + 1000"));
      } else {
        job(world, "acl-fix", sql("data/knotserver.db", lacking()));
      }
      Down.deployment(world).scale(1);
      Down.deployment(world).waitUntilCondition(
          now -> Integer.valueOf(1).equals(now.getStatus().getAvailableReplicas()), 60, TimeUnit.SECONDS);
      return new Measured(down.seconds(), (System.nanoTime() - begun) / 1e9);
    }
  }

  /// The commands that bring the files of the snapshot to the folder they are run in.
  private String fetching(SandboxService service, Sandbox sandbox) throws Exception {
    if (!OnPath.has("rclone")) {
      System.out.println("outage | there is no rclone: the guide's files are at hand on the node");
      var files = Files.createTempDirectory(folder, "files-");
      assertThat(new ProcessBuilder("cp", "-a", sandbox.volume(service) + "/.", files.toString()).start().waitFor())
          .isZero();
      return "cp -a " + files + "/. .";
    }
    var store = sandbox.store();
    var keys = store.secret();
    var bucket = "s3:sandbox-backups/";
    var from = "export RCLONE_CONFIG_S3_TYPE=s3 RCLONE_CONFIG_S3_PROVIDER=Other RCLONE_CONFIG_S3_NO_CHECK_BUCKET=true"
        + " RCLONE_CONFIG_S3_REGION=sandbox RCLONE_CONFIG_S3_ENDPOINT=" + store.endpoint()
        + " RCLONE_CONFIG_S3_ACCESS_KEY_ID=" + keys.accessKey()
        + " RCLONE_CONFIG_S3_SECRET_ACCESS_KEY=" + keys.secretKey();
    return from + (isPds(service)
        ? Stream.of("account", "did_cache", "sequencer").map(database -> " && rclone copyto " + bucket
            + "pds/db/" + database + "-" + SNAPSHOT + ".sqlite " + database + ".sqlite").collect(Collectors.joining())
        : " && rm -rf data repositories && mkdir data && rclone copyto " + bucket
            + "knot/db/knotserver-20260224-023011.db data/knotserver.db && rclone copy " + bucket
            + "knot/repositories repositories");
  }

  /// Runs a statement as people do who have nothing but Python.
  private static String sql(String database, String statement) {
    return "python3 -c \"import sqlite3; c = sqlite3.connect('" + database + "'); c.executescript(\\\"" + statement
        + "\\\"); c.commit()\"";
  }

  /// The rights of the three repositories that are younger than the snapshot of the knot, as the guide has them.
  private static String lacking() {
    return Stream
        .of("did:plc:sg4udwrlnokqtpteaswzcps5/weather", "did:plc:uog7vhnxiskidenntic67g3z/feeds",
            "did:plc:wydyrngmxbcsqdvhmd7whmye/war-diary")
        .flatMap(repository -> Stream
            .concat(Stream.of("settings", "push", "owner", "invite", "delete")
                .map(right -> List.of(repository.substring(0, repository.indexOf('/')), right)),
                Stream.of(List.of("server:owner", "delete")))
            .map(rule -> "INSERT INTO acl VALUES ('p', '" + rule.getFirst() + "', 'thisserver', '" + repository
                + "', 'repo:" + rule.getLast() + "', '', '');"))
        .collect(Collectors.joining(" "));
  }

  private static void job(KubernetesWorld world, String name, String script) {
    var jobs = world.admin().batch().v1().jobs().inNamespace(world.namespace());
    var claim = world.service().volume().claim();
    jobs.resource(new JobBuilder().withNewMetadata().withName(name).endMetadata().withNewSpec().withBackoffLimit(0)
        .withNewTemplate().withNewSpec().withRestartPolicy("Never").addNewContainer().withName("main")
        .withImage("tools")
        .withCommand("sh", "-c", "cd \"$DATA\" && " + script).addNewEnv().withName("DATA").withValue("/data").endEnv()
        .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().endContainer()
        .addNewVolume().withName("data").withNewPersistentVolumeClaim(claim, false).endVolume().endSpec().endTemplate()
        .endSpec().build()).create();
    jobs.withName(name).waitUntilCondition(
        now -> now != null && Integer.valueOf(1).equals(now.getStatus().getSucceeded()), 60, TimeUnit.SECONDS);
  }

  private static void print(String what, List<Measured> all) {
    System.out.printf(Locale.ROOT, "outage | %s | outage %s, median %.1f s | total median %.1f s%n", what,
        all.stream().map(one -> String.format(Locale.ROOT, "%.1f", one.outage())).toList(),
        median(all, Measured::outage), median(all, Measured::total));
  }

  private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
    return all.stream().mapToDouble(figure).sorted().skip(all.size() / 2).findFirst().orElseThrow();
  }
}
