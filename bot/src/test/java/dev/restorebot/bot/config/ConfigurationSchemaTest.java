package dev.restorebot.bot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.yaml.Form;
import dev.restorebot.golden.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The schema of `restorebot.yaml` that editors use, made of the same records that the file is read into.
class ConfigurationSchemaTest {
  private static final Golden SCHEMA = new Golden(Path.of("../docs/restorebot.schema.json"));
  private static final Path EXAMPLE = Path.of("../deploy/overlays/sans-self/restorebot.yaml");

  @Test
  void isTheSchemaThatEditorsUse() {
    SCHEMA.says(schema());
  }

  @Test
  void isNamedInTheExample() throws IOException {
    var line = Files.readAllLines(EXAMPLE).getFirst();

    assertThat(line).startsWith("# yaml-language-server: $schema=");
    assertThat(EXAMPLE.resolveSibling(line.substring(line.indexOf('=') + 1))).isRegularFile()
        .hasSameBinaryContentAs(SCHEMA.file());
  }

  @Test
  void takesWhatTheBotTakes() throws IOException {
    assertThat(violations(Files.readString(EXAMPLE))).isEmpty();
    assertThat(violations(ConfigurationReaderTest.RIGHT)).isEmpty();
    assertThat(violations(ConfigurationReaderTest.ANCHOR)).isEmpty();
    assertThat(violations(ConfigurationReaderTest.ANCHOR.replace("90d", "forever"))).isNotEmpty();
    assertThat(violations(ConfigurationReaderTest.withKnot(ConfigurationReaderTest.KNOT))).isEmpty();
    assertThat(violations(ConfigurationReaderTest.RIGHT.replaceAll("worker: .*", "worker:"))).isEmpty();
  }

  @ParameterizedTest(name = "{0} written as {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      bucket: sans   | bukket: sans
      namespace: pds | #
      kind: pds      | kind: postgres
      optional: true | optional: perhaps
      replace: 2     | replace: many
      45m            | soon
      20Gi           | 20GB
      G0OLDOPS       | "#ops"
      mode: http     | mode: rtm
      1000:1000      | pds
      deployment/pds | pds
      https://nbg1   | ftp://nbg1
      """)
  void refusesWhatTheBotRefuses(String right, String wrong) throws IOException {
    assertThat(violations(ConfigurationReaderTest.RIGHT.replace(right, wrong))).isNotEmpty();
  }

  private static List<Error> violations(String yaml) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA.text())
        .validate(new YAMLMapper().readTree(yaml).toString(), InputFormat.JSON);
  }

  private static String schema() {
    var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
        .with(new JacksonSchemaModule(JacksonOption.RESPECT_JSONPROPERTY_REQUIRED))
        .with(Option.ADDITIONAL_FIXED_TYPES, Option.DEFINITIONS_FOR_ALL_OBJECTS,
            Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
            Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.PLAIN_DEFINITION_KEYS, Option.STANDARD_FORMATS);
    config.forFields().withNullableCheck(field -> !field.isFakeContainerItemScope()
        && field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class));
    config.forFields().withStringPatternResolver(ConfigurationSchemaTest::pattern);
    config.forFields().withEnumResolver(field -> {
      if (field.getDeclaringType().isInstanceOf(ConfigurationFile.Service.class) && field.getName().equals("kind")) {
        return Kinds.ALL.names();
      }
      var form = field.getAnnotation(Form.class);
      return form == null || form.oneOf().length == 0 ? null : List.of((Object[]) form.oneOf());
    });
    config.forFields().withIgnoreCheck(field -> field.getRawMember().isAnnotationPresent(JsonAnySetter.class));
    return withKinds(new SchemaGenerator(config.build())).toPrettyString() + "\n";
  }

  /// The sections of kinds stand in a service as its other keys do.
  private static JsonNode withKinds(SchemaGenerator generator) {
    var whole = generator.generateSchema(ConfigurationFile.class);
    var definitions = (ObjectNode) whole.get("$defs");
    var service = (ObjectNode) definitions.get("Service").get("properties");
    for (var kind : Kinds.ALL.names()) {
      var type = Kinds.ALL.section(kind).orElseThrow();
      var section = generator.generateSchema(type);
      section.remove("$schema");
      if (section.remove("$defs") instanceof ObjectNode more) {
        definitions.setAll(more);
      }
      definitions.set(type.getSimpleName(), section);
      service.putObject(kind).put("$ref", "#/$defs/" + type.getSimpleName())
          .put("description", "For a service of kind " + kind + ", and no other.");
    }
    sort(definitions);
    sort(service);
    return whole;
  }

  private static void sort(ObjectNode node) {
    var sorted = new TreeMap<String, JsonNode>();
    node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    node.removeAll();
    node.setAll(sorted);
  }

  private static @Nullable String pattern(FieldScope field) {
    if (field.getType().isInstanceOf(URI.class)) {
      return "^[hH][tT][tT][pP][sS]?://";
    }
    var form = field.getAnnotationConsideringFieldAndGetter(Form.class);
    return form == null || form.value().isEmpty() || !field.getType().isInstanceOf(String.class) ? null : form.value();
  }
}
