package dev.restorebot.s3;

import dev.restorebot.store.Claims;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/// The body of an answer. Closed before its end it drops the connection, where the SDK would first read the rest; and
/// whatever breaks it is an [IOException].
final class Body extends FilterInputStream implements Claims.Carrier {
  private final Abortable answer;
  private final Claims claims;
  private boolean ended;

  <A extends InputStream & Abortable> Body(A answer, Claims claims) {
    super(answer);
    this.answer = answer;
    this.claims = claims;
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      var read = super.read(bytes, offset, length);
      ended |= read < 0;
      return read;
    } catch (SdkException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      super.close();
    } else {
      answer.abort();
    }
  }
}
