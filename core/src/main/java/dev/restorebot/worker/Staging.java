package dev.restorebot.worker;

import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.files.Digest;
import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.Finding;
import dev.restorebot.store.Download;
import dev.restorebot.store.Download.Wanted;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Task.Stage;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Fetches backup objects into the run's folder, and believes nothing about them. Idempotent: keeps what is there and
/// right. If anything fails, nothing stays staged.
record Staging(WorkerPorts ports, RunFiles files, VolumeJournal journal) {
  private static final long LEAST_MARGIN = 1 << 20;

  Staged run(Stage task, DataKind kind) throws IOException, InterruptedException {
    if (!VolumeState.of(journal.entries()).is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE)) {
      throw tooLate(files);
    }
    task.sources().forEach(source -> files.path(Place.LIVE, source.file()));
    task.mirrors().forEach(mirror -> files.path(Place.LIVE, mirror.definition().folder()));
    var missing = missing(task.sources());
    var mirrors = new MirrorStaging(ports, files, journal);
    requireSpace(missing, mirrors.missing(task.mirrors()), task);
    try {
      fetch(missing, task);
      var reverted = check(task.sources(), kind);
      var staged = mirrors.run(task, kind);
      return new Staged(describe(task.sources()), staged.folders(), staged.mended().and(reverted));
    } catch (IOException | InterruptedException | RuntimeException e) {
      Tree.delete(files.folder(Place.STAGED));
      Tree.deleteIfEmpty(files.folder());
      throw e;
    }
  }

  static WorkerException tooLate(RunFiles files) {
    return new WorkerException("the replace of run " + files.run().run() + " has begun: nothing can be staged for it",
        "go on with the replace, or undo it");
  }

  private List<Source> missing(List<Source> sources) throws IOException {
    var missing = new ArrayList<Source>();
    for (var source : sources) {
      var staged = Volume.describe(source.file(), staged(source));
      if (staged.isEmpty() || !staged.get().digest().equals(source.digest())) {
        missing.add(source);
      }
    }
    return missing;
  }

  private void requireSpace(List<Source> missing, ByteSize mirrors, Stage task) throws IOException {
    var sum = missing.stream().map(source -> source.object().size()).reduce(mirrors, ByteSize::plus);
    if (sum.bytes() == 0) {
      return;
    }
    var needed = sum.plus(new ByteSize(Math.max(sum.bytes() / 10, LEAST_MARGIN)));
    var free = files.volume().free(task.capacity());
    if (free.compareTo(needed) < 0) {
      throw new WorkerException("not enough space on the volume: " + needed + " are needed, and " + free + " are free",
          "purge an earlier run, or make the volume larger");
    }
  }

  private void fetch(List<Source> missing, Stage task) throws IOException, InterruptedException {
    if (missing.isEmpty()) {
      return;
    }
    var wanted = new ArrayList<Wanted>();
    for (var source : missing) {
      Disk.makeFolders(staged(source).resolveSibling(".").normalize());
      wanted.add(new Wanted(source.object(), staged(source)));
    }
    var store = ports.buckets().open(task.store(), task.bucket());
    var arrived = new Download(store, ports.retries(), ports.progress()::at).fetch(wanted);
    for (var i = 0; i < missing.size(); i++) {
      requireDigest(missing.get(i), arrived.get(i).digest());
      Modes.set(staged(missing.get(i)), files.path(Place.LIVE, missing.get(i).file()));
    }
  }

  private static void requireDigest(Source source, Digest digest) {
    if (!digest.equals(source.digest())) {
      throw new WorkerException(source.object().key() + " is not what was checked before: its SHA-256 is "
          + digest.brief() + "…, and " + source.digest().brief() + "… was approved", "make a new plan");
    }
  }

  /// Checks copies, and compares what is on the volume with what was copied.
  ///
  /// @return what goes back of what people changed since
  private List<Finding> check(List<Source> sources, DataKind kind) throws IOException {
    try (var scratch = Scratch.below(ports.scratch())) {
      var copies = new TreeMap<String, Path>();
      for (var source : sources) {
        var copy = scratch.copy(staged(source));
        requireDigest(source, Digest.of(copy));
        copies.put(source.database(), copy);
      }
      var defects = SnapshotCheck.of(ports.databases(), copies, kind::requiredTables).defects();
      if (!defects.isEmpty()) {
        throw new WorkerException("the snapshot cannot be restored: " + String.join("; ", defects),
            "take another snapshot");
      }
      return kind.reverted(ports.databases(), copies, live(sources, scratch));
    }
  }

  /// What cannot be copied is not compared.
  private SortedMap<String, Path> live(List<Source> sources, Scratch scratch) throws IOException {
    var names = sources.stream().collect(Collectors.toMap(Source::database, Source::file));
    return scratch.copies(files.volume(), names, (_, _) -> {
    });
  }

  private List<VolumeFile> describe(List<Source> sources) throws IOException {
    var described = new ArrayList<VolumeFile>();
    for (var source : sources) {
      described.add(new VolumeFile(source.file(), new ByteSize(Files.size(staged(source))), source.digest()));
    }
    return described;
  }

  private Path staged(Source source) {
    return files.path(Place.STAGED, source.file());
  }
}
