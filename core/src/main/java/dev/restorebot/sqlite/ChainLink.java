package dev.restorebot.sqlite;

import dev.restorebot.files.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// One entry of the journal as it is stored.
///
/// @param digest the SHA-256, in hex, over the digest before it and this entry's own columns
public record ChainLink(long number, String run, String at, String event, String digest) {
  /// What the first entry is chained to.
  public static final ChainLink BEFORE_THE_FIRST = new ChainLink(0, "", "", "", "0".repeat(64));

  /// The entry that follows this one.
  ChainLink next(String nextRun, String nextAt, String nextEvent) {
    return new ChainLink(number + 1, nextRun, nextAt, nextEvent,
        chained(digest, number + 1, List.of(nextRun, nextAt, nextEvent)));
  }

  /// What is wrong with the chain that `links` make from the first entry on; empty if nothing is.
  public static Optional<String> fault(List<ChainLink> links) {
    var before = BEFORE_THE_FIRST;
    for (var link : links) {
      if (link.number() != before.number() + 1) {
        return Optional.of("entry " + (before.number() + 1) + " is missing; the next one is " + link.number());
      }
      if (!link.equals(before.next(link.run(), link.at(), link.event()))) {
        return Optional.of("entry " + link.number() + " is not what was written: its digest does not match");
      }
      before = link;
    }
    return Optional.empty();
  }

  /// Each part goes in with its length, so that no two entries make the same bytes.
  private static String chained(String before, long number, List<String> parts) {
    var sha = Digest.sha256Engine();
    sha.update(HexFormat.of().parseHex(before));
    sha.update(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    for (var part : parts) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      sha.update(("\n" + bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
      sha.update(bytes);
    }
    return Digest.of(sha).sha256();
  }
}
