package dev.restorebot.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.restorebot.golden.Golden;
import dev.restorebot.journal.AuditLine.ExportedLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The export of the record: its documented schema, and lines of every version that keep to it. A change of the schema
/// that old readers cannot take wants a new version of it.
class AuditLineTest {
  private static final Golden SCHEMA = new Golden(Path.of("../docs/audit-export.schema.json"));
  private static final String DIGEST = "0".repeat(64);

  @Test
  void hasTheSchemaThatIsDocumented() {
    SCHEMA.says(schema());
  }

  static Stream<String> files() {
    return FrozenEventsTest.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void exportsEveryVersionByTheSchema(String file) {
    var schema = documented();

    assertThat(Golden.resource("dev/restorebot/journal/" + file).text().lines()).isNotEmpty().allSatisfy(stored -> {
      var line = line(stored);
      assertThat(violations(schema, line)).as(line).isEmpty();
      assertThat(line).contains("\"event\":{\"event\":\"");
    });
  }

  @Test
  void exportsWhatItCannotReadAsItIsStored() {
    var schema = documented();
    for (var stored : List.of("garbage", "{\"version\":2,\"event\":\"teleported\"}",
        "{\"version\":9,\"event\":\"ended\"}",
        "{\"version\":2,\"event\":\"ended\",\"outcome\":\"GOOD\"}")) {
      assertThat(violations(schema, line(stored))).as(stored).isEmpty();
    }

    assertThat(line("{\"version\":9,\"event\":\"ended\"}")).isEqualTo("{\"schema\":1,\"number\":7,\"run\":\"r-7k2m4q\","
        + "\"at\":\"2026-02-26T12:00:00Z\",\"version\":9,\"unreadable\":\"format 9; this version reads up to 5\",\"stored\":"
        + "\"{\\\"version\\\":9,\\\"event\\\":\\\"ended\\\"}\",\"digest\":\"" + DIGEST + "\"}");
  }

  @Test
  void refusesLinesThatDoNotKeepToTheSchema() throws IOException {
    var schema = documented();
    var right = line("{\"version\":2,\"event\":\"cancel_asked\",\"by\":\"slack:U012\"}");

    assertThat(violations(schema, right)).isEmpty();
    assertThat(violations(schema, right.replace("\"number\":7", "\"number\":\"seven\""))).isNotEmpty();
    assertThat(violations(schema,
        right.replace("\"event\":\"cancel_asked\",\"by\":\"slack:U012\"", "\"event\":\"teleported\"")))
        .isNotEmpty();
    assertThat(violations(schema, right.replace(",\"by\":\"slack:U012\"", ""))).isNotEmpty();
    assertThat(violations(schema, right.replace(",\"digest\":\"" + DIGEST + "\"", ""))).isNotEmpty();
  }

  private static String line(String stored) {
    return AuditLine.of(7, "r-7k2m4q", "2026-02-26T12:00:00Z", stored, DIGEST, _ -> Optional.empty());
  }

  private static List<Error> violations(Schema schema, String line) {
    return schema.validate(line, InputFormat.JSON);
  }

  private static Schema documented() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA.text());
  }

  private static String schema() {
    var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
        .with(new JacksonSchemaModule())
        .with(Option.ADDITIONAL_FIXED_TYPES, Option.DEFINITIONS_FOR_ALL_OBJECTS,
            Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.PLAIN_DEFINITION_KEYS, Option.STANDARD_FORMATS);
    config.forFields().withNullableCheck(field -> !isLine(field) && isNullable(field))
        .withRequiredCheck(field -> !isLine(field) || !isNullable(field));
    return new SchemaGenerator(config.build()).generateSchema(ExportedLine.class).toPrettyString() + "\n";
  }

  /// A line leaves out what it has not.
  private static boolean isLine(FieldScope field) {
    return field.getRawMember().getDeclaringClass().equals(ExportedLine.class);
  }

  private static boolean isNullable(FieldScope field) {
    return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
