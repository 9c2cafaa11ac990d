package dev.restorebot.bot.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// The configuration as it is written: knows on which line each key stands, and refuses what YAML can say of which a reader
/// would see something else than the program.
///
/// @param file what people call the file
public record ConfigurationText(String file, String text) {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int LONGEST = 500;
  private static final Pattern PASSWORD = Pattern.compile("://[^/\\s@]*+@");

  /// Refuses keys that stand there twice, of which one would count and nobody would know which; aliases and tags, which are
  /// not followed; and a second document.
  ///
  /// @throws ConfigurationException with what it refuses, or if it is not YAML
  public void refuseWhatMisleads() {
    var keys = new HashMap<List<String>, Integer>();
    var line = 1;
    try (var parser = YAML.createParser(text)) {
      var documents = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        line = line(parser);
        var context = parser.streamReadContext();
        var path = path(context);
        if (token == JsonToken.PROPERTY_NAME) {
          var first = keys.putIfAbsent(path, line);
          if (first != null) {
            throw wrong(line, String.join(".", path), "is written twice, first in line " + first
                + "; remove one of them");
          }
        } else {
          refuseForms((YAMLParser) parser, String.join(".", path));
        }
        if (begins(token, context) && ++documents > 1) {
          throw wrong(line, "", "a second document begins here; a configuration is one, without `---` in it");
        }
      }
    } catch (JacksonException e) {
      throw notYaml(e, line);
    }
  }

  /// That it is not YAML. To be thrown.
  ///
  /// @param line the last that could be read
  public ConfigurationException notYaml(JacksonException e, int line) {
    var location = e.getLocation();
    var what = e instanceof StreamConstraintsException
        ? "something is too long here, or nested too deeply"
        : "is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("");
    var wrong = wrong(location == null ? line : Math.max(1, location.getLineNr()), "", what);
    wrong.initCause(e);
    return wrong;
  }

  /// True if it says nothing.
  public boolean isEmpty() {
    try (var parser = YAML.createParser(text)) {
      return parser.nextToken() == null;
    }
  }

  /// True at the outermost value of a document.
  private static boolean begins(JsonToken token, TokenStreamContext context) {
    return token.isStructStart()
        ? context.getParent() != null && context.getParent().inRoot()
        : token.isScalarValue() && context.inRoot();
  }

  private void refuseForms(YAMLParser parser, String path) {
    if (parser.isCurrentAlias()) {
      throw wrong(line(parser), path, "is an alias, which is not followed; write here what it stands for");
    }
    if (parser.getTypeId() != null) {
      throw wrong(line(parser), path, "has a tag in front; remove it, and put a text in quotes");
    }
  }

  /// That what is at `path`, as in `services.pds.workload`, is wrong. To be thrown.
  public ConfigurationException wrong(String path, String what) {
    return wrong(line(path), path, what);
  }

  /// That what is at `path` is wrong. To be thrown.
  ///
  /// @param path empty for the whole file
  ConfigurationException wrong(int line, String path, String what) {
    return new ConfigurationException(
        shown(file + " line " + line + (path.isEmpty() ? "" : ": " + path) + ": " + what));
  }

  /// The line on which what is at `path` stands, or what it would stand in if it is missing.
  public int line(String path) {
    var line = 1;
    try (var parser = YAML.createParser(text)) {
      var longest = 0;
      while (parser.nextToken() != null) {
        var here = String.join(".", path(parser.streamReadContext()));
        if (here.length() > longest && (path.equals(here) || path.startsWith(here + "."))) {
          longest = here.length();
          line = line(parser);
        }
      }
    } catch (JacksonException _) {
      // What comes after the fault cannot be read; what came before has its line.
    }
    return line;
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static List<String> path(TokenStreamContext context) {
    Deque<String> path = new ArrayDeque<>();
    for (var at = context; at != null; at = at.getParent()) {
      if (at.inObject() && at.currentName() != null) {
        path.addFirst(at.currentName());
      } else if (at.inArray() && at.hasCurrentIndex()) {
        path.addFirst(Integer.toString(at.getCurrentIndex()));
      }
    }
    return List.copyOf(path);
  }

  /// Without what a terminal would obey and without passwords of addresses, and cut: parts of a message are as somebody wrote
  /// them.
  private static String shown(String text) {
    var message = PASSWORD.matcher(text).replaceAll("://…@");
    var shown = new StringBuilder();
    message.codePoints().limit(LONGEST)
        .forEach(c -> shown.appendCodePoint(
            Character.isISOControl(c) || !Character.isDefined(c) || Character.getType(c) == Character.FORMAT
                ? '?'
                : c));
    return message.codePointCount(0, message.length()) > LONGEST ? shown + "…" : shown.toString();
  }
}
