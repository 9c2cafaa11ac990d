package dev.restorebot.plan;

import dev.restorebot.kind.Contents;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.worker.Task.Source;
import java.util.List;

/// A snapshot that was fetched, opened and found good.
///
/// @param last the latest timestamp in it; what happened after it is lost
/// @param sources its objects and the digests that were verified
/// @param contents what it holds
/// @param passedOver what else was there and why it was not chosen
public record Candidate(Timestamp timestamp, Timestamp last, List<Source> sources, Contents contents,
    List<String> passedOver) {
  public Candidate {
    sources = List.copyOf(sources);
    passedOver = List.copyOf(passedOver);
  }

  /// What its objects weigh.
  public ByteSize size() {
    return sources.stream().map(source -> source.object().size()).reduce(new ByteSize(0), ByteSize::plus);
  }
}
