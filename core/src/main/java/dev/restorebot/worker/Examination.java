package dev.restorebot.worker;

import dev.restorebot.database.DatabaseCheck;
import dev.restorebot.database.Databases;
import dev.restorebot.database.Databases.DatabaseException;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DataKind;
import dev.restorebot.kind.Sign;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.Examined;
import dev.restorebot.volume.Report.Remains;
import dev.restorebot.volume.Report.SeenFile;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.Task.Examine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads what is on a volume for a diagnosis, while the service may be running. Takes no lock, since it changes nothing.
final class Examination {
  /// A larger database is not opened: copying it would take longer than anybody waits for a diagnosis.
  private static final ByteSize LARGE = new ByteSize(256L << 20);

  private static final int LINE = 120;

  private final Volume volume;
  private final Path disk;
  private final Databases databases;
  private final List<Sign> signs = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  Examination(Volume volume, Path disk, Databases databases) {
    this.volume = volume;
    this.disk = disk;
    this.databases = databases;
  }

  Examined run(Examine task, DataKind kind) throws IOException {
    var look = new VolumeLook(volume);
    var files = look.files(task.databases().values());
    var space = volume.space();
    signs.addAll(space.signs());
    // Where nobody may write, it says nothing of whose the files are.
    if (!space.readOnly()) {
      writable(look, files, task);
    }
    try (var scratch = Scratch.below(disk)) {
      var contents = contents(task, kind, scratch);
      signs.addAll(kind.defects(volume.root()));
      return new Examined(files, contents, signs, remains(), space.free());
    }
  }

  private Contents contents(Examine task, DataKind kind, Scratch scratch) throws IOException {
    var readable = new TreeMap<String, Path>();
    var copies = scratch.copies(volume, openable(task), (database, why) -> unread
        .add("The database " + database + " could not be looked at: " + why + "."));
    for (var copy : copies.entrySet()) {
      var required = kind.requiredTables(copy.getKey());
      var defect = defect(copy.getValue(), required);
      if (defect.isEmpty()) {
        readable.put(copy.getKey(), copy.getValue());
      } else {
        damaged(copy.getKey(), copy.getValue(), required, defect.get());
      }
    }
    var holding = readable.isEmpty() ? Contents.EMPTY : kind.contents(databases, readable);
    // Without a database that was too large, a kind would say that it is missing.
    var unreadable = unread.isEmpty() ? holding.unreadable() : unread;
    return new Contents(holding.items(), holding.numbers(), holding.newest(), unreadable)
        .plus(kind.kept(volume.root()));
  }

  /// The databases that are there and not too large; what is missing becomes a sign.
  private SortedMap<String, String> openable(Examine task) throws IOException {
    var openable = new TreeMap<String, String>();
    for (var database : task.databases().entrySet()) {
      var size = size(volume.live(database.getValue()));
      if (size.isEmpty()) {
        missing(database.getKey(), database.getValue(), task.required());
      } else if (size.get().compareTo(LARGE) > 0) {
        unread.add("The database " + database.getKey() + " was not opened: it has " + size.get()
            + ", and no more than " + LARGE + " are copied for a diagnosis.");
      } else {
        openable.put(database.getKey(), database.getValue());
      }
    }
    return openable;
  }

  /// Empty if there is no such file, or none any more: a restore may be moving it away.
  private static Optional<ByteSize> size(Path file) throws IOException {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(new ByteSize(attributes.size())) : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return Optional.empty();
    }
  }

  private void missing(String database, String file, Set<String> required) {
    signs.add(new Sign(Sign.DATABASE_MISSING, List.of(database), file + " is not on the volume"
        + (required.contains(database) ? "" : "; the service makes it anew when it starts")));
  }

  private void damaged(String database, Path copy, Set<String> required, String defect) throws IOException {
    var wal = copy.resolveSibling(copy.getFileName() + "-wal");
    if (Files.exists(wal)) {
      var alone = Files.createDirectory(copy.resolveSibling("alone")).resolve("database");
      Files.copy(copy, alone);
      if (databases.check(alone, required).sound().isPresent()) {
        signs.add(new Sign(Sign.FOREIGN_WAL, List.of(database), "the database " + database
            + " is sound by itself, and cannot be read with the -wal that lies beside it (" + brief(defect) + ")"));
        return;
      }
    }
    signs.add(new Sign(Sign.DATABASE_DAMAGED, List.of(database), "the database " + database + " is damaged: "
        + brief(defect)));
  }

  /// In one line, and no longer than people read: SQLite lists every page.
  private static String brief(String defect) {
    var line = defect.replaceAll("\\s*\\R\\s*", "; ");
    return line.length() <= LINE ? line : line.substring(0, LINE) + "…";
  }

  /// What is wrong with a copy, together with what was beside it.
  private Optional<String> defect(Path copy, Set<String> required) throws IOException {
    if (Files.notExists(copy.resolveSibling(copy.getFileName() + "-wal"))) {
      return databases.check(copy, required) instanceof DatabaseCheck.Damaged(var reason)
          ? Optional.of("it " + reason)
          : Optional.empty();
    }
    try {
      return databases.readSound(copy, connection -> lacking(connection, required));
    } catch (DatabaseException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> lacking(Connection connection, Set<String> required) throws SQLException {
    var missing = new TreeSet<>(required);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
      while (row.next()) {
        missing.remove(row.getString(1));
      }
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of("it lacks the tables " + String.join(", ", missing));
  }

  /// Whether the service, as which the worker runs, may write to its databases and to the folders in which SQLite makes files beside
  /// them.
  private void writable(VolumeLook look, List<SeenFile> files, Examine task) {
    var its = new TreeSet<String>();
    for (var file : task.databases().values()) {
      its.addAll(Volume.databaseFileNames(file));
      var folder = Path.of(file).getParent();
      its.add(folder == null ? VolumeLook.ROOT : folder.toString());
    }
    var closed = files.stream().filter(file -> its.contains(file.path())).filter(look::closed).toList();
    // SQLite makes what lies beside a database with the mode of the database, and it comes and goes.
    var besides = closed.stream().map(SeenFile::path).flatMap(path -> Volume.databaseFileNames(path).stream().skip(1))
        .collect(Collectors.toSet());
    closed = closed.stream().filter(file -> !besides.contains(file.path())).toList();
    if (!closed.isEmpty()) {
      signs.add(new Sign(Sign.NOT_WRITABLE, closed.stream().map(SeenFile::path).toList(),
          "the service may not write to " + closed.stream().map(file -> file.path() + " (" + file.mode() + ", of user "
              + file.user() + ")").collect(Collectors.joining(", "))));
    }
  }

  private List<Remains> remains() throws IOException {
    var home = volume.path(RunFolder.HOME);
    var remains = new ArrayList<Remains>();
    try (var runs = Files.list(home)) {
      for (var run : runs.filter(Files::isDirectory).sorted().toList()) {
        var displaced = Files.isDirectory(run.resolve(Place.DISPLACED.word()));
        remains.add(new Remains(String.valueOf(run.getFileName()), Volume.size(run), displaced));
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return remains;
  }
}
