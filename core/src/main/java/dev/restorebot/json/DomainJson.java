package dev.restorebot.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.approval.Person;
import dev.restorebot.files.Digest;
import dev.restorebot.kind.Contents;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunFolder;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// How the domain's values look in JSON, wherever they are written: ids, sizes and digests as plain values, alternatives
/// with their written-out names. Strict: an unknown or missing value is an error, so that different versions notice.
final class DomainJson {
  private DomainJson() {}

  /// A builder that a codec adds its own alternatives to.
  static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .changeDefaultNullHandling(_ -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
        .withConfigOverride(OptionalLong.class,
            empty -> empty.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.SET)))
        .addMixIn(Report.class, ReportJson.class)
        .addMixIn(Contents.class, ContentsJson.class)
        .addMixIn(Mirror.class, MirrorJson.class)
        .addMixIn(Digest.class, DigestJson.class)
        .addMixIn(ByteSize.class, ByteSizeJson.class)
        .addMixIn(RunFolder.class, RunFolderJson.class)
        .addMixIn(ServiceName.class, TextJson.class)
        .addMixIn(Fingerprint.class, TextJson.class)
        .addMixIn(Person.class, PersonJson.class)
        .addMixIn(Timestamp.class, TimestampJson.class);
  }

  /// Reads `text` as a `type`.
  ///
  /// @throws IllegalArgumentException if it is none
  static <T> T read(JsonMapper mapper, String text, Class<T> type) {
    try {
      var value = mapper.readValue(text, type);
      if (value == null) {
        throw new IllegalArgumentException("null is no " + type.getSimpleName());
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
  @JsonSubTypes({@JsonSubTypes.Type(name = "inspected", value = Report.Inspected.class),
      @JsonSubTypes.Type(name = "examined", value = Report.Examined.class),
      @JsonSubTypes.Type(name = "staged", value = Report.Staged.class),
      @JsonSubTypes.Type(name = "replaced", value = Report.Replaced.class),
      @JsonSubTypes.Type(name = "drilled", value = Report.Drilled.class),
      @JsonSubTypes.Type(name = "undone", value = Report.Undone.class),
      @JsonSubTypes.Type(name = "undoable", value = Report.Undoable.class),
      @JsonSubTypes.Type(name = "purged", value = Report.Purged.class),
      @JsonSubTypes.Type(name = "failed", value = Report.Failed.class)})
  private interface ReportJson {}

  private interface MirrorJson {
    @JsonSetter(nulls = Nulls.SET)
    @Nullable
    Instant at();

    @JsonSetter(nulls = Nulls.SET)
    @Nullable
    Instant newest();
  }

  private interface ContentsJson {
    @JsonSetter(nulls = Nulls.SET)
    @Nullable
    Instant newest();
  }

  private abstract static class DigestJson {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    DigestJson(@SuppressWarnings("unused") String sha256) {} // its signature is what counts

    @JsonValue
    abstract String sha256();
  }

  private abstract static class ByteSizeJson {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    ByteSizeJson(@SuppressWarnings("unused") long bytes) {} // its signature is what counts

    @JsonValue
    abstract long bytes();
  }

  private abstract static class RunFolderJson {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    RunFolderJson(@SuppressWarnings("unused") String run) {} // its signature is what counts

    @JsonValue
    abstract String run();
  }

  private abstract static class TextJson {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    TextJson(@SuppressWarnings("unused") String value) {} // its signature is what counts

    @JsonValue
    abstract String value();
  }

  private abstract static class PersonJson {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    PersonJson(@SuppressWarnings("unused") String id) {} // its signature is what counts

    @JsonValue
    abstract String id();
  }

  private abstract static class TimestampJson {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    TimestampJson(@SuppressWarnings("unused") Instant instant) {} // its signature is what counts

    @JsonValue
    abstract Instant instant();
  }
}
