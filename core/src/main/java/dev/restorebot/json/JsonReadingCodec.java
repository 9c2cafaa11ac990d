package dev.restorebot.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.kind.SnapshotReader.Reading;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What the bot and the process that reads a snapshot for it say to each other, in JSON. Strict: an unknown or missing value is an error.
/// Thread-safe.
public final class JsonReadingCodec {
  private static final JsonMapper MAPPER =
      DomainJson.builder()
          .addMixIn(Reading.class, ReadingJson.class)
          .addMixIn(DatabaseCheck.class, CheckJson.class)
          .build();

  /// What is to be read.
  ///
  /// @param kind the name of the kind
  /// @param copies the absolute path of each database, by its name
  public record Wanted(String kind, Map<String, String> copies) {
    public Wanted {
      copies = Map.copyOf(copies);
    }
  }

  /// `wanted` in one line.
  public String write(Wanted wanted) {
    return MAPPER.writeValueAsString(wanted);
  }

  /// Reads what [#write(Wanted)] wrote.
  ///
  /// @throws IllegalArgumentException if `text` says nothing of the kind
  public Wanted wanted(String text) {
    return DomainJson.read(MAPPER, text, Wanted.class);
  }

  /// `reading` in one line.
  public String write(Reading reading) {
    return MAPPER.writerFor(Reading.class).writeValueAsString(reading);
  }

  /// Reads what [#write(Reading)] wrote.
  ///
  /// @throws IllegalArgumentException if `text` says nothing of the kind
  public Reading reading(String text) {
    return DomainJson.read(MAPPER, text, Reading.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reading")
  @JsonSubTypes({@JsonSubTypes.Type(name = "told", value = Reading.Told.class),
      @JsonSubTypes.Type(name = "stopped", value = Reading.Stopped.class)})
  private interface ReadingJson {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "found")
  @JsonSubTypes({@JsonSubTypes.Type(name = "sound", value = DatabaseCheck.Sound.class),
      @JsonSubTypes.Type(name = "partly_checked", value = DatabaseCheck.PartlyChecked.class),
      @JsonSubTypes.Type(name = "damaged", value = DatabaseCheck.Damaged.class)})
  private interface CheckJson {}
}
