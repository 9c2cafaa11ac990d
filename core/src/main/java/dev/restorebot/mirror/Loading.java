package dev.restorebot.mirror;

import dev.restorebot.mirror.Folders.Spot;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BoundedExecutor;
import dev.restorebot.store.ObjectFetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/// Brings the objects of a listing to their files, with many requests under way. While the listing goes on, only as many as there is
/// nothing else to do for: the listing is not held up, and tells soon whether it is the right one. Confined to its thread.
final class Loading implements MirrorListing.Taker, AutoCloseable {
  private static final int AT_ONCE = 64;

  private final ListedObjects objects;
  private final Path target;
  private final Optional<Path> live;
  private final boolean early;
  private final ObjectFetcher shipment;
  private final Manifest manifest;
  private final BoundedExecutor crew = new BoundedExecutor(AT_ONCE);
  private final BitSet begun = new BitSet();
  private final Folders first;
  private int listed;

  /// @param objects keeps what is listed
  /// @param early whether anything may be brought before all has been listed
  Loading(ListedObjects objects, Path target, Optional<Path> live, boolean early, ObjectFetcher shipment,
      Manifest manifest) {
    this.objects = objects;
    this.target = target;
    this.live = live;
    this.early = early;
    this.shipment = shipment;
    this.manifest = manifest;
    this.first = new Folders(target, live);
  }

  @Override
  public void take(BackupObject object, String path) throws IOException, InterruptedException {
    objects.take(object, path);
    if (early && crew.idle()) {
      begun.set(listed);
      begin(object, first.spot(path));
    }
    listed++;
  }

  /// Brings all that has not come yet, and waits for it.
  void finish() throws IOException, InterruptedException {
    var folders = new Folders(target, live);
    try (var reader = objects.read()) {
      for (var i = 0; reader.more(); i++) {
        var item = reader.next();
        if (!begun.get(i)) {
          begin(item.object(), folders.spot(item.path()));
        }
      }
    }
    crew.finish();
  }

  private void begin(BackupObject object, Spot spot) throws IOException, InterruptedException {
    crew.submit(() -> bring(object, spot));
  }

  private void bring(BackupObject object, Spot spot) throws IOException, InterruptedException {
    if (!spot.fresh() && shipment.isThere(object, spot.file())) {
      manifest.kept(object.size());
    } else if (spot.live().isPresent() && shipment.take(object, spot.live().get(), spot.file())) {
      manifest.taken(object.size());
    } else {
      shipment.fetch(object, spot.file(), manifest::advanced);
      manifest.fetched(object.size());
    }
  }

  /// Breaks off what is under way.
  void breakOff() {
    crew.close();
  }

  @Override
  public void close() {
    breakOff();
  }
}
