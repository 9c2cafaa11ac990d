package dev.restorebot.worker;

import dev.restorebot.concurrent.InOrder;
import dev.restorebot.files.TreeDigest;
import dev.restorebot.kind.DataKind;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Move.Form;
import dev.restorebot.worker.Task.Amend;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Puts what is staged in the place of what is live. Whatever it will move, and the digests of that, are in the journal
/// before the first file moves. Idempotent: finishes what an earlier worker began, with the same report.
///
/// @param foreign what somebody else had put into the run's folder and was moved out of the way, by its path on the volume
record Replacement(WorkerPorts ports, RunFiles files, VolumeJournal journal, List<String> foreign) {
  Replaced run(Replace task, DataKind kind) throws IOException, InterruptedException {
    return run(state -> state.parts().equals(task.parts()) && paths(state).equals(paths(task))
        && (task.staged().isEmpty() || state.folders().equals(task.staged())),
        () -> new Preparation(ports, files, journal, foreign).run(task, kind));
  }

  Replaced run(Amend task, DataKind kind) throws IOException, InterruptedException {
    return run(state -> task.databases().values().containsAll(state.databases()) && state.folders().isEmpty(),
        () -> new Preparation(ports, files, journal, foreign).run(task, kind));
  }

  /// @param same whether what was begun before is what shall be done
  private Replaced run(Predicate<VolumeState> same, Preparing preparing) throws IOException, InterruptedException {
    var state = VolumeState.of(journal.entries());
    requireReplaceable(state, same);
    var resumed = !state.is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE);
    if (!resumed) {
      preparing.run();
      state = VolumeState.of(journal.entries());
    }
    if (state.is(Phase.REPLACING)) {
      move(state);
    }
    requireLive(state, resumed);
    if (state.is(Phase.REPLACING)) {
      journal.append(new VolumeEntry.Replaced());
    }
    return report(state);
  }

  private interface Preparing {
    void run() throws IOException, InterruptedException;
  }

  private void requireReplaceable(VolumeState state, Predicate<VolumeState> same) {
    switch (state.phase()) {
      case UNTOUCHED, PREPARING_REPLACE -> {
      }
      case REPLACING, REPLACED -> {
        if (!same.test(state)) {
          throw new WorkerException("run " + files.run().run() + " has already begun to replace other data",
              "undo it, then start a new run");
        }
      }
      case PREPARING_UNDO, UNDOING -> throw refused("is being undone", "let the undo finish, then start a new run");
      case UNDONE -> throw refused("was undone", "start a new run");
      case PURGING -> throw refused("was purged", "start a new run");
    }
  }

  private WorkerException refused(String why, String next) {
    return new WorkerException("run " + files.run().run() + " " + why + ": it cannot replace anything", next);
  }

  private void move(VolumeState state) throws IOException, InterruptedException {
    var moves = new Moves(files, journal);
    moves.refuseStrangers(state.databases(), state.replacing());
    moves.make(state.displacing(), state.moved());
    moves.make(state.keeping(), state.moved());
    // A database opened with what another one left beside it is silently undone, or broken.
    moves.refuseStrangers(state.databases(), state.replacing());
    moves.make(state.installing(), state.moved());
    moves.refuseOthers(state.databases(), state.databases());
  }

  /// Reads what is live and what was displaced, whatever the journal says of it.
  ///
  /// @param resumed whether another worker began: then all contents are read again
  private void requireLive(VolumeState state, boolean resumed) throws IOException, InterruptedException {
    try (var hands = new InOrder<Found>(Found::require)) {
      for (var move : state.installing()) {
        hands.submit(() -> new Found(move, found(Place.LIVE, move, state), "is not what was verified"));
      }
      for (var move : state.displacing()) {
        hands.submit(() -> new Found(move, found(Place.DISPLACED, move, state), "is not displaced as it was live"));
      }
      hands.finish();
    }
    if (resumed) {
      for (var folder : state.folders()) {
        requireContents(folder, state);
      }
    }
  }

  /// What is where something was moved to.
  ///
  /// @param otherwise how it is said that this is not what was moved
  private record Found(Move move, Optional<VolumeFile> file, String otherwise) {
    void require() {
      if (!file.equals(Optional.of(move.file()))) {
        throw new WorkerException(move.path() + " " + otherwise + ": something uses the volume",
            "stop what uses the volume, then undo this run");
      }
    }
  }

  private Optional<VolumeFile> found(Place place, Move move, VolumeState state)
      throws IOException, InterruptedException {
    var path = files.path(place, move.path());
    if (!move.is(Form.FOLDER)) {
      return Volume.describe(move.path(), path);
    }
    return Moves.exists(path) ? Optional.of(FolderMoves.stamp(move.path(), path, kept(state))) : Optional.empty();
  }

  private void requireContents(VolumeFolder folder, VolumeState state) throws IOException, InterruptedException {
    var live = files.path(Place.LIVE, folder.path());
    var kept = kept(state).stream().map(path -> files.path(Place.LIVE, path)).collect(Collectors.toSet());
    var contents = TreeDigest.contents(live, kept::contains);
    if (!contents.digest().equals(folder.digest())) {
      throw new WorkerException("what is live at " + folder.path() + " is not what was verified: its "
          + contents.files() + " files have the digest " + contents.digest().brief() + "…, and "
          + folder.digest().brief() + "… was verified", "stop what uses the volume, then undo this run");
    }
  }

  private static List<String> kept(VolumeState state) {
    return state.keeping().stream().map(Move::path).toList();
  }

  private static List<String> paths(VolumeState state) {
    return state.folders().stream().map(VolumeFolder::path).toList();
  }

  private static List<String> paths(Replace task) {
    return task.folders().stream().map(FolderPart::folder).toList();
  }

  private static Replaced report(VolumeState state) {
    var displaced = state.displacing().stream().map(Move::file).toList();
    return new Replaced(files(state.installing()), displaced, state.folders(), kept(state), state.fixUp());
  }

  private static List<VolumeFile> files(List<Move> moves) {
    return moves.stream().filter(move -> move.is(Form.FILE)).map(Move::file).toList();
  }
}
