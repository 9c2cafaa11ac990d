package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import dev.restorebot.plan.Request;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked for, as it is stored.
///
/// @param accepted sorted
record RequestRecord(String service, SelectorRecord selector, String extent, String mirrors,
    @JsonSetter(nulls = Nulls.SET) @Nullable String why, List<String> accepted) {
  static RequestRecord of(Request request) {
    return new RequestRecord(request.service().value(), SelectorRecord.of(request.selector()),
        Words.EXTENTS.of(request.extent()), Words.MIRRORS.of(request.mirrors()), request.why(),
        request.accepted().stream().sorted().toList());
  }

  Request request() {
    return new Request(new ServiceName(service), selector.selector(), Words.EXTENTS.constant(extent),
        Words.MIRRORS.constant(mirrors), why, Set.copyOf(accepted));
  }

  /// Which snapshot a person meant.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "select")
  @JsonSubTypes({@JsonSubTypes.Type(name = "latest", value = SelectorRecord.Latest.class),
      @JsonSubTypes.Type(name = "latest-before", value = SelectorRecord.LatestBefore.class),
      @JsonSubTypes.Type(name = "at", value = SelectorRecord.At.class),
      @JsonSubTypes.Type(name = "present", value = SelectorRecord.Present.class)})
  sealed interface SelectorRecord {
    Selector selector();

    static SelectorRecord of(Selector selector) {
      return switch (selector) {
        case Selector.Latest() -> new Latest();
        case Selector.LatestBefore(var instant) -> new LatestBefore(instant);
        case Selector.At(var timestamp) -> new At(timestamp.instant());
        case Selector.Present() -> new Present();
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
      public Selector selector() {
        return new Selector.Present();
      }
    }
  }
}
