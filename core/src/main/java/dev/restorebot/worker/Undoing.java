package dev.restorebot.worker;

import dev.restorebot.volume.Report.Undoable;
import dev.restorebot.volume.Report.Undone;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.worker.Move.Form;
import dev.restorebot.worker.Task.CheckUndo;
import dev.restorebot.worker.Task.Undo;
import dev.restorebot.worker.VolumeEntry.Planned;
import dev.restorebot.worker.VolumeEntry.Stays;
import dev.restorebot.worker.VolumeEntry.UndoBegun;
import dev.restorebot.worker.VolumeEntry.UndoReady;
import dev.restorebot.worker.VolumeState.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Undoes a replace, finished or not: what is live is set aside, and what had been displaced is put back and compared
/// with what it was. Idempotent: finishes what an earlier worker began, with the same report.
record Undoing(RunFiles files, VolumeJournal journal) {
  /// Whether all that was displaced is there to be put back, or is back; reads each file.
  Undoable check(CheckUndo task) throws IOException, InterruptedException {
    var displaced = Files.exists(files.folder()) ? there(VolumeState.of(journal.entries())) : List.<VolumeFile>of();
    requireAll(task.displaced(), displaced);
    return new Undoable(displaced);
  }

  private List<VolumeFile> there(VolumeState state) throws IOException, InterruptedException {
    requireNotPurged(state);
    return state.is(Phase.UNDOING, Phase.UNDONE) ? thereOrBack(state) : thereBeforeAnUndo(state);
  }

  private List<VolumeFile> thereOrBack(VolumeState state) throws IOException, InterruptedException {
    for (var move : putBack(state)) {
      if (move.is(Form.FILE)) {
        requireThere(move.file());
      } else if (!Moves.exists(files.path(move.from(), move.path()))
          && !Moves.exists(files.path(move.to(), move.path()))) {
        throw missing(move.path());
      }
    }
    return back(state);
  }

  private List<VolumeFile> thereBeforeAnUndo(VolumeState state) throws IOException, InterruptedException {
    var there = new ArrayList<VolumeFile>();
    for (var move : ofFiles(state.displacing())) {
      if (state.is(Phase.REPLACED)) {
        requireUnchanged(move.file(), Place.DISPLACED);
      } else {
        requireThere(move.file());
      }
      there.add(move.file());
    }
    new FolderUndoing(files, state).plan().stream().filter(move -> move.to() == Place.LIVE).map(Move::file)
        .forEach(there::add);
    return there;
  }

  private void requireNotPurged(VolumeState state) {
    if (state.is(Phase.PURGING)) {
      throw new WorkerException("run " + files.run().run() + " was purged: what it had displaced is deleted",
          "restore a snapshot");
    }
  }

  Undone run(Undo task) throws IOException, InterruptedException {
    if (Files.notExists(files.folder())) {
      requireAll(task.displaced(), List.of());
      return new Undone(List.of(), List.of());
    }
    var state = VolumeState.of(journal.entries());
    requireNotPurged(state);
    if (!state.is(Phase.UNDOING, Phase.UNDONE)) {
      try {
        plan(state.after(new UndoBegun()), task);
      } catch (WorkerException e) {
        throw e.beforeAnythingMoved();
      }
      state = VolumeState.of(journal.entries());
    }
    if (state.is(Phase.UNDOING)) {
      new Moves(files, journal).make(state.undoing(), state.moved());
    }
    requireBack(state);
    requireAll(task.displaced(), back(state));
    if (state.is(Phase.UNDOING)) {
      journal.append(new VolumeEntry.Undone());
    }
    return report(state);
  }

