package dev.restorebot.worker;

import dev.restorebot.files.Digest;
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
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/// The written form of a [VolumeEntry]: its name and its values, for people to read with `cat`. The names are persisted:
/// they stay when a class is renamed.
///
/// ```
/// moved  live  displaced  account.sqlite  94208  5f70bf18…
/// ```
final class VolumeLine {
  private VolumeLine() {}

  static List<String> fields(VolumeEntry entry) {
    return switch (entry) {
      case ReplaceBegun(var parts) -> parts(parts);
      case Staged(var part, var folder) -> folder("staged", folder, part.listing().sha256());
      case Verified(var folder) -> folder("verified", folder);
      case FixedUp(var fixUp) -> fixUp(fixUp);
      case Planned(var move) -> move("planned", move);
      case ReplaceReady() -> List.of("replace_ready");
      case Moving(var move) -> move("moving", move);
      case Moved(var move) -> move("moved", move);
      case Replaced() -> List.of("replaced");
      case UndoBegun() -> List.of("undo_begun");
      case Stays(var file) -> List.of("stays", file.path(), size(file), file.digest().sha256());
      case UndoReady() -> List.of("undo_ready");
      case Undone() -> List.of("undone");
      case PurgeBegun(var size) -> List.of("purge_begun", Long.toString(size.bytes()));
    };
  }

  /// @throws IllegalArgumentException if `fields` are not those of an entry
  static VolumeEntry entry(List<String> fields) {
    try {
      return read(fields);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("`" + fields.getFirst() + "` has too few values", e);
    }
  }

  private static VolumeEntry read(List<String> fields) {
    return switch (fields.getFirst()) {
      case "replace_begun" -> new ReplaceBegun(readParts(fields));
      case "staged" -> new Staged(new FolderPart(fields.get(1), new Digest(fields.get(5))), readFolder(fields));
      case "verified" -> new Verified(readFolder(fields));
      case "fixed_up" -> new FixedUp(readFixUp(fields));
      case "planned" -> new Planned(readMove(fields));
      case "replace_ready" -> new ReplaceReady();
      case "moving" -> new Moving(readMove(fields));
      case "moved" -> new Moved(readMove(fields));
      case "replaced" -> new Replaced();
      case "undo_begun" -> new UndoBegun();
      case "stays" -> new Stays(readFile(fields, 1));
      case "undo_ready" -> new UndoReady();
      case "undone" -> new Undone();
      case "purge_begun" -> new PurgeBegun(new ByteSize(Long.parseLong(fields.get(1))));
      default -> throw new IllegalArgumentException("this version knows no `" + fields.getFirst() + "`");
    };
  }

  private static List<String> parts(List<Part> parts) {
    var fields = new ArrayList<>(List.of("replace_begun"));
    for (var part : parts) {
      fields.addAll(List.of(part.database(), part.file(), part.digest().sha256()));
    }
    return fields;
  }

  private static List<Part> readParts(List<String> fields) {
    var parts = new ArrayList<Part>();
    for (var i = 1; i < fields.size(); i += 3) {
      parts.add(new Part(fields.get(i), fields.get(i + 1), new Digest(fields.get(i + 2))));
    }
    return parts;
  }

  private static List<String> folder(String name, VolumeFolder folder, String... more) {
    var fields = new ArrayList<>(List.of(name, folder.path(), Long.toString(folder.files()),
        Long.toString(folder.size().bytes()), folder.digest().sha256()));
    fields.addAll(List.of(more));
    return fields;
  }

  private static VolumeFolder readFolder(List<String> fields) {
    return new VolumeFolder(fields.get(1), Long.parseLong(fields.get(2)),
        new ByteSize(Long.parseLong(fields.get(3))), new Digest(fields.get(4)));
  }

  private static List<String> fixUp(FixUp fixUp) {
    var fields = new ArrayList<>(List.of("fixed_up"));
    fixUp.edited().stream().sorted().forEach(name -> fields.addAll(List.of("edited", name)));
    fixUp.numbers().forEach((name, number) -> fields.addAll(List.of("number", name, number.toString())));
    fixUp.notes().forEach(note -> fields.addAll(List.of("note", note)));
    return fields;
  }

  private static FixUp readFixUp(List<String> fields) {
    var edited = new HashSet<String>();
    var numbers = new TreeMap<String, Long>();
    var notes = new ArrayList<String>();
    var values = fields.listIterator(1);
    while (values.hasNext()) {
      switch (values.next()) {
        case "edited" -> edited.add(values.next());
        case "number" -> numbers.put(values.next(), Long.valueOf(values.next()));
        case "note" -> notes.add(values.next());
        default -> throw new IllegalArgumentException("not a fix-up: " + fields);
      }
    }
    return new FixUp(edited, numbers, notes);
  }

  private static List<String> move(String name, Move move) {
    var file = move.file();
    var fields = new ArrayList<>(List.of(name, move.from().word(), move.to().word(), file.path(), size(file),
        file.digest().sha256()));
    switch (move.form()) {
      case FILE -> {
      }
      case FOLDER -> fields.add("folder");
      case KEPT -> fields.add("kept");
    }
    return fields;
  }

  private static Move readMove(List<String> fields) {
    var form = fields.size() == 6 ? Form.FILE : readForm(fields.get(6));
    return new Move(Place.called(fields.get(1)), Place.called(fields.get(2)), readFile(fields, 3), form);
  }

  private static Form readForm(String word) {
    return switch (word) {
      case "folder" -> Form.FOLDER;
      case "kept" -> Form.KEPT;
      default -> throw new IllegalArgumentException("not what moves: " + word);
    };
  }

  private static VolumeFile readFile(List<String> fields, int at) {
    var size = new ByteSize(Long.parseLong(fields.get(at + 1)));
    return new VolumeFile(fields.get(at), size, new Digest(fields.get(at + 2)));
  }

  private static String size(VolumeFile file) {
    return Long.toString(file.size().bytes());
  }
}
