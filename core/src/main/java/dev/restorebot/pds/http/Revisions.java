package dev.restorebot.pds.http;

import dev.restorebot.xrpc.Xrpc;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Whose repo an answer is about, and how far that is.
final class Revisions {
  /// A TID: those of one repo follow each other as texts, too (source: atproto.com/specs/tid).
  private static final Pattern TID = Pattern.compile("[2-7a-j][2-7a-z]{12}");
  private static final Pattern DID = Pattern.compile("did:[a-z]+:[A-Za-z0-9._:%-]{1,200}");

  private Revisions() {}

  /// The revision in the field `rev`; empty if there is none.
  static String of(JsonNode json) {
    var rev = Xrpc.text(json, "rev");
    return TID.matcher(rev).matches() ? rev : "";
  }

  /// Whether the field `did` is one.
  static boolean isDid(JsonNode json) {
    return DID.matcher(Xrpc.text(json, "did")).matches();
  }
}
