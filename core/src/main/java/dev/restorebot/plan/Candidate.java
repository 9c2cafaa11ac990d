package dev.restorebot.plan;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Finding;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Source;
import java.util.List;

/// A snapshot that was fetched, opened and found good.
///
/// @param last the latest timestamp in it; what happened after it is lost
/// @param sources its objects and the digests that were verified
/// @param mirrors as they were listed
/// @param contents what it holds
/// @param findings what was found while it was fetched and opened that people must know
/// @param passedOver what else was there and why it was not chosen
public record Candidate(Timestamp timestamp, Timestamp last, List<Source> sources, List<Mirror> mirrors,
    Contents contents, List<Finding> findings, List<String> passedOver) {
  private static final ByteSize JOURNAL = new ByteSize(1024 * 1024);

  public Candidate {
    sources = List.copyOf(sources);
    mirrors = List.copyOf(mirrors);
    findings = List.copyOf(findings);
    passedOver = List.copyOf(passedOver);
  }

  /// The same, holding `what`.
  public Candidate holding(Contents what) {
    return new Candidate(timestamp, last, sources, mirrors, what, findings, passedOver);
  }

  /// What must fit on a volume beside everything that is there: what is to be staged, `edited` once more in case that is fixed up, and a
  /// little for the journal.
  public ByteSize room(ByteSize edited) {
    return size().plus(edited).plus(JOURNAL);
  }

  /// The same, where it is its own databases that are fixed up.
  public ByteSize room() {
    return room(databases());
  }

  /// What its databases weigh.
  public ByteSize databases() {
    return sources.stream().map(source -> source.object().size()).reduce(new ByteSize(0), ByteSize::plus);
  }

  /// What its databases and mirrors weigh.
  public ByteSize size() {
    return mirrors.stream().map(Mirror::size).reduce(databases(), ByteSize::plus);
  }
}
