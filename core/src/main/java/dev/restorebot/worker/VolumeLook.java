package dev.restorebot.worker;

import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Report.SeenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Lists what lies at the root of a volume, and the files of its databases with the folders they are in.
record VolumeLook(Volume volume) {
  /// What the root itself is called.
  static final String ROOT = ".";
  /// What else there may be is not listed: a volume has a handful.
  private static final int MOST = 100;

  List<SeenFile> files(Collection<String> databases) throws IOException {
    var names = new TreeSet<String>();
    try (var entries = Files.list(volume.root())) {
      entries.limit(MOST).forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    }
    for (var database : databases) {
      names.addAll(Volume.databaseFileNames(database));
      for (var folder = Path.of(database).getParent(); folder != null; folder = folder.getParent()) {
        names.add(folder.toString());
      }
    }
    var files = new ArrayList<SeenFile>();
    seen(ROOT, volume.root()).ifPresent(files::add);
    for (var name : names) {
      seen(name, volume.root().resolve(name)).ifPresent(files::add);
    }
    return files;
  }

  /// Whether this process may not write to `file`. To root everything is open, so what nobody else may write counts as closed. What has
  /// gone since it was seen is not closed: SQLite takes a `-wal` along when it closes a database.
  boolean closed(SeenFile file) {
    var path = volume.root().resolve(file.path());
    return (file.mode().indexOf('w') < 0 || !Files.isWritable(path)) && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<SeenFile> seen(String name, Path path) throws IOException {
    try {
      var attributes = Files.readAttributes(path, "unix:uid,gid,permissions,size,lastModifiedTime,isDirectory",
          LinkOption.NOFOLLOW_LINKS);
      var folder = (boolean) value(attributes, "isDirectory");
      @SuppressWarnings("unchecked")
      var permissions = (Set<PosixFilePermission>) value(attributes, "permissions");
      return Optional.of(new SeenFile(name, (folder ? "d" : "-") + PosixFilePermissions.toString(permissions),
          (int) value(attributes, "uid"), (int) value(attributes, "gid"),
          new ByteSize(folder ? 0 : (long) value(attributes, "size")),
          ((FileTime) value(attributes, "lastModifiedTime")).toInstant()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private static Object value(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }
}
