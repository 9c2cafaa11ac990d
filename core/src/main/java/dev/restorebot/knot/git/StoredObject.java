package dev.restorebot.knot.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectStream;

/// What came of reading an object.
sealed interface StoredObject {
  /// It is as it was written.
  ///
  /// @param type one of JGit's: [Constants#OBJ_COMMIT]
  /// @param bytes empty for a blob
  @SuppressWarnings("ArrayRecordComponent") // read once, by who asked
  record Content(int type, byte[] bytes) implements StoredObject {}

  /// It is not there.
  record Missing() implements StoredObject {}

  /// It is there and cannot be used.
  ///
  /// @param why a part of a sentence
  record Damaged(String why) implements StoredObject {
    static final Damaged OTHER_CONTENT = new Damaged("its content is not what its id stands for");
  }

  /// Whether `id` stands for an object with this content.
  static boolean isContentOf(AnyObjectId id, int type, byte[] bytes) {
    var digest = digest(type, bytes.length);
    digest.update(bytes);
    return isContentOf(id, digest);
  }

  /// Whether `id` stands for an object with this content, which is read to its end.
  static boolean isContentOf(AnyObjectId id, ObjectStream content) throws IOException {
    var digest = digest(content.getType(), content.getSize());
    content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return isContentOf(id, digest);
  }

  private static boolean isContentOf(AnyObjectId id, MessageDigest digest) {
    return id.equals(ObjectId.fromRaw(digest.digest()));
  }

  /// As an object's id is made: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects, "Object Storage".
  private static MessageDigest digest(int type, long size) {
    var digest = sha1();
    digest.update((Constants.typeString(type) + " " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    return digest;
  }

  /// The JDK's, which is several times as fast as JGit's.
  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
