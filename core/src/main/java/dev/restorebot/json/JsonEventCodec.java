package dev.restorebot.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.run.EventCodec;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.StepResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// [EventCodec] in JSON: the events of the journal, for as long as journals are kept. Thread-safe.
public final class JsonEventCodec implements EventCodec {
  private static final JsonMapper MAPPER = DomainJson.builder().addMixIn(RunEvent.class, EventJson.class)
      .addMixIn(RunEvent.GateOpened.class, GateOpenedJson.class)
      .addMixIn(StepResult.class, StepResultJson.class).build();

  private static final String DRILLED = "\"drilled\":";

  @Override
  public String write(RunEvent event) {
    return MAPPER.writerFor(RunEvent.class).writeValueAsString(event);
  }

  @Override
  public RunEvent read(String text) {
    return DomainJson.read(MAPPER, ofNow(text), RunEvent.class);
  }

  /// `text` as it would be written now: plans of journals from before there were drills do not say when the last one was.
  private static String ofNow(String text) {
    if (text.contains(DRILLED) || !text.contains("planned")) {
      return text;
    }
    try {
      var event = MAPPER.readTree(text);
      if (!(event.get("plan") instanceof ObjectNode plan)) {
        return text;
      }
      plan.putNull("drilled");
      return MAPPER.writeValueAsString(event);
    } catch (JacksonException _) {
      // Said by whoever reads it.
      return text;
    }
  }

  /// One entry as a line of an export: its columns, with the event as it is stored.
  public static String line(long number, String run, String at, String event, String digest) {
    var line = MAPPER.createObjectNode().put("number", number).put("run", run).put("at", at);
    line.set("event", MAPPER.readTree(event));
    return MAPPER.writeValueAsString(line.put("digest", digest));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  @JsonSubTypes({@JsonSubTypes.Type(name = "asked", value = RunEvent.Asked.class),
      @JsonSubTypes.Type(name = "turned_away", value = RunEvent.TurnedAway.class),
      @JsonSubTypes.Type(name = "planned", value = RunEvent.Planned.class),
      @JsonSubTypes.Type(name = "refused", value = RunEvent.Refused.class),
      @JsonSubTypes.Type(name = "replanned", value = RunEvent.Replanned.class),
      @JsonSubTypes.Type(name = "gate_opened", value = RunEvent.GateOpened.class),
      @JsonSubTypes.Type(name = "chosen", value = RunEvent.Chosen.class),
      @JsonSubTypes.Type(name = "glass_broken", value = RunEvent.GlassBroken.class),
      @JsonSubTypes.Type(name = "asked_in_vain", value = RunEvent.AskedInVain.class),
      @JsonSubTypes.Type(name = "glass_held", value = RunEvent.GlassHeld.class),
      @JsonSubTypes.Type(name = "glass_passed", value = RunEvent.GlassPassed.class),
      @JsonSubTypes.Type(name = "reminded", value = RunEvent.Reminded.class),
      @JsonSubTypes.Type(name = "expired", value = RunEvent.Expired.class),
      @JsonSubTypes.Type(name = "asked_again", value = RunEvent.AskedAgain.class),
      @JsonSubTypes.Type(name = "step_started", value = RunEvent.StepStarted.class),
      @JsonSubTypes.Type(name = "attempt_lost", value = RunEvent.AttemptLost.class),
      @JsonSubTypes.Type(name = "step_done", value = RunEvent.StepDone.class),
      @JsonSubTypes.Type(name = "step_failed", value = RunEvent.StepFailed.class),
      @JsonSubTypes.Type(name = "cancel_asked", value = RunEvent.CancelAsked.class),
      @JsonSubTypes.Type(name = "undo_asked", value = RunEvent.UndoAsked.class),
      @JsonSubTypes.Type(name = "purge_asked", value = RunEvent.PurgeAsked.class),
      @JsonSubTypes.Type(name = "recovered", value = RunEvent.Recovered.class),
      @JsonSubTypes.Type(name = "posted", value = RunEvent.Posted.class),
      @JsonSubTypes.Type(name = "shown", value = RunEvent.Shown.class),
      @JsonSubTypes.Type(name = "ended", value = RunEvent.Ended.class)})
  private interface EventJson {}

  private interface GateOpenedJson {
    @JsonSetter(nulls = Nulls.SET)
    @Nullable
    Duration glass();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "left")
  @JsonSubTypes({@JsonSubTypes.Type(name = "worked", value = StepResult.Worked.class),
      @JsonSubTypes.Type(name = "checked", value = StepResult.Checked.class),
      @JsonSubTypes.Type(name = "confirmed", value = StepResult.Confirmed.class),
      @JsonSubTypes.Type(name = "noted", value = StepResult.Noted.class)})
  private interface StepResultJson {}
}
