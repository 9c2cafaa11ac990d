package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person asked for, as it is stored.
///
/// @param amendment what an amendment is called; null if it is none
/// @param accepted sorted
record RequestRecord(String service, SelectorRecord selector, String extent, String mirrors,
    @JsonSetter(nulls = Nulls.SET) @Nullable AmendmentRecord amendment,
    @JsonSetter(nulls = Nulls.SET) @Nullable String why, List<String> accepted) {
  private static final String PREVIEW = "PREVIEW";
  private static final String WHOLE = "RESTORE";
  private static final String DRILL = "DRILL";

  static RequestRecord of(Request request) {
    var service = request.service().value();
    var accepted = request.accepted().stream().sorted().toList();
    return switch (request.intent()) {
      case Intent.Restore(var selector, var mirrors, var reach) -> new RequestRecord(service,
          SelectorRecord.of(selector), extent(reach), Words.MIRRORS.of(mirrors), null, request.why(), accepted);
      case Intent.Amend(var words, var reach) -> new RequestRecord(service, new SelectorRecord.Present(), extent(reach),
          Words.MIRRORS.of(Mirrors.NOW), AmendmentRecord.of(words), request.why(), accepted);
      case Intent.Drill(var selector, var mirrors) -> new RequestRecord(service, SelectorRecord.of(selector), DRILL,
          Words.MIRRORS.of(mirrors), null, request.why(), accepted);
    };
  }

  private static String extent(Reach reach) {
    return switch (reach) {
      case WHOLE -> WHOLE;
      case PLAN -> PREVIEW;
    };
  }

  /// @throws IllegalArgumentException if there is no such intent, or it has no words
  Request request() {
    return new Request(new ServiceName(service), intent(), why, new LinkedHashSet<>(accepted));
  }

  private Intent intent() {
    var state = Words.MIRRORS.constant(mirrors);
    return switch (selector.selector()) {
      case null -> new Intent.Amend(words(), reach());
      case Selector which when extent.equals(DRILL) -> new Intent.Drill(which, state);
      case Selector which -> new Intent.Restore(which, state, reach());
    };
  }

  private AmendmentWords words() {
    if (amendment == null) {
      throw new IllegalArgumentException("it does not say what the amendment is called");
    }
    return amendment.words();
  }

  private Reach reach() {
    return switch (extent) {
      case WHOLE -> Reach.WHOLE;
      case PREVIEW -> Reach.PLAN;
      default -> throw new IllegalArgumentException("there is no extent " + extent + " here");
    };
  }

  /// Which snapshot a person meant.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "select")
  @JsonSubTypes({@JsonSubTypes.Type(name = "latest", value = SelectorRecord.Latest.class),
      @JsonSubTypes.Type(name = "latest-before", value = SelectorRecord.LatestBefore.class),
      @JsonSubTypes.Type(name = "at", value = SelectorRecord.At.class),
      @JsonSubTypes.Type(name = "present", value = SelectorRecord.Present.class)})
  sealed interface SelectorRecord {
    /// Null where none is meant, but the data that is there.
    @Nullable
    Selector selector();

    static SelectorRecord of(Selector selector) {
      return switch (selector) {
        case Selector.Latest() -> new Latest();
        case Selector.LatestBefore(var instant) -> new LatestBefore(instant);
        case Selector.At(var timestamp) -> new At(timestamp.instant());
      };
    }

    record Latest() implements SelectorRecord {
      @Override
      public Selector selector() {
        return new Selector.Latest();
      }
    }

    record LatestBefore(Instant instant) implements SelectorRecord {
      @Override
      public Selector selector() {
        return new Selector.LatestBefore(instant);
      }
    }

    record At(Instant timestamp) implements SelectorRecord {
      @Override
      public Selector selector() {
        return new Selector.At(new Timestamp(timestamp));
      }
    }

    record Present() implements SelectorRecord {
      @Override
      public @Nullable Selector selector() {
        return null;
      }
    }
  }
}
