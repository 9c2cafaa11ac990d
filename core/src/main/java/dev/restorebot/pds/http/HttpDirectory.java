package dev.restorebot.pds.http;

import dev.restorebot.pds.DirectoryApi;
import dev.restorebot.xrpc.Xrpc;
import dev.restorebot.xrpc.Xrpc.Reply.Missing;
import dev.restorebot.xrpc.Xrpc.Reply.Whole;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Asks a PLC directory over HTTP: `GET /DID` is its document, and 410 a tombstone (source: the specification of did:plc).
/// Thread-safe.
public final class HttpDirectory implements DirectoryApi {
  private static final int GONE = 410;
  private static final String HANDLE = "at://";
  private static final Pattern DID = Pattern.compile("did:plc:[a-z2-7]{24}");
  /// A DNS name, as the specification of handles has it.
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{3,253}$)([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");

  private final Xrpc xrpc;

  /// An answer may take 10 s.
  public HttpDirectory() {
    this.xrpc = new Xrpc(Duration.ofSeconds(10));
  }

  @Override
  public DidAnswer document(URI directory, String did) {
    if (!DID.matcher(did).matches()) {
      return new DidAnswer.Unknown("it knows no DIDs of that kind");
    }
    return switch (xrpc.fetch(directory, did)) {
      case Whole(var response) -> document(response, did);
      case Missing(var reason) -> new DidAnswer.Unknown(reason);
    };
  }

  private static DidAnswer document(HttpResponse<byte[]> response, String did) {
    if (response.statusCode() == GONE) {
      return new DidAnswer.Tombstone();
    }
    var json = Xrpc.json(response.body());
    if (response.statusCode() != 200 || !Xrpc.text(json, "id").equals(did)) {
      return new DidAnswer.Unknown("it answers HTTP " + response.statusCode());
    }
    return new DidAnswer.Document(handle(json));
  }

  /// The first counts, as for everybody else.
  static String handle(JsonNode document) {
    return document.path("alsoKnownAs").valueStream().filter(JsonNode::isString).map(JsonNode::stringValue)
        .filter(name -> name.startsWith(HANDLE)).findFirst().map(name -> name.substring(HANDLE.length()))
        .filter(NAME.asMatchPredicate()).orElse("");
  }
}
