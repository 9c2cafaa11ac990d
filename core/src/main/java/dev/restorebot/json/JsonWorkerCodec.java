package dev.restorebot.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Digest;
import dev.restorebot.worker.Report;
import dev.restorebot.worker.RunFolder;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// [WorkerCodec] in JSON. Strict: an unknown or missing value is an error, so that a bot and a worker of different
/// versions notice. Thread-safe.
public final class JsonWorkerCodec implements WorkerCodec {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
          DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .addMixIn(Task.class, TaskJson.class)
      .addMixIn(Report.class, ReportJson.class)
      .addMixIn(Line.class, LineJson.class)
      .addMixIn(Digest.class, DigestJson.class)
      .addMixIn(ByteSize.class, ByteSizeJson.class)
      .addMixIn(RunFolder.class, RunFolderJson.class)
      .build();

  @Override
  public String write(Task task) {
    return MAPPER.writerFor(Task.class).writeValueAsString(task);
  }

  @Override
  public Task task(String text) {
    return read(text, Task.class);
  }

  @Override
  public String write(Line line) {
    return MAPPER.writerFor(Line.class).writeValueAsString(line);
  }

  @Override
  public Line line(String text) {
    return read(text, Line.class);
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      var value = MAPPER.readValue(text, type);
      if (value == null) {
        throw new IllegalArgumentException("null is no " + type.getSimpleName());
      }
      return value;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
  @JsonSubTypes({@JsonSubTypes.Type(name = "inspect", value = Task.Inspect.class),
      @JsonSubTypes.Type(name = "stage", value = Task.Stage.class),
      @JsonSubTypes.Type(name = "replace", value = Task.Replace.class),
      @JsonSubTypes.Type(name = "undo", value = Task.Undo.class),
      @JsonSubTypes.Type(name = "purge", value = Task.Purge.class)})
  private interface TaskJson {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
  @JsonSubTypes({@JsonSubTypes.Type(name = "inspected", value = Report.Inspected.class),
      @JsonSubTypes.Type(name = "staged", value = Report.Staged.class),
      @JsonSubTypes.Type(name = "replaced", value = Report.Replaced.class),
      @JsonSubTypes.Type(name = "undone", value = Report.Undone.class),
      @JsonSubTypes.Type(name = "purged", value = Report.Purged.class),
      @JsonSubTypes.Type(name = "failed", value = Report.Failed.class)})
  private interface ReportJson {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
  @JsonSubTypes({@JsonSubTypes.Type(name = "advanced", value = Line.Advanced.class),
      @JsonSubTypes.Type(name = "ended", value = Line.Ended.class),
      @JsonSubTypes.Type(name = "too_long", value = Line.TooLong.class)})
  private interface LineJson {}

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
}
