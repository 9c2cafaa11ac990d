package dev.restorebot.bot.terminal;

import java.util.HashMap;
import java.util.regex.Pattern;

/// Gives the digests, and the fingerprints of host keys, of a transcript names in the order of their appearance, so that it still shows which are the same
/// when another version of SQLite writes other bytes.
final class Digests {
  private static final Pattern DIGEST =
      Pattern.compile(
          "(?<=SHA256:)[A-Za-z0-9+/]{43}(?= \\(ECDSA\\))|(?<=sha256 |digest |SHA-256 |ETag |[Pp]lan |Plan: |, from |changed to |sealed with |\\()[0-9a-f]{8,64}\\b"
              + "|(?<= is now )[0-9a-f]{8}\\b|(?<=\"text\" : \")[0-9a-f]{8}\\b");

  private Digests() {}

  static String named(String transcript) {
    var names = new HashMap<String, String>();
    return DIGEST.matcher(transcript).replaceAll(
        match -> names.computeIfAbsent(match.group(), _ -> "<" + (names.size() + 1) + ">"));
  }
}
