package dev.restorebot.volume;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.kind.RepairResult;
import dev.restorebot.kind.Sign;
import dev.restorebot.text.ByteSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How a worker's operation ended. Travels as JSON on standard output and in the termination message.
public sealed interface Report {
  /// What is on the volume.
  ///
  /// @param files the files of the databases that exist, with their `-wal`, `-shm` and `-journal`
  /// @param folders those that mirrors are of, as far as they exist; with digests of names, sizes and times
  /// @param free how much fits
  record Inspected(List<VolumeFile> files, List<VolumeFolder> folders, Contents contents, ByteSize free)
      implements Report {
    public Inspected {
      folders = List.copyOf(folders);
      files = List.copyOf(files);
    }
  }

  /// What is on the volume, for a diagnosis.
  ///
  /// @param files what lies at the root of the volume, and the files of the databases, ordered by path; the first is the root itself,
  ///     called `.`
  /// @param contents what the service holds, as far as it could be read
  /// @param signs what is wrong with it
  /// @param remains what earlier runs have left there
  /// @param free how much its file system has left
  record Examined(List<SeenFile> files, Contents contents, List<Sign> signs, List<Remains> remains, ByteSize free)
      implements Report {
    public Examined {
      files = List.copyOf(files);
      signs = List.copyOf(signs);
      remains = List.copyOf(remains);
    }
  }

  /// A file or folder as it lies on the volume.
  ///
  /// @param mode as `ls -l` shows it, with `d` or `-` in front
  /// @param changed when it was last written to; of a folder, when something came into it or went
  record SeenFile(String path, String mode, int user, int group, ByteSize size, Instant changed) {}

  /// The folder of an earlier run.
  ///
  /// @param displaced whether data is in it that was live once
  record Remains(String run, ByteSize size, boolean displaced) {}

  /// Everything is staged and checked.
  ///
  /// @param folders what was staged of mirrors, with digests of their contents
  /// @param mended what became of them
  record Staged(List<VolumeFile> files, List<VolumeFolder> folders, RepairResult mended) implements Report {
    public Staged {
      folders = List.copyOf(folders);
      files = List.copyOf(files);
    }
  }

  /// What was staged is live, and its digests were compared.
  ///
  /// @param live what is live now
  /// @param displaced what was moved aside
  /// @param folders what is live now of mirrors, with digests of their contents without what was kept
  /// @param kept what was live, is not in a mirror, and is live again
  record Replaced(List<VolumeFile> live, List<VolumeFile> displaced, List<VolumeFolder> folders, List<String> kept,
      FixUp fixUp) implements Report {
    public Replaced {
      folders = List.copyOf(folders);
      kept = List.copyOf(kept);
      live = List.copyOf(live);
      displaced = List.copyOf(displaced);
    }
  }

  /// A snapshot was restored into an empty folder, as it would be on a volume.
  ///
  /// @param contents what the restored data hold, read again from where they would be live
  /// @param defects what is wrong with them there, a sentence each
  record Drilled(Staged staged, Replaced replaced, Contents contents, List<String> defects, Took took)
      implements Report {
    public Drilled {
      defects = List.copyOf(defects);
    }
  }

  /// How long the parts of a drill took.
  ///
  /// @param staging fetching, verifying, repairing: while the service would still run
  /// @param replacing fixing up, exchanging, comparing digests: while the service would be stopped
  /// @param checking reading all of it again
  record Took(Duration staging, Duration replacing, Duration checking) {}

  /// What had been displaced is live again, and its digests were compared.
  ///
  /// @param setAside what had been live and was moved to the run's folder
  record Undone(List<VolumeFile> live, List<VolumeFile> setAside) implements Report {
    public Undone {
      live = List.copyOf(live);
      setAside = List.copyOf(setAside);
    }
  }

  /// An undo would find all that it puts back.
  ///
  /// @param displaced what would be live again
  record Undoable(List<VolumeFile> displaced) implements Report {
    public Undoable {
      displaced = List.copyOf(displaced);
    }
  }

  /// The run's folder is gone.
  record Purged(ByteSize freed) implements Report {}

  /// The operation could not be done. What the volume looks like is said in `reason`.
  ///
  /// @param reason what was tried on what, and why it failed
  /// @param hint the next move
  /// @param untouched whether it is known that this operation moved nothing
  record Failed(String reason, String hint, boolean untouched) implements Report {
    /// One of which that is not known.
    public Failed(String reason, String hint) {
      this(reason, hint, false);
    }
  }
}
