package dev.restorebot.worker;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.FixUp;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.snapshot.Digest;
import java.util.List;

/// How a worker's operation ended. Travels as JSON on standard output and in the termination message.
public sealed interface Report {
  /// What is on the volume.
  ///
  /// @param files the files of the databases that exist, with their `-wal`, `-shm` and `-journal`
  /// @param free how much fits
  record Inspected(List<VolumeFile> files, Contents contents, ByteSize free) implements Report {
    public Inspected {
      files = List.copyOf(files);
    }
  }

  /// Everything is staged and checked.
  record Staged(List<VolumeFile> files) implements Report {
    public Staged {
      files = List.copyOf(files);
    }
  }

  /// What was staged is live, and its digests were compared.
  ///
  /// @param live what is live now
  /// @param displaced what was moved aside
  record Replaced(List<VolumeFile> live, List<VolumeFile> displaced, FixUp fixUp) implements Report {
    public Replaced {
      live = List.copyOf(live);
      displaced = List.copyOf(displaced);
    }
  }

  /// What had been displaced is live again, and its digests were compared.
  ///
  /// @param setAside what had been live and was moved to the run's folder
  record Undone(List<VolumeFile> live, List<VolumeFile> setAside) implements Report {
    public Undone {
      live = List.copyOf(live);
      setAside = List.copyOf(setAside);
    }
  }

  /// The run's folder is gone.
  record Purged(ByteSize freed) implements Report {}

  /// The operation could not be done. What the volume looks like is said in `reason`.
  ///
  /// @param reason what was tried on what, and why it failed
  /// @param hint the next move
  record Failed(String reason, String hint) implements Report {}

  /// A file of a service, by the path below the volume at which it is live, was live or will be live; where it lies
  /// meanwhile is told by what it is part of.
  record VolumeFile(String path, ByteSize size, Digest digest) {}
}
