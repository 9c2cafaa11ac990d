package dev.restorebot.bot.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.sandbox.SandboxService;
import dev.restorebot.bot.sandbox.WorldCopy;
import dev.restorebot.diagnose.Diagnostician;
import dev.restorebot.diagnose.Limits;
import dev.restorebot.kind.Condition;
import dev.restorebot.service.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long people wait who ask about a hundred services at once: services of one PDS, each looked at by itself, with Jobs that run in
/// this process. Prints, and judges nothing but that every answer came.
@Tag("benchmark")
class DiagnosisBenchmarkTest {
  private static final int SERVICES = 100;
  private static final int ROUNDS = 3;

  @TempDir
  private Path folder;

  @Test
  void aHundredServicesAtOnce() throws IOException, InterruptedException {
    try (var world = WorldCopy.openWell(folder, SandboxService.PDS, List.of("/bin/false"))) {
      multiply(world.configuration());
      try (var bot = Bots.in(world)) {
        var diagnostician =
            new Diagnostician(bot.engine(), world.symptoms(), world.clock(), Limits.DEFAULT, List.of());
        for (var round = 1; round <= ROUNDS; round++) {
          round(round, diagnostician);
        }
      }
    }
  }

  private static void round(int number, Diagnostician diagnostician) throws InterruptedException {
    var begun = System.nanoTime();
    var findings = new ConcurrentLinkedQueue<Long>();
    var unknown = new ConcurrentLinkedQueue<String>();
    var asked = new ArrayList<Callable<Boolean>>();
    for (var service = 0; service < SERVICES; service++) {
      var name = new ServiceName(name(service));
      asked.add(() -> {
        var diagnosis = diagnostician.diagnose(name, _ -> findings.add(System.nanoTime() - begun)).orElseThrow();
        diagnosis.with(Condition.UNKNOWN)
            .forEach(check -> unknown.add(check.name() + ": " + check.observation().evidence().getFirst()));
        return true;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(asked)).hasSize(SERVICES);
    }
    var sorted = findings.stream().sorted().toList();
    System.out.printf(Locale.ROOT,
        "round %d: %d services at once, %d findings: the first after %.2f s, half after %.2f s,"
            + " the last after %.2f s; all verdicts after %.2f s; %d checks could not tell%n",
        number, SERVICES, sorted.size(),
        seconds(sorted.getFirst()), seconds(sorted.get(sorted.size() / 2)), seconds(sorted.getLast()),
        seconds(System.nanoTime() - begun), unknown.size());
    unknown.stream().collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
        .forEach((what, times) -> System.out.println("  " + times + " x " + what));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static String name(int number) {
    return "pds-%02d".formatted(number);
  }

  /// Names the one PDS a hundred times.
  private static void multiply(Path configuration) throws IOException {
    var text = Files.readString(configuration);
    var begin = text.indexOf("  pds:\n");
    var end = text.indexOf("\n", text.indexOf("    pds: {")) + 1;
    var block = text.substring(begin, end);
    var all = new StringBuilder();
    for (var service = 0; service < SERVICES; service++) {
      all.append(block.replaceFirst("  pds:", "  " + name(service) + ":"));
    }
    Files.writeString(configuration, text.substring(0, begin) + all + text.substring(end));
  }
}
