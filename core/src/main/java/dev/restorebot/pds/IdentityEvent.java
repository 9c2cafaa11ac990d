package dev.restorebot.pds;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The body of an `identity` event, `{did}` in DAG-CBOR: it tells followers to look the account up anew.
final class IdentityEvent {
  private static final int MAP_OF_ONE = 0xa1;
  private static final int TEXT = 0x60;
  private static final int LENGTH_FOLLOWS = 24;

  private IdentityEvent() {}

  static byte[] of(String did) {
    var event = new ByteArrayOutputStream();
    event.write(MAP_OF_ONE);
    text(event, "did");
    text(event, did);
    return event.toByteArray();
  }

  private static void text(ByteArrayOutputStream event, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LENGTH_FOLLOWS) {
      event.write(TEXT + bytes.length);
    } else if (bytes.length < 256) {
      event.write(TEXT + LENGTH_FOLLOWS);
      event.write(bytes.length);
    } else {
      event.write(TEXT + LENGTH_FOLLOWS + 1);
      event.write(bytes.length >> 8);
      event.write(bytes.length);
    }
    event.writeBytes(bytes);
  }
}
