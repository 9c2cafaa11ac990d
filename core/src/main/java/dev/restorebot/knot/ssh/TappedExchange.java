package dev.restorebot.knot.ssh;

import java.util.function.Consumer;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.digest.Digest;
import org.apache.sshd.common.kex.KeyExchange;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;

/// An exchange of keys that hands over the server's host key as soon as it comes, and ends the connection. So it knows keys of
/// types for which there is no code here; and it does not see the server prove that it has the private one, which is for
/// whoever logs in.
record TappedExchange(KeyExchange exchange, Consumer<byte[]> key) implements KeyExchange {
  /// Makes them.
  record Factory(KeyExchangeFactory factory, Consumer<byte[]> key) implements KeyExchangeFactory {
    @Override
    public String getName() {
      return factory.getName();
    }

    @Override
    public KeyExchange createKeyExchange(Session session) throws Exception {
      return new TappedExchange(factory.createKeyExchange(session), key);
    }
  }

  @Override
  public String getName() {
    return exchange.getName();
  }

  @Override
  public Session getSession() {
    return exchange.getSession();
  }

  @Override
  public void init(byte[] ourVersion, byte[] theirVersion, byte[] theirProposal, byte[] ourProposal) throws Exception {
    exchange.init(ourVersion, theirVersion, theirProposal, ourProposal);
  }

  @Override
  public boolean next(int message, Buffer buffer) throws Exception {
    if (message != SshConstants.SSH_MSG_KEXDH_REPLY) {
      return exchange.next(message, buffer);
    }
    key.accept(buffer.getBytes());
    getSession().close(true);
    return false;
  }

  @Override
  public Digest getHash() {
    return exchange.getHash();
  }

  @Override
  public byte[] getH() {
    return exchange.getH();
  }

  @Override
  public byte[] getK() {
    return exchange.getK();
  }
}
