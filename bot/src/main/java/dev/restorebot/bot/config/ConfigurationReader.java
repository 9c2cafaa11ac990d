package dev.restorebot.bot.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads `restorebot.yaml`. Unknown keys, missing keys and values of a wrong form are errors, each told with its path and
/// line; nothing is guessed.
public final class ConfigurationReader {
  private static final YAMLMapper MAPPER = YAMLMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
          DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private ConfigurationReader() {}

  /// The configuration in `file`.
  ///
  /// @throws ConfigurationException if there is none, or it cannot be used
  public static Configuration read(Path file) {
    try {
      var content = MAPPER.readValue(Files.readString(file), ConfigurationFile.class);
      if (content == null) {
        throw new ConfigurationException(file + ": is empty");
      }
      return new ConfigurationChecks(file.toString()).checked(content);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new ConfigurationException(file + ": could not be read: " + e.getMessage(), e);
    } catch (UnrecognizedPropertyException e) {
      throw new ConfigurationException(place(file, e) + ": unknown key `" + e.getPropertyName() + "`; known here: "
          + known(e.getKnownPropertyIds()), e);
    } catch (DatabindException e) {
      throw new ConfigurationException(place(file, e) + ": " + firstLine(e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      throw new ConfigurationException(place(file, e) + ": is not YAML: " + firstLine(e.getOriginalMessage()), e);
    }
  }

  private static String place(Path file, JacksonException e) {
    var line = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
    var path = e.getPath() == null
        ? ""
        : e.getPath().stream()
            .map(reference -> reference.getPropertyName() == null
                ? String.valueOf(reference.getIndex())
                : reference.getPropertyName())
            .collect(Collectors.joining("."));
    return file + line + (path.isEmpty() ? "" : ": " + path);
  }

  private static String known(Collection<Object> keys) {
    return keys.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)).stream()
        .collect(Collectors.joining(", "));
  }

  /// Jackson's words, without the name of the class that it wanted to fill.
  private static String firstLine(String message) {
    var line = message.lines().findFirst().orElse("cannot be used");
    if (line.startsWith("Missing required creator property '")) {
      var name = line.substring(line.indexOf('\'') + 1, line.indexOf('\'', line.indexOf('\'') + 1));
      return "the key `" + name + "` is missing";
    }
    if (line.startsWith("Cannot ") && line.contains(" from ")) {
      var what = line.substring(line.indexOf(" from ") + " from ".length());
      return "a value of this form cannot stand here (" + what.toLowerCase(Locale.ROOT) + ")";
    }
    return line;
  }
}
