package dev.restorebot.bot.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// Keys, hashes and identifiers of the sandbox: made up, of the right form, and the same for the same seed.
final class Invented {
  private static final String SORTABLE = "234567abcdefghijklmnopqrstuvwxyz";
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

  private Invented() {}

  static byte[] bytes(String seed, int count) {
    var bytes = new byte[count];
    new SplittableRandom(seed.hashCode()).nextBytes(bytes);
    return bytes;
  }

  static String hex(String seed, int bytes) {
    return HexFormat.of().formatHex(bytes(seed, bytes));
  }

  /// The identifier of a block.
  static String cid(String seed) {
    var text = new StringBuilder("bafyrei");
    for (var value : bytes("cid " + seed, 52)) {
      text.append(BASE32.charAt(value & 31));
    }
    return text.toString();
  }

  /// The identifier that a repo gives to a moment; later ones sort higher.
  static String tid(Instant at) {
    var value = ChronoUnit.MICROS.between(Instant.EPOCH, at) << 10;
    var text = new StringBuilder();
    for (var shift = 60; shift >= 0; shift -= 5) {
      text.append(SORTABLE.charAt((int) (value >>> shift) & 31));
    }
    return text.toString();
  }
}
