package dev.restorebot.bot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.knot.KnotSettings;
import dev.restorebot.pds.PdsSettings;
import dev.restorebot.service.ServiceDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Right configurations, made wrong in every way that came to mind: each is taken, or refused with the file and what is wrong in
/// it. Nothing else ever comes out, and nothing takes long.
class ConfigurationMutationTest {
  private static final long SEED = 20_261_128;
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");

  @TempDir
  private Path folder;

  /// What became of mutations.
  private static final class Tally {
    private final Map<String, Integer> refused = new TreeMap<>();
    private int taken;

    private void refuse(String message) {
      refused.merge(message.replaceAll(".*line \\d+(: [^ ]*)?: ", "").replaceAll("[:;`].*|\\d+", ""), 1, Integer::sum);
    }

    @Override
    public String toString() {
      return "%d taken, %d refused, for %d reasons".formatted(taken,
          refused.values().stream().mapToInt(Integer::intValue).sum(), refused.size());
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void takesOrRefusesFiveHundred() throws IOException {
    mutate(SEED, 500);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void takesOrRefusesTenThousand() throws IOException {
    mutate(SEED + 1, 10_000);
  }

  private void mutate(long seed, int count) throws IOException {
    var originals =
        List.of(ConfigurationReaderTest.RIGHT, ConfigurationReaderTest.withKnot(ConfigurationReaderTest.KNOT),
            Files.readString(Path.of("../deploy/overlays/sans-self/restorebot.yaml")));
    var random = new Random(seed);
    var mutation = new Mutation(random);
    var tally = new Tally();
    for (var i = 0; i < count; i++) {
      var bytes = mutation.of(originals.get(random.nextInt(originals.size())));
      var file = Files.write(folder.resolve("restorebot.yaml"), bytes);
      try {
        usable(ConfigurationReader.read(file));
        tally.taken++;
      } catch (ConfigurationException e) {
        assertTold(file, e);
        tally.refuse(String.valueOf(e.getMessage()));
      } catch (RuntimeException | Error e) {
        fail("mutation %d of seed %d ends in %s:%n%s".formatted(i, seed, e, shown(bytes)), e);
      }
    }
    System.out.println("%d mutated configurations (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.taken).as("taken").isPositive();
    assertThat(tally.refused).as("reasons").hasSizeGreaterThan(20);
  }

  private static void assertTold(Path file, ConfigurationException e) {
    assertThat(e.getMessage()).startsWith(file.toString()).hasSizeGreaterThan(file.toString().length() + 5)
        .hasSizeLessThan(1_000).doesNotContain("dev.restorebot", "tools.jackson", "java.lang", "secret@")
        .doesNotContainPattern("[\\p{Cntrl}\\u202E]");
  }

  /// What was taken is such that nothing stops at it later.
  private static void usable(Configuration configuration) {
    for (var name : configuration.catalogue().names()) {
      var service = configuration.catalogue().service(name).orElseThrow();
      Stream.of(service.drills(), service.backups().schedule()).forEach(schedule -> {
        assertThat(schedule.nextAfter(NOW)).as(schedule.toString()).isNotNull();
        assertThat(schedule.lastAtOrBefore(NOW)).as(schedule.toString()).isNotNull();
      });
      places(service);
    }
    addresses(configuration).forEach(address -> {
      assertThat(address.getScheme().toLowerCase(Locale.ROOT)).isIn("http", "https");
      assertThat(address.getHost()).isNotNull();
    });
    assertThat(NOW.plus(configuration.policy().expireAfter())).isAfter(NOW);
    assertThat(NOW.plus(configuration.jobs().deadline())).isAfter(NOW);
  }

  private static void places(ServiceDefinition service) {
    var places = new ArrayList<>(service.backups().files().values());
    places.addAll(service.backups().folders());
    assertThat(places).doesNotHaveDuplicates().noneMatch(place -> place.startsWith(".restorebot"));
    assertThat(service.backups().files()).hasSize(service.backups().databases().size());
  }

  private static List<URI> addresses(Configuration configuration) {
    var addresses = new ArrayList<URI>();
    configuration.catalogue().names().forEach(name -> addresses
        .add(configuration.catalogue().service(name).orElseThrow().backups().store().endpoint()));
    configuration.kinds().values().forEach(kind -> {
      switch (kind.settings()) {
        case PdsSettings pds -> {
          addresses.add(pds.url());
          addresses.addAll(pds.relays());
        }
        case KnotSettings knot -> addresses.add(knot.url());
        default -> throw new AssertionError("settings of no kind: " + kind);
      }
    });
    configuration.slack().ifPresent(slack -> addresses.add(slack.api()));
    return addresses;
  }

  private static String shown(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    return text.length() > 5_000 ? text.substring(0, 5_000) + "…" : text;
  }
}
