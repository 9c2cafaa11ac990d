package dev.restorebot.bot.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// As much of CBOR as the events of a sequencer need: one map of short texts, bytes and truths.
final class Cbor {
  private static final int BYTES = 0x40;
  private static final int TEXT = 0x60;
  private static final int MAP = 0xa0;
  private static final int TRUE = 0xf5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Cbor() {}

  /// A map of `entries`: a key, its value, the next key and so on.
  static byte[] map(Object... entries) {
    var cbor = new Cbor();
    cbor.head(MAP, entries.length / 2);
    for (var entry : entries) {
      cbor.value(entry);
    }
    return cbor.out.toByteArray();
  }

  private void value(Object value) {
    switch (value) {
      case String text -> string(TEXT, text.getBytes(StandardCharsets.UTF_8));
      case byte[] bytes -> string(BYTES, bytes);
      case Boolean truth when truth -> out.write(TRUE);
      default -> throw new IllegalArgumentException("not needed in an event: " + value);
    }
  }

  private void string(int type, byte[] bytes) {
    head(type, bytes.length);
    out.writeBytes(bytes);
  }

  private void head(int type, int length) {
    if (length < 24) {
      out.write(type + length);
    } else {
      out.write(type + 24);
      out.write(length);
    }
  }
}
