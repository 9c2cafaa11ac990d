package dev.restorebot.kind;

import java.util.List;

/// Something that a check has seen and that speaks for one state of a service: what a verdict is made of.
///
/// @param code its name, such as `accounts-without-store`
/// @param subjects what it was seen at, for people: accounts, repositories, files; empty where it is about the service as a whole
/// @param text what was seen, a sentence for people
public record Sign(String code, List<String> subjects, String text) {
  /// A database's file is not there. Its subject is the name of the database.
  public static final String DATABASE_MISSING = "database-missing";
  /// A database cannot be read. Its subject is the name of the database.
  public static final String DATABASE_DAMAGED = "database-damaged";
  /// A database is sound without the `-wal` that lies beside it, and cannot be read with it. Its subject is the name of the
  /// database.
  public static final String FOREIGN_WAL = "foreign-wal";
  /// The service may not write to files of its own. Its subjects are the files.
  public static final String NOT_WRITABLE = "not-writable";
  /// Nobody may write to the volume.
  public static final String VOLUME_READ_ONLY = "volume-read-only";
  /// Nothing more fits on the volume.
  public static final String VOLUME_FULL = "volume-full";
  /// Little more fits on the volume.
  public static final String VOLUME_NEARLY_FULL = "volume-nearly-full";

  /// Something was not looked at: it says nothing, and people should know.
  public static final String NOT_LOOKED_AT = "not-looked-at";

  public Sign {
    subjects = List.copyOf(subjects);
  }

  /// A sign of the service as a whole.
  public Sign(String code, String text) {
    this(code, List.of(), text);
  }
}
