package dev.restorebot.worker;

import dev.restorebot.files.Disk;
import dev.restorebot.files.Tree;
import dev.restorebot.kind.DataKind;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Task.Amend;
import dev.restorebot.worker.Task.CheckUndo;
import dev.restorebot.worker.Task.Drill;
import dev.restorebot.worker.Task.Examine;
import dev.restorebot.worker.Task.Inspect;
import dev.restorebot.worker.Task.OfRun;
import dev.restorebot.worker.Task.Purge;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.Task.Stage;
import dev.restorebot.worker.Task.Undo;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Does one task on one volume and says how it ended. Whatever goes wrong ends in a [Failed] that people can read.
public final class Worker {
  private final WorkerPorts ports;
  private final VolumeJournals journals;

  /// A worker on a volume that is mounted at `ports.volume()`.
  public Worker(WorkerPorts ports) {
    this(ports, VolumeJournals.of(ports));
  }

  /// A worker whose journals are kept by `journals`.
  Worker(WorkerPorts ports, VolumeJournals journals) {
    this.ports = ports;
    this.journals = journals;
  }

  /// Does `task`; blocks until it has ended. Interrupted, it stops where it can be run again.
  public Report run(Task task) {
    try {
      var volume = volume();
      return switch (task) {
        case Inspect inspect -> {
          confine(List.of(), List.of());
          yield new Inspection(volume, ports.scratch(), ports.databases()).run(inspect, kind(inspect.kind()));
        }
        case Examine examine -> {
          confine(List.of(), List.of());
          yield new Examination(volume, ports.scratch(), ports.databases()).run(examine, kind(examine.kind()));
        }
        case OfRun ofRun -> {
          if (ofRun instanceof Drill) {
            Drilling.requireEmpty(volume);
          }
          yield alone(volume, ofRun);
        }
      };
    } catch (Exception e) {
      return Failures.report(e);
    }
  }

  /// While the service runs, it may put links in the way of what is written.
  ///
  /// @param own the folders in which something is to be written, beside the Job's own disk
  /// @param emptied in which empty folders may be removed
  private void confine(List<Path> own, List<Path> emptied) throws IOException {
    Files.createDirectories(ports.scratch());
    ports.confinement().writeOnlyIn(Stream.concat(own.stream(), Stream.of(ports.scratch().toRealPath())).toList(),
        emptied);
  }

  private Volume volume() throws IOException {
    if (!Files.isDirectory(ports.volume())) {
      throw new WorkerException("there is no volume at " + ports.volume(), "look at the volume mounts of the Job");
    }
    return new Volume(ports.volume().toRealPath());
  }

  private Report alone(Volume volume, OfRun task) throws IOException, InterruptedException {
    var files = new RunFiles(volume, task.folder());
    var home = volume.path(RunFolder.HOME);
    if (task instanceof Undo || task instanceof CheckUndo || task instanceof Purge) {
      if (Files.notExists(home)) {
        // Nothing to lock out, and no folder to be made for that.
        return locked(files, task);
      }
    }
    try (var lock = VolumeLock.take(volume)) {
      var report = locked(files, task);
      if (task instanceof Purge) {
        tidy(home, lock);
      }
      return report;
    }
  }

  private Report locked(RunFiles files, OfRun task) throws IOException, InterruptedException {
    requireNotSealed(files, task);
    var journal = journals.of(files);
    var foreign = foreign(files, journal, task);
    requireWhole(files, journal, task);
    return switch (task) {
      case Stage stage -> {
        Disk.makeFolders(files.folder());
        confine(List.of(files.folder()), List.of(files.folder().resolveSibling(".").normalize()));
        try {
          yield new Staging(ports, files, journal).run(stage, kind(stage.kind()));
        } finally {
          Tree.deleteIfEmpty(files.folder());
        }
      }
      case Replace replace -> new Replacement(ports, files, journal, foreign).run(replace, kind(replace.kind()));
      case Amend amend -> new Replacement(ports, files, journal, foreign).run(amend, kind(amend.kind()));
      case Undo undo -> new Undoing(files, journal).run(undo);
      case CheckUndo check -> {
        confine(List.of(), List.of());
        yield new Undoing(files, journal).check(check);
      }
      case Purge _ -> new Purging(files, journal).run();
      case Drill drill -> new Drilling(ports, files, journal).run(drill, kind(drill.kind()));
    };
  }

  /// Whatever a worker has not written in the run's folder is out of the way before the first one moves anything.
  private List<String> foreign(RunFiles files, VolumeJournal journal, OfRun task) throws IOException {
    return task.begins() && ports.key().isPresent() && journal.entries().isEmpty()
        ? files.putAwayForeign()
        : List.of();
  }

  /// Without the key nobody knows how far the run is.
  private void requireNotSealed(RunFiles files, OfRun task) {
    if (ports.key().isPresent() || Files.notExists(files.sealedJournal(), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (task instanceof Stage) {
      throw Staging.tooLate(files);
    }
    throw new WorkerException(
        "what run " + files.run().run() + " did on the volume is in a journal that its bot has sealed,"
            + " and this worker was given no key to that",
        "let the bot go on with the run; nothing was changed");
  }

  /// Refuses to go by a journal that was cut: what is in `displaced/` and `set-aside/` was moved there only after the journal
  /// said so. An undo begins anew where it was cut, since it goes by digests; a purge would delete what was live.
  private static void requireWhole(RunFiles files, VolumeJournal journal, OfRun task) throws IOException {
    var state = VolumeState.of(journal.entries());
    if (state.is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE)) {
      requireEmpty(files, Place.DISPLACED, "nothing was moved");
    }
    if (task instanceof Purge && !state.is(Phase.UNDOING, Phase.UNDONE, Phase.PURGING)) {
      requireEmpty(files, Place.SET_ASIDE, "no undo moved anything");
    }
  }

  private static void requireEmpty(RunFiles files, Place place, String said) throws IOException {
    var folder = files.folder(place);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new WorkerException("the journal of the run on the volume is not whole: it says that " + said
            + ", and data is in " + files.run().path() + "/" + place.word(), FileVolumeJournal.LOOK);
      }
    }
  }

  /// Removes restorebot's own folder when no run has anything in it any more.
  private static void tidy(Path home, VolumeLock lock) throws IOException {
    try (var inside = Files.list(home)) {
      if (inside.count() > 1) {
        return;
      }
    }
    lock.delete();
    Tree.deleteIfEmpty(home);
  }

  private DataKind kind(String name) {
    var kind = ports.kinds().get(name);
    if (kind == null) {
      throw new WorkerException("this worker knows no kind " + name, "use the same version for the bot and its worker");
    }
    return kind;
  }
}
