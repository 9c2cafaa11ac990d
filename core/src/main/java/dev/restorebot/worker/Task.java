package dev.restorebot.worker;

import dev.restorebot.mirror.Mirror;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a worker is told to do: everything it needs but the S3 keys. Travels as JSON in an environment variable.
public sealed interface Task {
  /// The operation's word on the command line: `stage`.
  String operation();

  /// True if it reads backups, and so needs the keys to them.
  default boolean reads() {
    return false;
  }

  /// True if `report` says how a task of this sort ended, and not one of another.
  default boolean isAnsweredBy(Report report) {
    return report instanceof Report.Failed || switch (this) {
      case Inspect _ -> report instanceof Report.Inspected;
      case Examine _ -> report instanceof Report.Examined;
      case Stage _ -> report instanceof Report.Staged;
      case Replace _, Amend _ -> report instanceof Report.Replaced;
      case Drill _ -> report instanceof Report.Drilled;
      case Undo _ -> report instanceof Report.Undone;
      case CheckUndo _ -> report instanceof Report.Undoable;
      case Purge _ -> report instanceof Report.Purged;
    };
  }

  /// A task of one run, done alone on its volume.
  sealed interface OfRun extends Task permits Stage, Replace, Amend, Drill, CheckUndo, Undo, Purge {
    /// Where the run keeps what is its own.
    RunFolder folder();

    /// True if it goes by the sealed journal of the run, and so needs the key to that, if there is one.
    default boolean moves() {
      return switch (this) {
        case Replace _, Amend _, CheckUndo _, Undo _, Purge _ -> true;
        case Stage _, Drill _ -> false;
      };
    }

    /// True if no worker of the run can have moved anything on the volume before.
    default boolean begins() {
      return switch (this) {
        case Replace replace -> replace.first();
        case Amend amend -> amend.first();
        case Purge purge -> !purge.begun();
        case Stage _, Drill _, CheckUndo _, Undo _ -> false;
      };
    }
  }

  /// Reads what is on the volume; changes nothing.
  ///
  /// @param databases the file of each database below the volume, by name
  /// @param capacity what the cluster says the volume may hold, in bytes; the file system's own word may be larger
  /// @param folders those that mirrors are of
  record Inspect(String kind, SortedMap<String, String> databases, List<String> folders, OptionalLong capacity)
      implements Task {
    public Inspect {
      folders = List.copyOf(folders);
      databases = new TreeMap<>(databases);
    }

    @Override
    public String operation() {
      return "inspect";
    }
  }

  /// Reads what is on the volume for a diagnosis; changes nothing. In haste: people wait for it.
  ///
  /// @param databases the file of each database below the volume, by name
  /// @param required those of them without which the service does not work
  record Examine(String kind, SortedMap<String, String> databases, Set<String> required) implements Task {
    public Examine {
      databases = new TreeMap<>(databases);
      required = new TreeSet<>(required);
    }

    @Override
    public String operation() {
      return "examine";
    }
  }

  /// Fetches backup objects into the run's folder and checks them there. Run again, it keeps what is there and right.
  ///
  /// @param mirrors as they were listed when the plan was made
  record Stage(RunFolder folder, String kind, StoreDefinition store, String bucket, List<Source> sources,
      List<Mirror> mirrors, OptionalLong capacity) implements OfRun {
    public Stage {
      mirrors = List.copyOf(mirrors);
      sources = List.copyOf(sources);
    }

    @Override
    public String operation() {
      return "stage";
    }

    @Override
    public boolean reads() {
      return true;
    }
  }

  /// Fixes up what is staged and puts it in the place of what is live, which is displaced. Run again, it finishes. Only
  /// while no pod uses the volume.
  ///
  /// @param parts the databases that go live
  /// @param folders the folders that go live
  /// @param staged those folders as they were reported when they were staged; empty for a person who works from a runbook, for whom the
  ///        journal on the volume tells that
  /// @param fixUp parameters of the kind's fix-up
  /// @param first whether no worker has begun with it yet
  record Replace(RunFolder folder, String kind, List<Part> parts, List<FolderPart> folders, List<VolumeFolder> staged,
      Map<String, String> fixUp, boolean first) implements OfRun {
    public Replace {
      staged = List.copyOf(staged);
      folders = List.copyOf(folders);
      parts = List.copyOf(parts);
      fixUp = Map.copyOf(fixUp);
    }

    @Override
    public String operation() {
      return "replace";
    }
  }

  /// Fixes up copies of the service's own databases and puts them in the place of what is live, which is displaced: a replace
  /// without a snapshot. Run again, it finishes. Only while no pod uses the volume.
  ///
  /// @param databases the file of each database below the volume, by name
  /// @param fixUp parameters of the kind's fix-up
  /// @param first whether no worker has begun with it yet
  record Amend(RunFolder folder, String kind, SortedMap<String, String> databases, Map<String, String> fixUp,
      boolean first) implements OfRun {
    public Amend {
      databases = new TreeMap<>(databases);
      fixUp = Map.copyOf(fixUp);
    }

    @Override
    public String operation() {
      return "amend";
    }
  }

  /// Does what [Stage] and [Replace] do, in an empty folder of the Job's own instead of a service's volume, and reads what is then live
  /// there: proves that a snapshot would restore. Never begun where anything lies.
  ///
  /// @param fixUp parameters of the kind's fix-up
  /// @param room how much the folder may hold
  record Drill(RunFolder folder, String kind, StoreDefinition store, String bucket, List<Source> sources,
      List<Mirror> mirrors, Map<String, String> fixUp, ByteSize room) implements OfRun {
    public Drill {
      sources = List.copyOf(sources);
      mirrors = List.copyOf(mirrors);
      fixUp = Map.copyOf(fixUp);
    }

    @Override
    public String operation() {
      return "drill";
    }

    @Override
    public boolean reads() {
      return true;
    }

    /// Its first half.
    Stage staging() {
      return new Stage(folder, kind, store, bucket, sources, mirrors, OptionalLong.of(room.bytes()));
    }

    /// Its second half.
    ///
    /// @param folders what was staged of the mirrors
    Replace replacing(List<VolumeFolder> folders) {
      return new Replace(folder, kind, sources.stream().map(Source::part).toList(),
          mirrors.stream().map(FolderPart::of).toList(), folders, fixUp, true);
    }
  }

  /// Puts displaced data back, byte for byte, and sets aside what is live. Run again, it finishes. Only while no pod uses
  /// the volume.
  ///
  /// @param databases the files that the replace is about, below the volume
  /// @param displaced what the bot knows to have been displaced, all of which must be there to be put back; empty if it does not know
  record Undo(RunFolder folder, List<String> databases, List<VolumeFile> displaced) implements OfRun {
    public Undo {
      databases = List.copyOf(databases);
      displaced = List.copyOf(displaced);
    }

    @Override
    public String operation() {
      return "undo";
    }
  }

  /// Looks whether what an undo puts back is there as it was displaced; changes nothing, and the service may be running.
  ///
  /// @param displaced as in [Undo]
  record CheckUndo(RunFolder folder, List<VolumeFile> displaced) implements OfRun {
    public CheckUndo {
      displaced = List.copyOf(displaced);
    }

    @Override
    public String operation() {
      return "check-undo";
    }
  }

  /// Deletes the run's folder on the volume for good: staged, displaced and set aside. Run again, it finishes.
  ///
  /// @param begun whether a worker may have begun to replace data: if none has, whatever the folder holds is not the service's
  record Purge(RunFolder folder, boolean begun) implements OfRun {
    @Override
    public String operation() {
      return "purge";
    }
  }
}
