package dev.restorebot.worker;

import dev.restorebot.files.Disk;
import dev.restorebot.files.TreeDigest;
import dev.restorebot.kind.ClashFinding;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.mirror.LeftOut;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.mirror.MirrorDownload;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Task.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings mirrors into the run's folder, has their kind repair and check them, and writes down what they are then. Idempotent:
/// what is there and right is not fetched again.
record MirrorStaging(WorkerPorts ports, RunFiles files, VolumeJournal journal) {
  /// What is staged.
  ///
  /// @param mended what the kind said, and what was left out
  record Outcome(List<VolumeFolder> folders, RepairResult mended) {}

  /// How much of the mirrors is not staged yet.
  ByteSize missing(List<Mirror> mirrors) throws IOException {
    var missing = new ByteSize(0);
    for (var mirror : mirrors) {
      var staged = files.path(Place.STAGED, mirror.definition().folder());
      var there = Files.isDirectory(staged) ? Volume.size(staged).bytes() : 0;
      missing = missing.plus(new ByteSize(Math.max(0, mirror.size().bytes() - there)));
    }
    return missing;
  }

  Outcome run(Stage task, DataKind kind) throws IOException, InterruptedException {
    if (task.mirrors().isEmpty()) {
      return new Outcome(List.of(), RepairResult.NOTHING);
    }
    var repairs = new ArrayList<String>();
    var findings = new ArrayList<Finding>();
    var download = new MirrorDownload(ports.buckets().open(task.store(), task.bucket()), ports.retries(),
        ports.progress()::at);
    for (var mirror : task.mirrors()) {
      var name = mirror.definition().folder();
      Disk.makeFolders(files.path(Place.STAGED, name).resolveSibling(".").normalize());
      var arrived = download.bring(mirror, kind::leftOver, files.path(Place.STAGED, name), live(name));
      tell(name, arrived.leftOut(), repairs, findings);
      ClashFinding.of(name, arrived.leftOut(), kind).ifPresent(findings::add);
    }
    var mended = kind.mend(files.folder(Place.STAGED), files.volume().root(), ports.progress()::counted);
    repairs.addAll(mended.repairs());
    findings.addAll(mended.findings());
    return new Outcome(described(task.mirrors()), new RepairResult(mended.contents(), repairs, findings));
  }

  private Optional<Path> live(String name) {
    return Optional.of(files.path(Place.LIVE, name)).filter(Files::isDirectory);
  }

  private static void tell(String name, LeftOut leftOut, List<String> repairs, List<Finding> findings) {
    if (leftOut.leftOvers() > 0) {
      repairs.add(name + ": left out " + leftOut.leftOvers() + " files that a writer had left behind.");
    }
    if (leftOut.refused() > 0) {
      findings.add(new Finding(Severity.WARNING, "keys-refused", leftOut.refused() + " objects of the mirror of " + name
          + " have keys that are no path of a file in it, and were left out: " + String.join("; ", leftOut.examples())
          + (leftOut.refused() > leftOut.examples().size() ? "; and others." : ".")));
    }
  }

  /// The folders as they are now, written down for the replace.
  private List<VolumeFolder> described(List<Mirror> mirrors) throws IOException, InterruptedException {
    var folders = new ArrayList<VolumeFolder>();
    var known = VolumeState.of(journal.entries()).staged();
    for (var mirror : mirrors) {
      var name = mirror.definition().folder();
      // What was mended is no safer on disk than what a writer has just written.
      var contents = TreeDigest.flushed(files.path(Place.STAGED, name));
      var folder = new VolumeFolder(name, contents.files(), contents.size(), contents.digest());
      var part = new FolderPart(name, mirror.listing());
      if (!folder.equals(known.get(part))) {
        journal.append(new VolumeEntry.Staged(part, folder));
      }
      folders.add(folder);
    }
    return folders;
  }
}
