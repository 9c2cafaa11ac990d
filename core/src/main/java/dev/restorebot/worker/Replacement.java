package dev.restorebot.worker;

import dev.restorebot.kind.DataKind;
import dev.restorebot.worker.Report.Replaced;
import dev.restorebot.worker.Task.Part;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts what is staged in the place of what is live. Whatever it will move, and the digests of that, are in the journal
/// before the first file moves. Idempotent: finishes what an earlier worker began, with the same report.
record Replacement(WorkerPorts ports, RunFiles files, VolumeJournal journal) {
  Replaced run(Replace task, DataKind kind) throws IOException {
    var state = VolumeState.of(journal.entries());
    requireReplaceable(state, task);
    if (state.is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE)) {
      new Preparation(ports, files, journal).run(task, kind);
      state = VolumeState.of(journal.entries());
    }
    if (state.is(Phase.REPLACING)) {
      move(state);
      requireLive(state.installing());
      journal.append(new VolumeEntry.Replaced());
    }
    return report(state);
  }

  private void requireReplaceable(VolumeState state, Replace task) {
    switch (state.phase()) {
      case UNTOUCHED, PREPARING_REPLACE -> {
      }
      case REPLACING, REPLACED -> {
        if (!state.parts().equals(task.parts())) {
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

  private void move(VolumeState state) throws IOException {
    var moves = new Moves(files, journal);
    moves.refuseStrangers(databases(state), state.replacing());
    moves.make(state.displacing(), state.moved());
    // A database opened with what another one left beside it is silently undone, or broken.
    moves.refuseStrangers(databases(state), state.replacing());
    moves.make(state.installing(), state.moved());
    moves.refuseOthers(databases(state), databases(state));
  }

  private void requireLive(List<Move> installed) throws IOException {
    for (var move : installed) {
      var live = Volume.describe(move.path(), files.path(Place.LIVE, move.path()));
      if (live.isEmpty() || !live.get().equals(move.file())) {
        throw new WorkerException(move.path() + " is not what was verified: something uses the volume",
            "stop what uses the volume, then undo this run");
      }
    }
  }

  private static Set<String> databases(VolumeState state) {
    return state.parts().stream().map(Part::file).collect(Collectors.toSet());
  }

  private static Replaced report(VolumeState state) {
    var live = state.installing().stream().map(Move::file).toList();
    return new Replaced(live, state.displacing().stream().map(Move::file).toList(), List.of(), List.of(),
        state.fixUp());
  }
}
