package dev.restorebot.s3;

import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.store.BackupStoreException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Puts what the SDK threw into words: what was tried, why it failed, and the next move.
final class Refusals {
  private static final String CHECK_KEYS = "check the two keys in the Secret";

  private Refusals() {}

  /// `attempt` failed with `failure`.
  static BackupStoreException of(String attempt, SdkException failure) {
    return failure instanceof S3Exception answer ? answered(attempt, answer) : unanswered(attempt, failure);
  }

  /// `attempt` broke off.
  static BackupStoreException broken(String attempt, IOException failure) {
    return unanswered(attempt, failure);
  }

  private static BackupStoreException answered(String attempt, S3Exception answer) {
    var details = answer.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    var status = answer.statusCode();
    if (status >= 500 || status == 429) {
      var why = "the store is overloaded or broken (" + status + " " + code + ")";
      return failed(Kind.UNAVAILABLE, attempt, why, "try again; look at the status page of the store", answer);
    }
    var why = encryption(code, details == null ? "" : String.valueOf(details.errorMessage()))
        .orElseGet(() -> reason(code, status));
    return failed(Kind.REFUSED, attempt, why.reason() + " (" + status + " " + code + ")", why.next(), answer);
  }

  /// What keeps an object that is encrypted from being read.
  private static Optional<Why> encryption(String code, String message) {
    if (code.equals("InvalidRequest") && message.contains("Server Side Encryption")) {
      return Optional.of(new Why("the object is encrypted with a key that only its writer has (SSE-C)",
          "have backups written without SSE-C; restorebot cannot read these"));
    }
    if (code.startsWith("KMS.") || (code.equals("AccessDenied") && message.contains("kms:"))) {
      return Optional.of(new Why("the encryption key of the object cannot be used: " + message,
          "allow this access key `kms:Decrypt` with that encryption key, and see that it is enabled"));
    }
    return Optional.empty();
  }

  private static Why reason(String code, int status) {
    return switch (code) {
      case "InvalidAccessKeyId" -> new Why("the store does not know the access key", CHECK_KEYS);
      case "SignatureDoesNotMatch" -> new Why("the secret key does not belong to the access key", CHECK_KEYS);
      case "NoSuchBucket" -> new Why("the bucket does not exist", "check the name of the bucket and the endpoint");
      case "NoSuchKey" -> new Why("the object is gone", "list the snapshots again");
      case "PreconditionFailed" -> changed();
      case "InvalidRange" -> changed();
      case "InvalidObjectState" ->
        new Why("the object is archived", Snapshot.BRING_BACK + "; or take another snapshot");
      case "RequestTimeTooSkewed" -> new Why("the clock here is wrong", "set the clock of this node");
      case "AuthorizationHeaderMalformed", "PermanentRedirect" ->
        new Why("the bucket is in another region", "check region and endpoint of the store");
      default -> byStatus(status);
    };
  }

  private static Why byStatus(int status) {
    return switch (status) {
      case 412, 416 -> changed();
      case 401, 403 -> new Why("access denied", "allow this key to list and read the bucket");
      case 404 -> new Why("no such bucket or object", "check the name of the bucket and the endpoint");
      default -> new Why("the store refuses", "check endpoint, region and addressing of the store");
    };
  }

  private static Why changed() {
    return new Why("the object changed since it was planned", "list the snapshots again and make a new plan");
  }

  private static BackupStoreException unanswered(String attempt, Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null && !known(root)) {
      root = root.getCause();
    }
    var why = switch (root) {
      case UnknownHostException _ -> "no answer: the host name is not known";
      case SocketTimeoutException _ -> "no answer in time";
      case ConnectException _ -> "no answer: the connection was refused";
      case SSLException e -> "no answer: TLS failed: " + e.getMessage();
      default -> "no answer: " + root.getMessage();
    };
    return failed(Kind.UNAVAILABLE, attempt, why, "check the endpoint and the network, then try again", failure);
  }

  private static boolean known(Throwable failure) {
    return failure instanceof UnknownHostException || failure instanceof SocketTimeoutException
        || failure instanceof ConnectException || failure instanceof SSLException;
  }

  private static BackupStoreException failed(Kind kind, String attempt, String why, String next, Exception cause) {
    return new BackupStoreException(kind, attempt + ": " + why + ". Next: " + next, cause);
  }

  private record Why(String reason, String next) {}
}
