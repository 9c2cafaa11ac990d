package dev.restorebot.commands.desk;

import dev.restorebot.commands.thread.Button;
import dev.restorebot.run.Engine;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Snapshot;
import dev.restorebot.snapshot.Times;
import java.util.ArrayList;
import java.util.List;

/// The snapshots of a service as the listing of its bucket shows them.
final class SnapshotList {
  private static final int AT_MOST = 10;
  private static final int TO_CHOOSE_FROM = 5;

  private final Engine engine;
  private final Catalogue catalogue;

  SnapshotList(Engine engine, Catalogue catalogue) {
    this.engine = engine;
    this.catalogue = catalogue;
  }

  Reply list(ServiceName service) {
    return Reply.taken(lines(service, engine.snapshots(service, AT_MOST)));
  }

  /// The list, with a button for each of the newest complete ones.
  Reply choose(ServiceName service) {
    var snapshots = engine.snapshots(service, AT_MOST);
    var buttons = snapshots.stream().filter(Snapshot::complete).limit(TO_CHOOSE_FROM)
        .map(snapshot -> new Button(snapshot.timestamp().toString(),
            new Button.Action.Say("/restore " + service + " at " + snapshot.timestamp())))
        .toList();
    return new Reply(Reply.Standing.TAKEN, lines(service, snapshots), buttons);
  }

  private List<String> lines(ServiceName service, List<Snapshot> snapshots) {
    var lines = new ArrayList<String>();
    lines.add(snapshots.isEmpty()
        ? "There is no snapshot of " + service + " of the last weeks."
        : "Snapshots of " + service + ", the newest first; what is in them is checked when one is chosen:");
    for (var snapshot : snapshots) {
      lines.add("  " + snapshot.timestamp() + "  " + Times.moment(snapshot.last().instant()) + "  "
          + Times.count(snapshot.members().size(), "file") + "  " + snapshot.size() + "  "
          + (snapshot.complete() ? "complete" : String.join("; ", snapshot.defects())));
    }
    var mirrors = catalogue.service(service).map(known -> known.backups().mirrors()).orElse(List.of());
    mirrors.forEach(
        mirror -> lines.add("To each belongs the mirror " + mirror.folder() + "/, which has no timestamp: as it"
            + " is now, or with `--mirror-as-of-snapshot` as it was then, if the bucket keeps versions."));
    return lines;
  }
}
