package dev.restorebot.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody wrote down of the journal, and kept where whoever changes the journal cannot reach: the digest of an entry, which stands for
/// every entry before it, too.
///
/// @param number of the entry
/// @param digest its digest in hex, or the beginning of it
public record Seal(long number, String digest) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17}):([0-9a-f]{16,64})");

  /// Reads `43:9f86d081884c7d65`, with all 64 digits or at least 16 of them.
  ///
  /// @throws IllegalArgumentException if `text` is no seal
  public static Seal parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no seal; one looks like 43:9f86d081884c7d65, the number of an entry and"
              + " at least 16 digits of its digest");
    }
    return new Seal(Long.parseLong(match.group(1)), match.group(2));
  }

  /// Why it does not fit `links`, which are a journal from its first entry on; empty if it does.
  public Optional<String> fault(List<ChainLink> links) {
    if (number > links.size()) {
      return Optional.of(
          "entry " + number + ", which was sealed with " + digest + ", is not there: entries were cut off at the end");
    }
    return links.get(Math.toIntExact(number - 1)).digest().startsWith(digest)
        ? Optional.empty()
        : Optional.of("entry " + number + " is not the one that was sealed with " + digest
            + ": that entry or one before it was written anew");
  }
}
