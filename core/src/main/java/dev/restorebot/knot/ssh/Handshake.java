package dev.restorebot.knot.ssh;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/// The beginning of one connection: as far as the server shows a host key, and no further. Nothing is read of the files of the
/// account that restorebot runs as. Used once.
final class Handshake implements SessionListener {
  /// What is said when the server hangs up.
  static final String CLOSED = "the server has closed the connection";
  /// Those that show the key in their second message, of which every server of these years knows one (source: RFC 9142).
  private static final List<BuiltinDHFactories> EXCHANGES =
      List.of(BuiltinDHFactories.curve25519, BuiltinDHFactories.curve25519_libssh, BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384, BuiltinDHFactories.ecdhp521, BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg14_256);

  private final CompletableFuture<String> key = new CompletableFuture<>();
  private final CompletableFuture<Set<String>> offered = new CompletableFuture<>();

  /// What the server will have shown. Ends with an [IOException] if it does not show a key.
  CompletableFuture<Shown> shown() {
    return key.thenCombine(offered, Shown::new);
  }

  /// A client that shakes hands so, for a key of one of `types`; to be started, used once, and closed.
  SshClient client(Collection<KeyType> types) {
    var client = ClientBuilder.builder().hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
        .keyExchangeFactories(EXCHANGES.stream().filter(BuiltinDHFactories::isSupported).map(this::tapped).toList())
        .signatureFactories(types.stream().flatMap(type -> type.algorithms().stream()).map(Handshake::named).toList())
        .build();
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setNioWorkers(1);
    client.addSessionListener(this);
    return client;
  }

  private KeyExchangeFactory tapped(BuiltinDHFactories exchange) {
    return new TappedExchange.Factory(ClientBuilder.DH2KEX.apply(exchange),
        shown -> key.complete(Shown.fingerprint(shown)));
  }

  /// The name is all that is needed: it does not come to a signature.
  private static NamedFactory<Signature> named(String algorithm) {
    return new NamedFactory<>() {
      @Override
      public String getName() {
        return algorithm;
      }

      @Override
      public Signature create() {
        throw new IllegalStateException("nothing is signed with " + algorithm + " before anybody logs in");
      }
    };
  }

  @Override
  public void sessionNegotiationStart(Session session, Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs) {
    offered.complete(Arrays.stream(theirs.getOrDefault(KexProposalOption.SERVERKEYS, "").split(",", -1))
        .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public void sessionException(Session session, Throwable failure) {
    fail(new IOException(failure.getMessage(), failure));
  }

  @Override
  public void sessionClosed(Session session) {
    fail(new IOException(CLOSED));
  }

  private void fail(IOException failure) {
    key.completeExceptionally(failure);
    offered.completeExceptionally(failure);
  }
}
