package dev.restorebot.bot.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads `restorebot.yaml`. Unknown keys, missing keys and values of a wrong form are errors, each told with its path and
/// line; nothing is guessed.
public final class ConfigurationReader {
  private static final YAMLMapper MAPPER = YAMLMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /// Reads past keys that are missing, so that one that is only misspelt is told as such.
  private static final YAMLMapper LENIENT = MAPPER.rebuild().annotationIntrospector(new NothingRequired()).build();

  private ConfigurationReader() {}

  /// The configuration in `file`.
  ///
  /// @throws ConfigurationException if there is none, or it cannot be used
  public static Configuration read(Path file) {
    var text = text(file);
    try {
      var _ = LENIENT.readValue(text, ConfigurationFile.class);
      var content = MAPPER.readValue(text, ConfigurationFile.class);
      if (content == null) {
        throw new ConfigurationException(file + ": is empty");
      }
      return new ConfigurationChecks(file.toString()).checked(content);
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigurationException(place(file, text, e) + ": unknown key `" + e.getPropertyName()
          + "`; known here: " + known(e.getKnownPropertyIds()), e);
    } catch (DatabindException e) {
      throw new ConfigurationException(place(file, text, e) + ": " + inWords(e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      throw new ConfigurationException(file + " line " + e.getLocation().getLineNr() + ": is not YAML: "
          + inWords(e.getOriginalMessage()), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": could not be read: " + e.getMessage(), e);
    }
  }

  private static String place(Path file, String text, DatabindException e) {
    var path = e.getPath().stream().map(step -> step.getPropertyName() == null
        ? String.valueOf(step.getIndex())
        : step.getPropertyName()).toList();
    return file + " line " + line(text, path) + (path.isEmpty() ? "" : ": " + String.join(".", path));
  }

  /// The line on which the value at `path` stands, or what it would stand in if it is missing.
  private static int line(String text, List<String> path) {
    var sought = "/" + String.join("/", path);
    var line = 1;
    try (var parser = MAPPER.createParser(text)) {
      var longest = 0;
      while (parser.nextToken() != null) {
        var here = parser.streamReadContext().pathAsPointer().toString();
        if (here.length() > longest && (sought.equals(here) || sought.startsWith(here + "/"))) {
          longest = here.length();
          line = parser.currentTokenLocation().getLineNr();
        }
      }
    }
    return line;
  }

  private static String known(Collection<Object> keys) {
    return keys.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).stream()
        .collect(Collectors.joining(", "));
  }

  /// Jackson's words, without the names of the classes that it wanted to fill.
  private static String inWords(String message) {
    var line = message.lines().findFirst().orElse("");
    if (line.startsWith("Missing required creator property")) {
      return "is missing";
    }
    return line.startsWith("Cannot ") ? "a value of this form cannot stand here" : line;
  }

  /// Takes no key for required.
  private static final class NothingRequired extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return false;
    }
  }
}
