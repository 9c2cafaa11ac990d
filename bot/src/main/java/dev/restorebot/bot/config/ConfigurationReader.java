package dev.restorebot.bot.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.kind.Section;
import dev.restorebot.bot.yaml.ConfigurationException;
import dev.restorebot.bot.yaml.ConfigurationText;
import dev.restorebot.bot.yaml.PlainText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads `restorebot.yaml`. Unknown keys, missing keys and values of a wrong form are errors, each told with its path and
/// line; nothing is guessed.
public final class ConfigurationReader {
  /// A ConfigMap cannot be larger.
  private static final int MOST_BYTES = 1 << 20;

  private static final ConfigurationReader USUAL = new ConfigurationReader(Kinds.ALL);

  private final Kinds kinds;
  private final YAMLMapper mapper;
  /// Reads past keys that are missing, so that one that is only misspelt is told as such.
  private final YAMLMapper lenient;

  private ConfigurationReader(Kinds kinds) {
    this.kinds = kinds;
    this.mapper = YAMLMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .withCoercionConfig(LogicalType.Boolean, boolean_ -> boolean_
            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .withCoercionConfig(LogicalType.Integer,
            integer -> integer.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
        .annotationIntrospector(new NothingEmpty())
        .addModule(new SimpleModule().addDeserializer(String.class, new PlainText())
            .addDeserializer(Section.class, new Sections(kinds)))
        .build();

    this.lenient = mapper.rebuild().annotationIntrospector(new NothingRequired()).build();
  }

  /// The configuration in `file`.
  ///
  /// @throws ConfigurationException if there is none, or it cannot be used
  public static Configuration read(Path file) {
    return USUAL.configuration(file);
  }

  /// The same, where services are of `kinds`.
  public static Configuration read(Path file, Kinds kinds) {
    return new ConfigurationReader(kinds).configuration(file);
  }

  private Configuration configuration(Path file) {
    var text = new ConfigurationText(file.toString(), text(file));
    try {
      text.refuseWhatMisleads();
      if (text.isEmpty()) {
        throw new ConfigurationException(file + ": is empty");
      }
      var _ = lenient.readValue(text.text(), ConfigurationFile.class);
      return new ConfigurationChecks(text, kinds).checked(mapper.readValue(text.text(), ConfigurationFile.class));
    } catch (UnrecognizedPropertyException e) {
      throw wrong(text, e, "unknown key `" + e.getPropertyName() + "`; known here: " + known(e.getKnownPropertyIds()));
    } catch (InvalidNullException e) {
      throw wrong(text, e, "is empty");
    } catch (PlainText.Refused e) {
      throw wrong(text, e, e.getOriginalMessage());
    } catch (DatabindException e) {
      throw wrong(text, e, e.getOriginalMessage().startsWith("Missing required creator property")
          ? "is missing"
          : "a value of this form cannot stand here");
    } catch (JacksonException e) {
      throw text.notYaml(e, 1);
    }
  }

  private static String text(Path file) {
    try (var content = Files.newInputStream(file)) {
      var bytes = content.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigurationException(file + ": is larger than 1 MiB; no configuration is");
      }
      return decoded(file, bytes);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": could not be read: " + e.getMessage(), e);
    }
  }

  private static String decoded(Path file, byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      // Reads the rest with a sign in the place of each byte that is none.
      var lenient = new String(bytes, StandardCharsets.UTF_8);
      var line = lenient.substring(0, lenient.indexOf('\uFFFD')).lines().count();
      throw new ConfigurationException(file + " line " + Math.max(1, line)
          + ": is not text in UTF-8; save the file as UTF-8", e);
    }
  }

  private static ConfigurationException wrong(ConfigurationText text, DatabindException e, String what) {
    var wrong = text.wrong(e.getPath().stream()
        .map(step -> step.getPropertyName() == null ? String.valueOf(step.getIndex()) : step.getPropertyName())
        .collect(Collectors.joining(".")), what);
    wrong.initCause(e);
    return wrong;
  }

  private static String known(Collection<Object> keys) {
    return keys.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).stream()
        .collect(Collectors.joining(", "));
  }

  /// Takes a key that is required and says nothing for an error.
  private static class NothingEmpty extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
      return annotated instanceof AnnotatedMember member && Boolean.TRUE.equals(hasRequiredMarker(config, member))
          ? JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL)
          : super.findSetterInfo(config, annotated);
    }
  }

  /// Takes no key for required.
  private static final class NothingRequired extends NothingEmpty {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return false;
    }
  }
}
