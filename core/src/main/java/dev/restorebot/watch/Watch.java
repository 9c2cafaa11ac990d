package dev.restorebot.watch;

import dev.restorebot.cluster.ClusterException;
import dev.restorebot.facts.SnapshotInspector;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.BackupsReview;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Looks at the backups of every service once after each time at which one is due, and has people told what is wrong: each trouble
/// once, however often the bot is started anew, and that all is well again. The newest snapshot is opened and checked as before a
/// restore. Only reads. [#tick] belongs to one thread.
public final class Watch {
  /// Where something is wrong, it is looked at again after this, so that people soon hear that it is well.
  private static final Duration MEANWHILE = Duration.ofHours(1);
  /// A look that failed is made again after this.
  private static final Duration AGAIN = Duration.ofMinutes(5);
  /// So many looks in a row may fail before people hear of it: a store may be away for a moment.
  private static final int QUIET_FAILURES = 1;
  private static final int RECENT = 30;
  private static final String UNREADABLE = "unreadable";
  private static final String UNSEEN = "unseen";

  private final SnapshotInspector inspector;
  private final WatchBook book;
  private final InstantSource time;
  private final SortedMap<String, Instant> notBefore = new TreeMap<>();

  /// A watch over the services that `inspector` can look at.
  public Watch(SnapshotInspector inspector, WatchBook book, InstantSource time) {
    this.inspector = inspector;
    this.book = book;
    this.time = time;
  }

  /// Looks at what is due. To be called every few seconds; blocks while it looks, which is seldom.
  public void tick() throws InterruptedException {
    for (var site : inspector.sites().values().stream()
        .sorted((one, other) -> one.definition().name().value().compareTo(other.definition().name().value()))
        .toList()) {
      look(site, time.instant());
    }
  }

  private void look(ManagedService site, Instant now) throws InterruptedException {
    var service = site.definition().name();
    var due = site.definition().backups().schedule().lastAtOrBefore(now.minus(BackupsReview.GRACE));
    if (due.isEmpty()) {
      return;
    }
    var before = book.of(service);
    var waits = now.isBefore(notBefore.getOrDefault(service.value(), Instant.EPOCH));
    if (waits && (before.failures() > 0 || !before.due().isBefore(due.get()))) {
      return;
    }
    if (!before.due().isBefore(due.get()) && before.told().isEmpty()) {
      return;
    }
    try {
      notBefore.put(service.value(), now.plus(MEANWHILE));
      found(service, before, new Watched(due.get(), 0, troubles(site, now)), now);
    } catch (BackupStoreException | ClusterException | IOException e) {
      notBefore.put(service.value(), now.plus(AGAIN));
      failed(service, before, String.valueOf(e.getMessage()), now);
    }
  }

  /// What is wrong, by names that stay the same while it is the same trouble.
  private SortedMap<String, String> troubles(ManagedService site, Instant now)
      throws IOException, InterruptedException {
    var troubles = new TreeMap<String, String>();
    var recent = inspector.recent(site, RECENT);
    for (var trouble : new BackupsReview(site.definition().backups()).of(recent, now)) {
      troubles.put(trouble.kind() + " " + trouble.about(), trouble.text());
    }
    var newest = recent.stream().filter(Snapshot::ready).findFirst();
    if (newest.isPresent() && inspector.open(site, newest.get()) instanceof SnapshotInspector.Opened.Bad(var reasons)) {
      troubles.put(UNREADABLE + " " + newest.get().timestamp(),
          "the newest snapshot, " + newest.get().timestamp() + ", cannot be restored: " + String.join("; ", reasons));
    }
    return troubles;
  }

  private void found(ServiceName service, Watched before, Watched after, Instant now) {
    var lines = new ArrayList<String>();
    after.told().forEach((name, text) -> {
      if (!before.told().containsKey(name)) {
        lines.add("Backups of " + service + ": " + text + (text.endsWith("?") ? "" : "."));
      }
    });
    if (after.told().isEmpty() && !before.told().isEmpty()) {
      lines.add("Backups of " + service + " are well again: the newest snapshot was opened and is sound.");
    }
    book.note(service, after, now, unbroken(lines));
  }

  private void failed(ServiceName service, Watched before, String why, Instant now) {
    var failures = before.failures() + 1;
    var told = new TreeMap<>(before.told());
    var lines = new ArrayList<String>();
    if (failures > QUIET_FAILURES && told.put(UNSEEN, why) == null) {
      lines.add("Backups of " + service + " cannot be looked at: " + why + ". I go on trying.");
    }
    book.note(service, new Watched(before.due(), failures, told), now, unbroken(lines));
  }

  /// What has yet to be brought to people, the oldest first.
  public List<Announcement> open() {
    return book.open();
  }

  /// `announcement` was brought.
  public void brought(Announcement announcement) {
    book.brought(announcement.number());
  }

  /// The lines of an announcement are told apart by line breaks.
  private static List<String> unbroken(List<String> lines) {
    return lines.stream().map(Visible::unbroken).toList();
  }
}
