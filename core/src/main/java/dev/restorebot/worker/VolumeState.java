package dev.restorebot.worker;

import dev.restorebot.kind.FixUp;
import dev.restorebot.snapshot.ByteSize;
import dev.restorebot.worker.Report.VolumeFile;
import dev.restorebot.worker.Task.Part;
import dev.restorebot.worker.VolumeEntry.FixedUp;
import dev.restorebot.worker.VolumeEntry.Moved;
import dev.restorebot.worker.VolumeEntry.Moving;
import dev.restorebot.worker.VolumeEntry.Planned;
import dev.restorebot.worker.VolumeEntry.PurgeBegun;
import dev.restorebot.worker.VolumeEntry.ReplaceBegun;
import dev.restorebot.worker.VolumeEntry.ReplaceReady;
import dev.restorebot.worker.VolumeEntry.Replaced;
import dev.restorebot.worker.VolumeEntry.Stays;
import dev.restorebot.worker.VolumeEntry.UndoBegun;
import dev.restorebot.worker.VolumeEntry.UndoReady;
import dev.restorebot.worker.VolumeEntry.Undone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How far a run is on its volume: a fold over the entries of its journal.
///
/// @param replacing what the replace moves, in order
/// @param undoing what the undo moves, in order
/// @param stays what the undo leaves where it is
/// @param moved the moves that are done
/// @param purged what was in the folder when its purge began
record VolumeState(Phase phase, List<Part> parts, FixUp fixUp, List<Move> replacing, List<Move> undoing,
    List<VolumeFile> stays, Set<Move> moved, ByteSize purged) {
  /// Which operation is at work, and whether its moves have begun.
  enum Phase {
    UNTOUCHED, PREPARING_REPLACE, REPLACING, REPLACED, PREPARING_UNDO, UNDOING, UNDONE, PURGING
  }

  static final VolumeState START = new VolumeState(Phase.UNTOUCHED, List.of(), FixUp.NOTHING, List.of(), List.of(),
      List.of(), Set.of(), new ByteSize(0));

  VolumeState {
    parts = List.copyOf(parts);
    replacing = List.copyOf(replacing);
    undoing = List.copyOf(undoing);
    stays = List.copyOf(stays);
    moved = Set.copyOf(moved);
  }

  static VolumeState of(List<VolumeEntry> entries) {
    var state = START;
    for (var entry : entries) {
      state = state.after(entry);
    }
    return state;
  }

  /// The state when `entry` has followed.
  ///
  /// @throws IllegalStateException if it cannot follow
  VolumeState after(VolumeEntry entry) {
    return switch (entry) {
      case ReplaceBegun(var begun) when is(Phase.UNTOUCHED, Phase.PREPARING_REPLACE) -> START.begin(begun);
      case FixedUp(var done) when is(Phase.PREPARING_REPLACE) -> with(done);
      case Planned(var move) when is(Phase.PREPARING_REPLACE) -> withReplacing(move);
      case ReplaceReady() when is(Phase.PREPARING_REPLACE) -> in(Phase.REPLACING);
      case Replaced() when is(Phase.REPLACING) -> in(Phase.REPLACED);
      case Moving _ when is(Phase.REPLACING, Phase.UNDOING) -> this;
      case Moved(var move) when is(Phase.REPLACING, Phase.UNDOING) -> withMoved(move);
      case UndoBegun() when is(Phase.PREPARING_REPLACE) -> START.begin(parts).beginUndo();
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

  /// What the replace displaces.
  List<Move> displacing() {
    return replacing.stream().filter(move -> move.to() == Place.DISPLACED).toList();
  }

  /// What the replace puts in its place.
  List<Move> installing() {
    return replacing.stream().filter(move -> move.to() == Place.LIVE).toList();
  }

  private VolumeState begin(List<Part> begun) {
    return new VolumeState(Phase.PREPARING_REPLACE, begun, fixUp, replacing, undoing, stays, moved, purged);
  }

  private VolumeState beginUndo() {
    return new VolumeState(Phase.PREPARING_UNDO, parts, fixUp, replacing, List.of(), List.of(), moved, purged);
  }

  private VolumeState in(Phase next) {
    return new VolumeState(next, parts, fixUp, replacing, undoing, stays, moved, purged);
  }

  private VolumeState with(FixUp done) {
    return new VolumeState(phase, parts, done, replacing, undoing, stays, moved, purged);
  }

  private VolumeState withReplacing(Move move) {
    return new VolumeState(phase, parts, fixUp, plus(replacing, move), undoing, stays, moved, purged);
  }

  private VolumeState withUndoing(Move move) {
    return new VolumeState(phase, parts, fixUp, replacing, plus(undoing, move), stays, moved, purged);
  }

  private VolumeState withStays(VolumeFile file) {
    return new VolumeState(phase, parts, fixUp, replacing, undoing, plus(stays, file), moved, purged);
  }

  private VolumeState withMoved(Move move) {
    var all = new HashSet<>(moved);
    all.add(move);
    return new VolumeState(phase, parts, fixUp, replacing, undoing, stays, all, purged);
  }

  private VolumeState purging(ByteSize size) {
    var first = phase == Phase.PURGING ? purged : size;
    return new VolumeState(Phase.PURGING, parts, fixUp, replacing, undoing, stays, moved, first);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }
}
