package dev.restorebot.worker;

import dev.restorebot.kind.FixUp;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Part;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import dev.restorebot.worker.Move.Form;
import dev.restorebot.worker.VolumeEntry.FixedUp;
import dev.restorebot.worker.VolumeEntry.Moved;
import dev.restorebot.worker.VolumeEntry.Moving;
import dev.restorebot.worker.VolumeEntry.Planned;
import dev.restorebot.worker.VolumeEntry.PurgeBegun;
import dev.restorebot.worker.VolumeEntry.ReplaceBegun;
import dev.restorebot.worker.VolumeEntry.ReplaceReady;
import dev.restorebot.worker.VolumeEntry.Replaced;
import dev.restorebot.worker.VolumeEntry.Staged;
import dev.restorebot.worker.VolumeEntry.Stays;
import dev.restorebot.worker.VolumeEntry.UndoBegun;
import dev.restorebot.worker.VolumeEntry.UndoReady;
import dev.restorebot.worker.VolumeEntry.Undone;
import dev.restorebot.worker.VolumeEntry.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How far a run is on its volume: a fold over the entries of its journal.
///
/// @param staged the folders that were staged, with digests of their contents
/// @param folders what goes live beside the parts, with digests of its contents
/// @param replacing what the replace moves, in order
/// @param undoing what the undo moves, in order
/// @param stays what the undo leaves where it is
/// @param moved the moves that are done
/// @param purged what was in the folder when its purge began
record VolumeState(Phase phase, Map<FolderPart, VolumeFolder> staged, List<Part> parts,
    List<VolumeFolder> folders, FixUp fixUp, List<Move> replacing, List<Move> undoing,
    List<VolumeFile> stays, Set<Move> moved, ByteSize purged) {
  /// Which operation is at work, and whether its moves have begun.
  enum Phase {
    UNTOUCHED, PREPARING_REPLACE, REPLACING, REPLACED, PREPARING_UNDO, UNDOING, UNDONE, PURGING
  }

  static final VolumeState START =
      new VolumeState(Phase.UNTOUCHED, Map.of(), List.of(), List.of(), FixUp.NOTHING, List.of(), List.of(),
          List.of(), Set.of(), new ByteSize(0));

  VolumeState {
    staged = Map.copyOf(staged);
    parts = List.copyOf(parts);
    folders = List.copyOf(folders);
    replacing = List.copyOf(replacing);
    undoing = List.copyOf(undoing);
    stays = List.copyOf(stays);
    moved = Set.copyOf(moved);
  }

  /// @throws WorkerException if they do not fit together
  static VolumeState of(List<VolumeEntry> entries) {
    try {
      var state = START;
      for (var entry : entries) {
        state = state.after(entry);
      }
      return state;
    } catch (IllegalStateException e) {
      throw new WorkerException("the lines of the run's journal on the volume do not fit together: " + e.getMessage(),
          FileVolumeJournal.LOOK, e);
    }
  }

  /// The state when `entry` has followed.
  ///
  /// @throws IllegalStateException if it cannot follow
  VolumeState after(VolumeEntry entry) {
    return switch (entry) {
      case Staged(var part, var folder) when is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE) -> with(part, folder);
      case ReplaceBegun(var begun) when is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE) -> START.with(staged).begin(begun);
      case Verified(var folder) when is(Phase.PREPARING_REPLACE) -> withFolder(folder);
      case FixedUp(var done) when is(Phase.PREPARING_REPLACE) -> with(done);
      case Planned(var move) when is(Phase.PREPARING_REPLACE) -> withReplacing(move);
      case ReplaceReady() when is(Phase.PREPARING_REPLACE) -> in(Phase.REPLACING);
      case Replaced() when is(Phase.REPLACING) -> in(Phase.REPLACED);
      case Moving _ when is(Phase.REPLACING, Phase.UNDOING) -> this;
      case Moved(var move) when is(Phase.REPLACING, Phase.UNDOING) -> withMoved(move);
      case UndoBegun() when is(Phase.PREPARING_REPLACE) -> START.with(staged).begin(parts).beginUndo();
      case UndoBegun() when is(Phase.UNTOUCHED, Phase.REPLACING, Phase.REPLACED, Phase.PREPARING_UNDO) -> beginUndo();
      case Planned(var move) when is(Phase.PREPARING_UNDO) -> withUndoing(move);
      case Stays(var file) when is(Phase.PREPARING_UNDO) -> withStays(file);
      case UndoReady() when is(Phase.PREPARING_UNDO) -> in(Phase.UNDOING);
      case Undone() when is(Phase.UNDOING) -> in(Phase.UNDONE);
      case PurgeBegun(var size) -> purging(size);
      case VolumeEntry _ -> throw new IllegalStateException(entry + " cannot follow " + phase);
    };
  }

  /// True if it is in one of `phases`.
  boolean is(Phase... phases) {
    return List.of(phases).contains(phase);
  }

  /// The files of the databases that the replace is about, in order.
  Set<String> databases() {
    return parts.stream().map(Part::file).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// What the replace displaces.
  List<Move> displacing() {
    return replacing.stream().filter(move -> move.to() == Place.DISPLACED).toList();
  }

  /// What is in a folder that is displaced, and is moved on into the one that takes its place.
  List<Move> keeping() {
    return replacing.stream().filter(move -> move.is(Form.KEPT)).toList();
  }

  /// What the replace puts in its place.
  List<Move> installing() {
    return replacing.stream().filter(move -> move.to() == Place.LIVE).toList();
  }

  private VolumeState begin(List<Part> begun) {
    return new VolumeState(Phase.PREPARING_REPLACE, staged, begun, folders, fixUp, replacing, undoing, stays, moved,
        purged);
  }

  private VolumeState beginUndo() {
    return new VolumeState(Phase.PREPARING_UNDO, staged, parts, folders, fixUp, replacing, List.of(), List.of(), moved,
        purged);
  }

  private VolumeState in(Phase next) {
    return new VolumeState(next, staged, parts, folders, fixUp, replacing, undoing, stays, moved, purged);
  }

  private VolumeState with(Map<FolderPart, VolumeFolder> known) {
    return new VolumeState(phase, known, parts, folders, fixUp, replacing, undoing, stays, moved, purged);
  }

  private VolumeState with(FolderPart part, VolumeFolder folder) {
    var all = new HashMap<>(staged);
    all.put(part, folder);
    return with(all);
  }

  private VolumeState withFolder(VolumeFolder folder) {
    return new VolumeState(phase, staged, parts, plus(folders, folder), fixUp, replacing, undoing, stays, moved,
        purged);
  }

  private VolumeState with(FixUp done) {
    return new VolumeState(phase, staged, parts, folders, done, replacing, undoing, stays, moved, purged);
  }

  private VolumeState withReplacing(Move move) {
    return new VolumeState(phase, staged, parts, folders, fixUp, plus(replacing, move), undoing, stays, moved, purged);
  }

  private VolumeState withUndoing(Move move) {
    return new VolumeState(phase, staged, parts, folders, fixUp, replacing, plus(undoing, move), stays, moved, purged);
  }

  private VolumeState withStays(VolumeFile file) {
    return new VolumeState(phase, staged, parts, folders, fixUp, replacing, undoing, plus(stays, file), moved, purged);
  }

  private VolumeState withMoved(Move move) {
    var all = new HashSet<>(moved);
    all.add(move);
    return new VolumeState(phase, staged, parts, folders, fixUp, replacing, undoing, stays, all, purged);
  }

  private VolumeState purging(ByteSize size) {
    var first = phase == Phase.PURGING ? purged : size;
    return new VolumeState(Phase.PURGING, staged, parts, folders, fixUp, replacing, undoing, stays, moved, first);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}
