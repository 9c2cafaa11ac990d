package dev.restorebot.service;

/// One SQLite database of a service: its name, the key of its backups and the file it lives in on the volume.
///
/// @param file path below the root of the volume, with `/`
/// @param need whether a snapshot without this database can be restored
public record DatabaseDefinition(String name, KeyTemplate key, String file, Need need) {
  /// Whether a snapshot is complete without the database.
  public enum Need {
    REQUIRED, OPTIONAL
  }

  /// @throws IllegalArgumentException if `file` leaves the volume or hides in restorebot's own folder
  public DatabaseDefinition {
    if (file.isBlank() || file.startsWith("/") || file.startsWith(".") || file.contains("..") || file.contains("\\")) {
      throw new IllegalArgumentException("the file of database " + name + " must be a plain path below the volume");
    }
  }

  /// True if a snapshot needs this database to be complete.
  public boolean required() {
    return need == Need.REQUIRED;
  }
}
