package dev.restorebot.pds;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// DAG-CBOR, in which a PDS keeps events and repos, as far as it is written and read here: maps of texts, truth values and bytes
/// (sources: the specifications of DAG-CBOR and CARv1). Lengths stand before what they are the length of: a PDS takes nothing else.
/// Whoever writes a map gives its keys in their order: shorter ones first.
final class DagCbor {
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int LIST = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int SIMPLE = 7;
  private static final int FALSE = 20;
  private static final int TRUE = 21;
  private static final int NULL = 22;
  private static final int CID = 42;
  private static final int CONTINUED = 0x80;
  private static final String BASE_32 = "abcdefghijklmnopqrstuvwxyz234567";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private DagCbor() {}

  /// A map of texts, truth values and bytes.
  static byte[] map(Map<String, Object> fields) {
    var cbor = new DagCbor();
    cbor.head(MAP, fields.size());
    fields.forEach((key, value) -> {
      cbor.text(key);
      switch (value) {
        case String text -> cbor.text(text);
        case Boolean truth -> cbor.head(SIMPLE, truth ? TRUE : FALSE);
        case byte[] bytes -> cbor.bytes(bytes);
        default -> throw new IllegalArgumentException("not needed in an event: " + value);
      }
    });
    return cbor.out.toByteArray();
  }

  /// The text that `key` has in a map of texts, truth values, numbers and bytes; empty where that is something else.
  static Optional<String> text(byte[] map, String key) {
    var in = ByteBuffer.wrap(map);
    try {
      var found = Optional.<String>empty();
      for (var left = length(in, MAP); left > 0; left--) {
        var name = string(in, length(in, TEXT));
        var major = (in.get(in.position()) & 0xff) >> 5;
        switch (major) {
          case TEXT -> {
            var value = string(in, length(in, TEXT));
            found = name.equals(key) ? Optional.of(value) : found;
          }
          case BYTES -> string(in, length(in, BYTES));
          case 0, 1 -> length(in, major);
          case SIMPLE -> {
            if (length(in, SIMPLE) > NULL) {
              return Optional.empty();
            }
          }
          default -> {
            return Optional.empty();
          }
        }
      }
      return found;
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  private static long length(ByteBuffer in, int major) {
    var head = in.get() & 0xff;
    if (head >> 5 != major) {
      throw new IllegalArgumentException("not of that kind");
    }
    return switch (head & 31) {
      case 24 -> in.get() & 0xff;
      case 25 -> in.getShort() & 0xffff;
      case 26 -> in.getInt() & 0xffffffffL;
      case 27 -> in.getLong();
      case 28, 29, 30, 31 -> throw new IllegalArgumentException("without a length");
      default -> head & 31;
    };
  }

  private static String string(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("longer than all of it");
    }
    var bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A CAR of one block, which is its root.
  ///
  /// @param cid as text, in base 32
  static byte[] car(String cid, byte[] block) {
    var name = cid(cid);
    var header = header(name);
    var car = new ByteArrayOutputStream();
    varint(car, header.length);
    car.writeBytes(header);
    varint(car, name.length + block.length);
    car.writeBytes(name);
    car.writeBytes(block);
    return car.toByteArray();
  }

  private static byte[] header(byte[] root) {
    // A CID in CBOR has a zero before it, for a base that is none.
    var tagged = new byte[root.length + 1];
    System.arraycopy(root, 0, tagged, 1, root.length);
    var cbor = new DagCbor();
    cbor.head(MAP, 2);
    cbor.text("roots");
    cbor.head(LIST, 1);
    cbor.head(TAG, CID);
    cbor.bytes(tagged);
    cbor.text("version");
    cbor.head(0, 1);
    return cbor.out.toByteArray();
  }

  private static byte[] cid(String text) {
    if (!text.matches("b[a-z2-7]{1,200}")) {
      throw new IllegalArgumentException("no CID in base 32: " + text);
    }
    var bytes = new ByteArrayOutputStream();
    var bits = 0;
    var count = 0;
    for (var index = 1; index < text.length(); index++) {
      bits = (bits << 5 | BASE_32.indexOf(text.charAt(index))) & 0xfff;
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes.write(bits >> count);
      }
    }
    return bytes.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int number) {
    var rest = number;
    while (rest >= CONTINUED) {
      out.write((rest & (CONTINUED - 1)) | CONTINUED);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private void text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    head(TEXT, bytes.length);
    out.writeBytes(bytes);
  }

  private void bytes(byte[] bytes) {
    head(BYTES, bytes.length);
    out.writeBytes(bytes);
  }

  private void head(int major, int length) {
    var kind = major << 5;
    if (length < 24) {
      out.write(kind + length);
    } else if (length < 256) {
      out.write(kind + 24);
      out.write(length);
    } else if (length < 65_536) {
      out.write(kind + 25);
      out.write(length >> 8);
      out.write(length);
    } else {
      out.write(kind + 26);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    }
  }
}