  private void plan(VolumeState state, Undo task) throws IOException, InterruptedException {
    var stays = new ArrayList<VolumeFile>();
    var puttingBack = new ArrayList<Move>();
    for (var move : ofFiles(state.displacing())) {
      requireThere(move.file());
      if (Moves.exists(files.path(Place.DISPLACED, move.path()))) {
        puttingBack.add(new Move(Place.DISPLACED, Place.LIVE, move.file()));
      } else {
        stays.add(move.file());
      }
    }
    var settingAside = new ArrayList<Move>();
    for (var file : live(state, task)) {
      if (nothingMoved(state)) {
        stays.add(file);
      } else if (!stays.contains(file)) {
        settingAside.add(new Move(Place.LIVE, Place.SET_ASIDE, file));
      }
    }
    var folders = new FolderUndoing(files, state);
    stays.addAll(folders.untouched());
    var moves = Stream.of(settingAside, folders.plan(), puttingBack).flatMap(List::stream).toList();
    requireAll(task.displaced(), Stream.concat(stays.stream(), moves.stream().map(Move::file)).toList());
    journal.append(new UndoBegun());
    for (var file : stays) {
      journal.append(new Stays(file));
    }
    for (var move : moves) {
      journal.append(new Planned(move));
    }
    journal.append(new UndoReady());
  }

  /// Refuses to go on unless all that the bot knows to have been displaced is among what will be, or is, live again.
  private void requireAll(List<VolumeFile> displaced, List<VolumeFile> back) {
    var lacking = displaced.stream().filter(file -> !back.contains(file)).map(VolumeFile::path).toList();
    if (!lacking.isEmpty()) {
      throw new WorkerException("what run " + files.run().run() + " displaced is not all on the volume as it was: "
          + String.join(", ", lacking), FileVolumeJournal.LOOK);
    }
  }

  private static List<Move> ofFiles(List<Move> moves) {
    return moves.stream().filter(move -> move.is(Form.FILE)).toList();
  }

  /// True if no file was ever to be moved: the replace had not come that far, or had not begun.
  private static boolean nothingMoved(VolumeState state) {
    return state.replacing().isEmpty();
  }

  private void requireUnchanged(VolumeFile file, Place place) throws IOException, InterruptedException {
    var found = Volume.describe(file.path(), files.path(place, file.path()));
    if (found.isEmpty()) {
      throw missing(file.path());
    }
    if (!found.get().equals(file)) {
      throw new WorkerException(file.path() + " (" + place.word() + ") is not what it was when it was displaced",
          "nothing was moved; compare it with the journal of the run before you go on");
    }
  }

  private static WorkerException missing(String path) {
    return new WorkerException("what had been at " + path + " is neither there nor displaced",
        "look for it before anything else is done on this volume");
  }

  /// Displaced, or live again or still.
  private void requireThere(VolumeFile file) throws IOException, InterruptedException {
    requireUnchanged(file,
        Moves.exists(files.path(Place.DISPLACED, file.path())) ? Place.DISPLACED : Place.LIVE);
  }

  /// The live files of the databases that the replace was, or would have been, about.
  private List<VolumeFile> live(VolumeState state, Undo task) throws IOException, InterruptedException {
    var live = new ArrayList<VolumeFile>();
    for (var database : state.parts().isEmpty() ? task.databases() : state.databases()) {
      live.addAll(files.volume().databaseFiles(database));
    }
    return live;
  }

  private void requireBack(VolumeState state) throws IOException, InterruptedException {
    var back = back(state);
    var folders = new FolderUndoing(files, state);
    folders.requireBack();
    for (var file : folders.without(back)) {
      var live = Volume.describe(file.path(), files.path(Place.LIVE, file.path()));
      if (live.isEmpty() || !live.get().equals(file)) {
        throw new WorkerException(file.path() + " is not what had been displaced: something uses the volume",
            "stop what uses the volume, and look at its folder " + RunFolder.HOME + "/" + files.run().run());
      }
    }
    var known = folders.without(back).stream().map(VolumeFile::path).collect(Collectors.toSet());
    new Moves(files, journal).refuseOthers(state.databases(), known);
  }

  private static List<VolumeFile> back(VolumeState state) {
    return Stream.concat(state.stays().stream(), putBack(state).stream().map(Move::file)).toList();
  }

  private static List<Move> putBack(VolumeState state) {
    return state.undoing().stream().filter(move -> move.to() == Place.LIVE).toList();
  }

  private static Undone report(VolumeState state) {
    var aside = state.undoing().stream().filter(move -> move.to() == Place.SET_ASIDE).map(Move::file).toList();
    return new Undone(back(state), aside);
  }
}
