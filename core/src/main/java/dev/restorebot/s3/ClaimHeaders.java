package dev.restorebot.s3;

import dev.restorebot.store.Claims;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Reads what an answer with an object says of the object. Stores that know nothing of it leave the headers out.
final class ClaimHeaders {
  /// Asks for checksums.
  static final String MODE = "x-amz-checksum-mode";
  static final String ENABLED = "ENABLED";

  private static final List<String> ALGORITHMS = List.of("crc32", "crc32c", "crc64nvme", "sha1", "sha256");
  private static final String CHECKSUM = "x-amz-checksum-";
  private static final String ENCRYPTION = "x-amz-server-side-encryption";
  /// Encrypted with the store's own key, an object has the ETag that it would have without.
  private static final String OWN_KEY = "AES256";

  private ClaimHeaders() {}

  static Claims of(SdkHttpResponse answer) {
    var checksums = new TreeMap<String, String>();
    var composite = answer.firstMatchingHeader(CHECKSUM + "type").filter("COMPOSITE"::equalsIgnoreCase).isPresent();
    for (var algorithm : ALGORITHMS) {
      answer.firstMatchingHeader(CHECKSUM + algorithm).filter(value -> !composite && isOfTheWhole(value))
          .ifPresent(value -> checksums.put(algorithm, value));
    }
    return new Claims(encryption(answer), checksums);
  }

  /// One of checksums of parts ends with how many there are.
  private static boolean isOfTheWhole(String value) {
    return !value.isBlank() && value.indexOf('-') < 0;
  }

  private static String encryption(SdkHttpResponse answer) {
    var customer = answer.firstMatchingHeader(ENCRYPTION + "-customer-algorithm").orElse("");
    var store = answer.firstMatchingHeader(ENCRYPTION).orElse("");
    if (!customer.isBlank()) {
      return "SSE-C " + customer;
    }
    return store.isBlank() || store.toUpperCase(Locale.ROOT).equals(OWN_KEY) ? "" : store;
  }
}
