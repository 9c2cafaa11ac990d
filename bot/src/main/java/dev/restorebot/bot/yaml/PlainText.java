package dev.restorebot.bot.yaml;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/// Reads a text, or a number in the place of one, that says something and can be shown. Thread-safe.
public final class PlainText extends StdScalarDeserializer<String> {
  /// Made once for each reader.
  public PlainText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    var text = parser.getValueAsString();
    if (text == null) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    if (text.isBlank()) {
      throw new Refused(parser, "is empty");
    }
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw new Refused(parser, "holds a control character");
    }
    return text;
  }

  /// A text that cannot be used. Its message is for people.
  public static final class Refused extends MismatchedInputException {
    private static final long serialVersionUID = 1L;

    Refused(JsonParser parser, String message) {
      super(parser, message);
    }
  }
}
