package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A PDS and its relays that answer what a test told them to.
final class PdsWorld implements PdsApi, RelayApi {
  static final URI RELAY = URI.create("https://relay.test");
  static final Instant NEWEST = Instant.parse("2026-02-24T01:59:00Z");

  final Map<String, RepoAnswer> repos = new HashMap<>();
  HealthAnswer health = new HealthAnswer.Up("1");
  HostAnswer host = new HostAnswer.Status(9042, "active", 3);
  /// What the relay says of accounts that are not active there, by DID.
  final Map<String, AccountAnswer> accounts = new HashMap<>();
  /// How far the relay has a repo, by DID.
  final Map<String, String> revs = new HashMap<>();
  CrawlAnswer crawl = new CrawlAnswer.Accepted();
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  Pds pds() {
    return new Pds(new PdsSettings(URI.create("https://pds.test"), "pds.test", List.of(RELAY), 1000), this, this);
  }

  /// Contents of accounts written as `alice:account,active`.
  static Contents contents(Map<String, Long> numbers, String... items) {
    return new Contents(Stream.of(items).map(PdsWorld::item).toList(), new TreeMap<>(numbers), NEWEST, List.of());
  }

  static Item item(String text) {
    var name = text.substring(0, text.indexOf(':'));
    var parts = new TreeSet<>(List.of(text.substring(text.indexOf(':') + 1).split(",")));
    return new Item("did:plc:" + name, name + ".test", parts);
  }

  @Override
  public RepoAnswer describeRepo(String did) {
    asked.add(did);
    return repos.getOrDefault(did, new RepoAnswer.Unreachable("connection refused"));
  }

  @Override
  public ReposAnswer repos(int most) {
    return new ReposAnswer.Listed(repos.keySet().stream().sorted().limit(most).toList(), repos.size() <= most);
  }

  @Override
  public HealthAnswer health() {
    return health;
  }

  @Override
  public HostAnswer hostStatus(URI relay, String hostname) {
    return host;
  }

  @Override
  public AccountAnswer accountStatus(URI relay, String did) {
    return accounts.getOrDefault(did, heard(did));
  }

  /// What a relay hears of an account from the PDS.
  private AccountAnswer heard(String did) {
    return repos.get(did) instanceof RepoAnswer.Refused(_, var error, _) && error.matches("Repo(Takendown|Deactivated)")
        ? new AccountAnswer.Inactive(error.substring("Repo".length()).toLowerCase(Locale.ROOT))
        : new AccountAnswer.Active(revs.getOrDefault(did, ""));
  }

  @Override
  public CrawlAnswer requestCrawl(URI relay, String hostname) {
    asked.add(relay + " " + hostname);
    return crawl;
  }
}
