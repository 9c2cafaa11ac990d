package dev.restorebot.knot.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The form in which git offers refs over HTTP: lines, each after its own length in four hex digits; `0000` ends a part (source:
/// git's `Documentation/gitprotocol-http` and `gitprotocol-common`).
final class PacketLines {
  private static final String SERVICE = "# service=git-upload-pack";
  private static final Pattern REF = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64}) ([^\\x00-\\x20]+)(\\x00.*)?");
  private static final int HEAD = 4;

  private PacketLines() {}

  /// The object's id of each ref in `body`, by its full name, without what tags point to (an empty
  /// repository offers `capabilities^{}` alone); empty if it is of another form.
  static Optional<SortedMap<String, String>> refs(byte[] body) {
    var refs = new TreeMap<String, String>();
    var parts = 0;
    var announced = false;
    for (var at = 0; at < body.length;) {
      var length = length(body, at);
      if (length == 0) {
        parts++;
        at += HEAD;
        continue;
      }
      if (length < HEAD || at + length > body.length) {
        return Optional.empty();
      }
      var line = new String(body, at + HEAD, length - HEAD, StandardCharsets.UTF_8).stripTrailing();
      var ref = REF.matcher(line);
      if (parts == 0) {
        announced = line.equals(SERVICE);
      } else if (!ref.matches()) {
        return Optional.empty();
      } else if (!ref.group(2).endsWith("^{}")) {
        refs.put(ref.group(2), ref.group(1));
      }
      at += length;
    }
    return announced && parts == 2 ? Optional.of(refs) : Optional.empty();
  }

  private static int length(byte[] body, int at) {
    if (at + HEAD > body.length) {
      return -1;
    }
    try {
      return Integer.parseUnsignedInt(new String(body, at, HEAD, StandardCharsets.US_ASCII), 16);
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
