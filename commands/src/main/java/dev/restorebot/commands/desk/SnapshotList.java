package dev.restorebot.commands.desk;

import dev.restorebot.commands.thread.Button;
import dev.restorebot.engine.Engine;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.Schedule;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.BackupsReview;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.VerificationRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The snapshots of a service: what the listing of its bucket shows, and what is known of their contents.
final class SnapshotList {
  private static final int AT_MOST = 10;
  /// A plot takes more in than a table: two months of nights. The listing is the same.
  private static final int PLOTTED = 60;
  private static final int TO_CHOOSE_FROM = 5;
  /// So many are opened for a list if they were not before, and waited for as long as people are patient: two good ones to compare,
  /// and one that is not.
  private static final int OPENED_NOW = 3;

  private final Engine engine;
  private final Catalogue catalogue;
  private final InstantSource time;
  private final Duration patience;

  SnapshotList(Engine engine, Catalogue catalogue, InstantSource time, Duration patience) {
    this.patience = patience;
    this.time = time;
    this.engine = engine;
    this.catalogue = catalogue;
  }

  Reply list(ServiceName service) throws InterruptedException {
    var snapshots = engine.snapshots(service, PLOTTED);
    var reply = Reply.taken(lines(service, snapshots.stream().limit(AT_MOST).toList()));
    return snapshots.size() < 2 ? reply : reply.with(plot(service, snapshots));
  }

  private Plot plot(ServiceName service, List<Snapshot> snapshots) {
    var schedule = catalogue.service(service).map(known -> known.backups().schedule()).orElse(Schedule.NONE);
    return new SnapshotPlot(service, snapshots, schedule, time.instant()).plot();
  }

  /// The list, with a button for each of the newest that can be read.
  Reply choose(ServiceName service) throws InterruptedException {
    var snapshots = engine.snapshots(service, AT_MOST);
    var buttons = snapshots.stream().filter(Snapshot::ready).limit(TO_CHOOSE_FROM)
        .map(snapshot -> new Button(snapshot.timestamp().toString(),
            new Button.Action.Say("/restore " + service + " at " + snapshot.timestamp())))
        .toList();
    return new Reply(Reply.Status.TAKEN, lines(service, snapshots), buttons);
  }

  private List<String> lines(ServiceName service, List<Snapshot> snapshots) throws InterruptedException {
    var lines = new ArrayList<String>();
    if (snapshots.isEmpty()) {
      lines.add("There is no snapshot of " + service + ".");
    } else {
      lines.add("Snapshots of " + service + ", the newest first:");
      lines.addAll(new SnapshotTable(snapshots, opened(service, snapshots), time.instant()).lines());
    }
    var mirrors = catalogue.service(service).map(known -> known.backups().mirrors()).orElse(List.of());
    mirrors.forEach(
        mirror -> lines.add("To each belongs the mirror " + mirror.folder() + "/, which has no timestamp: as it"
            + " is now, or with `--mirror-as-of-snapshot` as it was then, if the bucket keeps versions."));
    engine.inspector().site(service).ifPresent(site -> new BackupsReview(site.definition().backups())
        .of(snapshots, time.instant()).forEach(trouble -> lines.add("Note: " + trouble.text() + ".")));
    return lines;
  }

  /// What the complete ones turned out to be, as far as that is known: the newest are opened now.
  private Map<Snapshot, VerificationRecord> opened(ServiceName service, List<Snapshot> snapshots)
      throws InterruptedException {
    var opened = new HashMap<Snapshot, VerificationRecord>();
    var site = engine.inspector().site(service);
    var complete = snapshots.stream().filter(Snapshot::ready).toList();
    var begun = System.nanoTime();
    for (var index = 0; index < complete.size() && site.isPresent(); index++) {
      var snapshot = complete.get(index);
      engine.inspector().known(site.get(), snapshot, index < OPENED_NOW ? left(begun) : Duration.ZERO)
          .ifPresent(what -> opened.put(snapshot, what));
    }
    return opened;
  }

  private Duration left(long begun) {
    var left = patience.minusNanos(System.nanoTime() - begun);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
