package dev.restorebot.bot.sandbox;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The relay of a world with a real PDS, as somebody sees it who looks whether what people post arrives there. Blocks until it answers.
public final class RealRelay {
  private static final RetryPolicy<Boolean> SOON =
      RetryPolicy.<Boolean>builder().handleResult(false).withDelay(Duration.ofMillis(100)).withMaxAttempts(100).build();

  private final URI url;
  private final PdsUsers users;
  private final PdsUsers anybody;

  /// @param users those of the PDS that it follows
  RealRelay(URI url, PdsUsers users) {
    this.url = url;
    this.users = users;
    this.anybody = new PdsUsers(url, "");
  }

  /// Where it answers.
  public URI url() {
    return url;
  }

  /// In which state it holds somebody's account to be; empty if it is active, or the relay does not know it.
  public String status(String name) {
    return repo(users.did(name)).text("status");
  }

  /// Waits until it has taken or dropped the last post of each of these people, for a few seconds at most; true if it has taken
  /// all of them.
  public boolean await(String... names) {
    var dids = Arrays.stream(names).map(users::did).toList();
    var last = dids.stream().map(did -> users.get("com.atproto.sync.getLatestCommit", "did", did).text("rev")).toList();
    return Failsafe.with(SOON).get(() -> dids.stream().map(did -> repo(did).text("rev")).toList().equals(last));
  }

  /// Waits until it has stopped following the PDS since that told it that its cursor lies in the future, for a few seconds at most; true
  /// if it has.
  public boolean awaitIdle() {
    return Failsafe.with(SOON).get(() -> anybody
        .get("com.atproto.sync.getHostStatus", "hostname", PdsStandIn.HOSTNAME).text("status").equals("idle"));
  }

  /// What it took of somebody's repo, record by record, in order.
  public List<String> seen(String name) {
    return anybody.ask("/seen").body().valueStream()
        .filter(event -> event.path("did").asString("").equals(users.did(name)))
        .flatMap(event -> event.path("paths").valueStream()).map(path -> path.asString("")).toList();
  }

  private PdsUsers.Reply repo(String did) {
    return anybody.get("com.atproto.sync.getRepoStatus", "did", did);
  }
}
