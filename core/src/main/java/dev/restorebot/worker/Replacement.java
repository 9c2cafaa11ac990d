package dev.restorebot.worker;

import dev.restorebot.kind.DataKind;
import dev.restorebot.worker.Move.Form;
import dev.restorebot.worker.Report.Replaced;
import dev.restorebot.worker.Report.VolumeFile;
import dev.restorebot.worker.Report.VolumeFolder;
import dev.restorebot.worker.Task.Amend;
import dev.restorebot.worker.Task.FolderPart;
import dev.restorebot.worker.Task.Part;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Puts what is staged in the place of what is live. Whatever it will move, and the digests of that, are in the journal
/// before the first file moves. Idempotent: finishes what an earlier worker began, with the same report.
record Replacement(WorkerPorts ports, RunFiles files, VolumeJournal journal) {
  Replaced run(Replace task, DataKind kind) throws IOException, InterruptedException {
    return run(state -> state.parts().equals(task.parts()) && paths(state).equals(paths(task)),
        () -> new Preparation(ports, files, journal).run(task, kind));
  }

  Replaced run(Amend task, DataKind kind) throws IOException, InterruptedException {
    return run(state -> task.databases().values().containsAll(databases(state)) && state.folders().isEmpty(),
        () -> new Preparation(ports, files, journal).run(task, kind));
  }

  /// @param same whether what was begun before is what shall be done
  private Replaced run(Predicate<VolumeState> same, Preparing preparing) throws IOException, InterruptedException {
    var state = VolumeState.of(journal.entries());
    requireReplaceable(state, same);
    if (state.is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE)) {
      preparing.run();
      state = VolumeState.of(journal.entries());
    }
    if (state.is(Phase.REPLACING)) {
      move(state);
      requireLive(state);
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
    moves.refuseStrangers(databases(state), state.replacing());
    moves.make(state.displacing(), state.moved());
    moves.make(state.keeping(), state.moved());
    // A database opened with what another one left beside it is silently undone, or broken.
    moves.refuseStrangers(databases(state), state.replacing());
    moves.make(state.installing(), state.moved());
    moves.refuseOthers(databases(state), databases(state));
  }

  private void requireLive(VolumeState state) throws IOException, InterruptedException {
    for (var move : state.installing()) {
      var live = files.path(Place.LIVE, move.path());
      var found = move.is(Form.FOLDER)
          ? Optional.of(FolderMoves.stamp(move.path(), live, state.keeping().stream().map(Move::path).toList()))
          : Volume.describe(move.path(), live);
      if (!found.equals(Optional.of(move.file()))) {
        throw new WorkerException(move.path() + " is not what was verified: something uses the volume",
            "stop what uses the volume, then undo this run");
      }
    }
  }

  private static List<String> paths(VolumeState state) {
    return state.folders().stream().map(VolumeFolder::path).toList();
  }

  private static List<String> paths(Replace task) {
    return task.folders().stream().map(FolderPart::folder).toList();
  }

  private static Set<String> databases(VolumeState state) {
    return state.parts().stream().map(Part::file).collect(Collectors.toSet());
  }

  private static Replaced report(VolumeState state) {
    var displaced = state.displacing().stream().map(Move::file).toList();
    var kept = state.keeping().stream().map(Move::path).toList();
    return new Replaced(files(state.installing()), displaced, state.folders(), kept, state.fixUp());
  }

  private static List<VolumeFile> files(List<Move> moves) {
    return moves.stream().filter(move -> move.is(Form.FILE)).map(Move::file).toList();
  }
}
