package dev.restorebot.bot.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// DAG-CBOR, in which a PDS keeps its events and tells them: maps of texts, bytes, whole numbers, truth values, CIDs, lists, maps
/// and nothing (source: the specification of DAG-CBOR). A map is written in the order of its keys, shorter ones first.
final class Cbor {
  private static final int NUMBER = 0;
  private static final int NEGATIVE = 1;
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
  private static final Comparator<String> ORDER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Cbor() {}

  /// The identifier of a block, as its bytes in hexadecimal.
  record Cid(String hex) {}

  /// A map of `entries`: a key, its value, the next key and so on.
  static SequencedMap<String, @Nullable Object> map(@Nullable Object... entries) {
    var map = new TreeMap<String, @Nullable Object>(ORDER);
    for (var i = 0; i < entries.length; i += 2) {
      map.put(String.valueOf(entries[i]), entries[i + 1]);
    }
    return map;
  }

  /// The bytes of one value after the other.
  static byte[] write(Object... values) {
    var cbor = new Cbor();
    for (var value : values) {
      cbor.value(value);
    }
    return cbor.out.toByteArray();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> head(SIMPLE, NULL);
      case String text -> string(TEXT, text.getBytes(StandardCharsets.UTF_8));
      case byte[] bytes -> string(BYTES, bytes);
      case Boolean truth -> head(SIMPLE, truth ? TRUE : FALSE);
      case Number number when number.longValue() < 0 -> head(NEGATIVE, -1 - number.longValue());
      case Number number -> head(NUMBER, number.longValue());
      case Cid(var hex) -> {
        head(TAG, CID);
        // A zero stands before it, for a base that is none.
        string(BYTES, HexFormat.of().parseHex("00" + hex));
      }
      case List<?> list -> {
        head(LIST, list.size());
        list.forEach(this::value);
      }
      case Map<?, ?> map -> {
        head(MAP, map.size());
        var sorted = new TreeMap<String, @Nullable Object>(ORDER);
        map.forEach((key, held) -> sorted.put(String.valueOf(key), held));
        sorted.forEach((key, held) -> {
          value(key);
          value(held);
        });
      }
      default -> throw new IllegalArgumentException("not needed in an event: " + value);
    }
  }

  private void string(int major, byte[] bytes) {
    head(major, bytes.length);
    out.writeBytes(bytes);
  }

  private void head(int major, long length) {
    var kind = major << 5;
    if (length < 24) {
      out.write(kind + (int) length);
    } else if (length < 0x100) {
      out.write(kind + 24);
      out.write((int) length);
    } else if (length < 0x10000) {
      out.write(kind + 25);
      out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) length).array());
    } else if (length < 0x100000000L) {
      out.write(kind + 26);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) length).array());
    } else {
      out.write(kind + 27);
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    }
  }

  /// The maps that stand one after the other in `bytes`. Numbers are longs.
  ///
  /// @throws RuntimeException if that is something else
  static List<SequencedMap<String, @Nullable Object>> read(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var maps = new ArrayList<SequencedMap<String, @Nullable Object>>();
    while (in.hasRemaining()) {
      maps.add(fields(in, length(in, MAP)));
    }
    return maps;
  }

  private static @Nullable Object value(ByteBuffer in) {
    var major = (in.get(in.position()) & 0xff) >> 5;
    var length = length(in, major);
    return switch (major) {
      case NUMBER -> length;
      case NEGATIVE -> -1 - length;
      case BYTES -> bytes(in, length);
      case TEXT -> new String(bytes(in, length), StandardCharsets.UTF_8);
      case LIST -> list(in, length);
      case MAP -> fields(in, length);
      case TAG -> new Cid(HexFormat.of().formatHex(bytes(in, length(in, BYTES))).substring(2));
      default -> length == NULL ? null : length == TRUE;
    };
  }

  private static List<@Nullable Object> list(ByteBuffer in, long length) {
    var list = new ArrayList<@Nullable Object>();
    for (var left = length; left > 0; left--) {
      list.add(value(in));
    }
    return list;
  }

  private static SequencedMap<String, @Nullable Object> fields(ByteBuffer in, long length) {
    var map = map();
    for (var left = length; left > 0; left--) {
      var key = new String(bytes(in, length(in, TEXT)), StandardCharsets.UTF_8);
      map.put(key, value(in));
    }
    return map;
  }

  private static byte[] bytes(ByteBuffer in, long length) {
    var bytes = new byte[Math.toIntExact(length)];
    in.get(bytes);
    return bytes;
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
      default -> head & 31;
    };
  }
}
