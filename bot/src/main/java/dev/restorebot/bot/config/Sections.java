package dev.restorebot.bot.config;

import dev.restorebot.bot.config.ConfigurationFile.Service;
import dev.restorebot.bot.kind.Kinds;
import dev.restorebot.bot.kind.Section;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Reads the section of a kind into what that kind has for it. A key of a service that is not the name of a kind is unknown. Thread-safe.
final class Sections extends StdDeserializer<Section> {
  private final transient Kinds kinds;

  Sections(Kinds kinds) {
    super(Section.class);
    this.kinds = kinds;
  }

  @Override
  public Section deserialize(JsonParser parser, DeserializationContext context) {
    var name = String.valueOf(parser.currentName());
    return kinds.section(name).<Section>map(section -> context.readValue(parser, section))
        .orElseThrow(() -> new UnrecognizedPropertyException(parser, "there is no kind " + name,
            parser.currentLocation(), Service.class, name, List.copyOf(known())));
  }

  private List<String> known() {
    return Stream.concat(kinds.names().stream(), Stream.of(Service.class.getRecordComponents())
        .map(RecordComponent::getName).filter(name -> !name.equals("sections"))).toList();
  }
}
