package dev.restorebot.pds;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.codec.binary.Base32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/// DAG-CBOR, in which a PDS keeps events and repos, as far as it is written and read here (sources: the specifications of DAG-CBOR
/// and CARv1). Whoever writes a map gives its keys in their order: shorter ones first.
final class DagCbor {
  private static final CBORMapper MAPPER = new CBORMapper();
  private static final int CID_TAG = 42;
  private static final int CONTINUED = 0x80;

  private DagCbor() {}

  /// A map of texts, truth values and bytes.
  static byte[] map(Map<String, Object> fields) {
    return written(generator -> {
      // A PDS takes no map whose length does not stand before it.
      generator.writeStartObject(null, fields.size());
      fields.forEach(generator::writePOJOProperty);
      generator.writeEndObject();
    });
  }

  private static byte[] written(Consumer<CBORGenerator> writing) {
    var out = new ByteArrayOutputStream();
    try (var generator = (CBORGenerator) MAPPER.createGenerator(out)) {
      writing.accept(generator);
    }
    return out.toByteArray();
  }

  /// What is written in `bytes`; a missing node where that is no CBOR.
  static JsonNode read(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
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
    return written(generator -> {
      generator.writeStartObject(null, 2);
      generator.writeName("roots");
      generator.writeStartArray(null, 1);
      generator.writeTag(CID_TAG);
      generator.writeBinary(tagged);
      generator.writeEndArray();
      generator.writeNumberProperty("version", 1);
      generator.writeEndObject();
    });
  }

  private static byte[] cid(String text) {
    if (!text.matches("b[a-z2-7]{1,200}")) {
      throw new IllegalArgumentException("no CID in base 32: " + text);
    }
    return new Base32().decode(text.substring(1).toUpperCase(Locale.ROOT));
  }

  private static void varint(ByteArrayOutputStream out, int number) {
    var rest = number;
    while (rest >= CONTINUED) {
      out.write((rest & (CONTINUED - 1)) | CONTINUED);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
