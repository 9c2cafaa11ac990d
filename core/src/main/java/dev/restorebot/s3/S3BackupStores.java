package dev.restorebot.s3;

import dev.restorebot.service.StoreDefinition;
import dev.restorebot.store.AccessKeys;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.BackupStores;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/// [BackupStores] over S3. Connections are the JDK's own, kept for whoever asks the same server next: in a process that lives
/// for seconds, loading a larger client takes longer than what it saves. Thread-safe.
public final class S3BackupStores implements BackupStores, AutoCloseable {
  private final SdkHttpClient connections = Clients.connections();
  private final Map<Account, S3Client> clients = new ConcurrentHashMap<>();

  @Override
  public BackupStore open(StoreDefinition store, String bucket, AccessKeys keys) {
    var client = clients.computeIfAbsent(new Account(store, keys),
        account -> Clients.client(connections, account.store(), account.keys()));
    var reads = new PlainReads(connections, Clients.identity(keys), store);
    return new S3BackupStore(client, reads, store, bucket);
  }

  @Override
  public void close() {
    clients.values().forEach(S3Client::close);
    connections.close();
  }

  private record Account(StoreDefinition store, AccessKeys keys) {}
}
