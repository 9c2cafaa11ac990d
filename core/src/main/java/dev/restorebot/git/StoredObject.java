package dev.restorebot.git;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/// What came of reading an object.
sealed interface StoredObject {
  /// It is as it was written.
  ///
  /// @param type one of JGit's: [Constants#OBJ_COMMIT]
  /// @param bytes empty for a blob
  @SuppressWarnings("ArrayRecordComponent") // read once, by who asked
  record Content(int type, byte[] bytes) implements StoredObject {
    /// Whether this is the content that `id` stands for.
    boolean is(AnyObjectId id) {
      var digest = sha1();
      digest.update((Constants.typeString(type) + " " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return id.equals(ObjectId.fromRaw(digest.digest(bytes)));
    }
  }

  /// It is not there.
  record Missing() implements StoredObject {}

  /// It is there and cannot be used.
  ///
  /// @param why a part of a sentence
  record Damaged(String why) implements StoredObject {}

  /// The JDK's, which is several times as fast as JGit's.
  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
