package dev.restorebot.worker;

import dev.restorebot.volume.RunFolder;

import dev.restorebot.volume.VolumeFile;

import dev.restorebot.worker.Move.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What must move to undo what a replace did to folders: its moves, made the other way round, the last one first. What was
/// kept goes back to where it was, with all that was written to it meanwhile.
///
/// @param state what the replace planned, and how far it came
record FolderUndoing(RunFiles files, VolumeState state) {
  /// The moves, in the order in which they are to be made. Nothing has moved yet.
  List<Move> plan() throws IOException, InterruptedException {
    var made = made();
    var moves = new ArrayList<Move>();
    for (var move : made.reversed()) {
      switch (move.form()) {
        case FILE -> {
        }
        case KEPT -> putAway(move, made).ifPresent(moves::add);
        case FOLDER -> {
          if (move.to() == Place.DISPLACED) {
            requireUnchanged(move.file(), Place.DISPLACED);
            moves.add(new Move(Place.DISPLACED, Place.LIVE, move.file(), Form.FOLDER));
          } else {
            moves.add(new Move(Place.LIVE, Place.SET_ASIDE, move.file(), Form.FOLDER));
          }
        }
      }
    }
    return moves;
  }

  /// The folders that were never displaced, as they are.
  List<VolumeFile> untouched() throws IOException, InterruptedException {
    var untouched = new ArrayList<VolumeFile>();
    var made = made();
    for (var move : displaced()) {
      if (!made.contains(move)) {
        requireUnchanged(move.file(), Place.LIVE);
        untouched.add(move.file());
      }
    }
    return untouched;
  }

  /// Refuses to go on unless every folder is live again as it was.
  void requireBack() throws IOException, InterruptedException {
    for (var move : displaced()) {
      var found = stamp(move.path(), Place.LIVE);
      if (!found.equals(Optional.of(move.file()))) {
        throw new WorkerException(move.path() + " is not what had been displaced: something uses the volume",
            "stop what uses the volume, and look at its folder " + RunFolder.HOME + "/" + files.run().run());
      }
    }
  }

  /// Those of `live` that are files.
  List<VolumeFile> without(List<VolumeFile> live) {
    var folders = displaced().stream().map(Move::file).toList();
    return live.stream().filter(file -> !folders.contains(file)).toList();
  }

  private List<Move> displaced() {
    return state.displacing().stream().filter(move -> move.is(Form.FOLDER)).toList();
  }

  /// The moves of the replace that were made, in their order. The one after the last that is written down may have been made
  /// as well.
  private List<Move> made() {
    var made = new ArrayList<Move>();
    for (var move : Stream.of(state.displacing(), state.keeping(), state.installing()).flatMap(List::stream).toList()) {
      if (state.moved().contains(move)) {
        made.add(move);
      } else {
        if (Moves.exists(files.path(move.to(), move.path())) && !Moves.exists(files.path(move.from(), move.path()))) {
          made.add(move);
        }
        break;
      }
    }
    return made;
  }

  /// What was kept goes back, unless whoever used the service since has deleted it. If the folder that it is in was live, that
  /// is set aside first, with it.
  private Optional<Move> putAway(Move kept, List<Move> made) {
    var live = made.stream().anyMatch(move -> move.is(Form.FOLDER) && move.to() == Place.LIVE
        && kept.path().startsWith(move.path() + "/"));
    return Moves.exists(files.path(live ? Place.LIVE : Place.STAGED, kept.path()))
        ? Optional.of(new Move(live ? Place.SET_ASIDE : Place.STAGED, Place.DISPLACED, kept.file(), Form.KEPT))
        : Optional.empty();
  }

  private void requireUnchanged(VolumeFile folder, Place place) throws IOException, InterruptedException {
    var found = stamp(folder.path(), place);
    if (found.isEmpty()) {
      throw new WorkerException("what had been at " + folder.path() + " is neither there nor displaced",
          "look for it before anything else is done on this volume");
    }
    if (!found.get().equals(folder)) {
      throw new WorkerException(folder.path() + " (" + place.word() + ") is not what it was when it was displaced",
          "nothing was moved; compare it with the journal of the run before you go on");
    }
  }

  /// As it was stamped before it was displaced: without what is kept.
  private Optional<VolumeFile> stamp(String path, Place place) throws IOException, InterruptedException {
    var folder = files.path(place, path);
    var kept = state.keeping().stream().map(Move::path).filter(one -> one.startsWith(path + "/")).toList();
    return Moves.exists(folder) ? Optional.of(FolderMoves.stamp(path, folder, kept)) : Optional.empty();
  }
}
