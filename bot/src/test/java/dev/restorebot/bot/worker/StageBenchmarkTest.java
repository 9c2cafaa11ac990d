package dev.restorebot.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.Main;
import dev.restorebot.bot.OnPath;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.InventedMirror;
import dev.restorebot.bot.sandbox.WorkerRehearsal;
import dev.restorebot.mirror.Mirror;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prints how fast a worker stages a mirror of 5,000 small objects beside what `rclone copy` needs for the same, both as processes of
/// their own, in turns, from the same server; once as fast as that answers and once with 20 ms more for each request. And what
/// staging once more costs when nothing has changed. No figure makes it fail.
@Tag("benchmark")
class StageBenchmarkTest {
  private static final int OBJECTS = Integer.getInteger("benchmark.objects", 5000);
  private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 3);
  private static final String STAGE = "stage, as the image starts it";
  private static final String COLD = "stage, without the image's cache";
  private static final String TUNED = "rclone, 32 transfers and checkers, fast list";

  @TempDir
  Path folder;
  private String classPath = "";
  private List<String> flags = List.of();
  private List<String> cached = List.of();

  @BeforeEach
  void programs() throws Exception {
    Assumptions.assumeTrue(OnPath.has("rclone"), "rclone is not installed");
    classPath = Worlds.jars(folder);
    flags = flagsOfTheImage();
    var cache = folder.resolve("worker.aot");
    assertThat(WorkerRehearsal.run(worker(RehearsedWork.OPERATION, List.of("-XX:AOTCacheOutput=" + cache)))).isZero();
    cached = List.of("-XX:AOTCache=" + cache);
  }

  @Test
  void fromAServerThatAnswersAtOnce() throws Exception {
    compare(Duration.ZERO);
  }

  @Test
  void fromAServerThatTakesTwentyMilliseconds() throws Exception {
    compare(Duration.ofMillis(20));
  }

  private void compare(Duration delay) throws Exception {
    try (var mirror = new InventedMirror(folder.resolve("bucket"), OBJECTS)) {
      var listed = mirror.listed();
      mirror.slowDown(delay);
      var measured = new LinkedHashMap<String, List<Measured>>();
      for (var round = 0; round < ROUNDS; round++) {
        add(measured, STAGE, stage(mirror, listed, cached, volume()));
        add(measured, COLD, stage(mirror, listed, List.of(), volume()));
        add(measured, "rclone, its defaults", rclone(mirror));
        add(measured, TUNED, rclone(mirror, "--transfers", "32", "--checkers", "32", "--fast-list"));
      }
      print(delay, listed, measured);
      again(mirror, listed);
    }
  }

  /// Nothing has changed.
  private void again(InventedMirror mirror, Mirror listed) throws Exception {
    var volume = volume();
    stage(mirror, listed, cached, volume);
    var before = mirror.requests();
    var again = stage(mirror, listed, cached, volume);
    var requests = mirror.requests() - before;
    System.out.println(String.format(Locale.ROOT, "  stage once more: %d requests, %s", requests, figures(again)));
    assertThat(requests).isEqualTo(Math.ceilDiv(OBJECTS, 1000));
  }

  private static void add(Map<String, List<Measured>> measured, String who, Measured one) {
    measured.computeIfAbsent(who, _ -> new ArrayList<>()).add(one);
  }

  private static void print(Duration delay, Mirror listed, Map<String, List<Measured>> measured) {
    System.out.println(String.format(Locale.ROOT, "%,d objects, %s, %d ms added to each request; medians of %d rounds:",
        listed.files(), listed.size(), delay.toMillis(), ROUNDS));
    var stage = seconds(median(measured.getOrDefault(STAGE, List.of()), Measured::wall));
    measured.forEach((who, all) -> {
      var wall = seconds(median(all, Measured::wall));
      var middle = new Measured(median(all, Measured::wall), median(all, Measured::processor),
          median(all, Measured::kibibytes));
      System.out
          .println(String.format(Locale.ROOT, "  %-46s %6.0f files/s, %5.1f MB/s, %s; %.2f times the time of stage",
              who, listed.files() / wall, listed.size().bytes() / 1e6 / wall, figures(middle), wall / stage));
    });
  }

  private static <T extends Comparable<T>> T median(List<Measured> all, Function<Measured, T> figure) {
    return all.stream().map(figure).sorted().toList().get(all.size() / 2);
  }

  private static String figures(Measured measured) {
    return String.format(Locale.ROOT, "%.1f s, %.1f s of processor, %d MiB at most", seconds(measured.wall()),
        seconds(measured.processor()), measured.kibibytes() / 1024);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private Measured stage(InventedMirror mirror, Mirror listed, List<String> more, Path volume)
      throws IOException, InterruptedException {
    return Measured.run(worker("stage", more), mirror.environment(listed, volume, folder.resolve("scratch")),
        folder.resolve("said"));
  }

  private List<String> worker(String operation, List<String> more) {
    return Stream.of(List.of(java(), "-Xlog:aot=off", "-Xlog:cds=off"), flags, more,
        List.of("-cp", classPath, Main.class.getName(), "worker", operation)).flatMap(List::stream).toList();
  }

  private Measured rclone(InventedMirror mirror, String... more) throws IOException, InterruptedException {
    var words = new ArrayList<String>(List.of("rclone", "copy", "--config", "/dev/null", "--s3-provider", "Other",
        "--s3-env-auth=true", "--s3-force-path-style", "--s3-endpoint", mirror.definition().endpoint().toString()));
    words.addAll(List.of(more));
    words.addAll(List.of(":s3:" + mirror.place(), volume().toString()));
    return Measured.run(words, mirror.keys(), folder.resolve("said"));
  }

  /// An empty volume. None is deleted before the end, since some file systems are slow to make files right after that.
  private Path volume() throws IOException {
    return Files.createTempDirectory(folder, "volume-");
  }

  /// What the image's own script gives to `java` for a worker.
  private List<String> flagsOfTheImage() throws IOException, InterruptedException {
    var java = Files.createDirectory(folder.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    var script = Stream.of("deploy/restorebot", "../deploy/restorebot").map(Path::of).filter(Files::exists).findFirst();
    var builder = new ProcessBuilder("sh", script.orElseThrow().toString(), "worker", "stage");
    builder.environment().put("RESTOREBOT_HOME", script.orElseThrow().resolveSibling("").toAbsolutePath().toString());
    builder.environment().put("PATH", java.resolveSibling(".") + File.pathSeparator + System.getenv("PATH"));
    var process = builder.start();
    var words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return words.subList(0, words.indexOf("-cp"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
