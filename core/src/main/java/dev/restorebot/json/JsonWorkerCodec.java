package dev.restorebot.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.volume.OutputLine;
import dev.restorebot.volume.RunKey;
import dev.restorebot.worker.Order;
import dev.restorebot.worker.Task;
import dev.restorebot.worker.WorkerCodec;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// [WorkerCodec] in JSON. Strict: an unknown or missing value is an error, so that a bot and a worker of different
/// versions notice. Thread-safe.
public final class JsonWorkerCodec implements WorkerCodec {
  private static final JsonMapper MAPPER =
      DomainJson.builder()
          .addMixIn(Task.class, TaskJson.class)
          .addMixIn(OutputLine.class, LineJson.class)
          .build();

  @Override
  public String write(Task task) {
    return MAPPER.writerFor(Task.class).writeValueAsString(task);
  }

  @Override
  public Task task(String text) {
    return DomainJson.read(MAPPER, text, Task.class);
  }

  @Override
  public String write(Order order) {
    return MAPPER.writeValueAsString(
        new OrderText(order.name(), order.task(), order.key().map(RunKey::hex).orElse(""),
            order.keys().map(AccessKeys::accessKey).orElse(""), order.keys().map(AccessKeys::secretKey).orElse("")));
  }

  @Override
  public Order order(String text) {
    var order = DomainJson.read(MAPPER, text, OrderText.class);
    return new Order(order.name(), order.task(),
        order.key().isEmpty() ? Optional.empty() : Optional.of(RunKey.of(order.key())),
        order.accessKey().isEmpty()
            ? Optional.empty()
            : Optional.of(new AccessKeys(order.accessKey(), order.secretKey())));
  }

  /// An order as it is written.
  ///
  /// @param key in hex; empty if there is none
  /// @param accessKey empty if there is none
  /// @param secretKey empty if there is none
  private record OrderText(String name, Task task, String key, String accessKey, String secretKey) {}

  @Override
  public String write(OutputLine line) {
    return MAPPER.writerFor(OutputLine.class).writeValueAsString(line);
  }

  @Override
  public OutputLine line(String text) {
    return DomainJson.read(MAPPER, text, OutputLine.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
  @JsonSubTypes({@JsonSubTypes.Type(name = "inspect", value = Task.Inspect.class),
      @JsonSubTypes.Type(name = "examine", value = Task.Examine.class),
      @JsonSubTypes.Type(name = "stage", value = Task.Stage.class),
      @JsonSubTypes.Type(name = "replace", value = Task.Replace.class),
      @JsonSubTypes.Type(name = "amend", value = Task.Amend.class),
      @JsonSubTypes.Type(name = "drill", value = Task.Drill.class),
      @JsonSubTypes.Type(name = "undo", value = Task.Undo.class),
      @JsonSubTypes.Type(name = "check-undo", value = Task.CheckUndo.class),
      @JsonSubTypes.Type(name = "purge", value = Task.Purge.class)})
  private interface TaskJson {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "line")
  @JsonSubTypes({@JsonSubTypes.Type(name = "advanced", value = OutputLine.Advanced.class),
      @JsonSubTypes.Type(name = "listening", value = OutputLine.Listening.class),
      @JsonSubTypes.Type(name = "heard", value = OutputLine.Heard.class),
      @JsonSubTypes.Type(name = "answered", value = OutputLine.Answered.class),
      @JsonSubTypes.Type(name = "ended", value = OutputLine.Ended.class),
      @JsonSubTypes.Type(name = "too_long", value = OutputLine.TooLong.class)})
  private interface LineJson {}
}
