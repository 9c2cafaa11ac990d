package dev.restorebot.journal;

import tools.jackson.databind.node.ObjectNode;

/// One entry of the journal as a line of an export, in JSON: `docs/audit-export.schema.json` is its schema. Whatever the
/// version in which an entry is stored, its event is told in the current one; the stored text goes with it, for it is what
/// the chain of digests seals.
public final class AuditLine {
  /// The version of the schema.
  public static final int SCHEMA = 1;

  private AuditLine() {}

  /// The line for one entry, of whatever version. What cannot be read has no event, and the reason.
  ///
  /// @param stored the entry's text, as it is stored
  public static String of(long number, String run, String at, String stored, String digest) {
    var line = Format.object().put("schema", SCHEMA).put("number", number).put("run", run).put("at", at);
    try {
      tell(line, stored);
    } catch (RuntimeException e) {
      // As in [JournalCodec]: no entry keeps the others from being exported.
      line.putNull("event").put("unreadable", Format.reason(e));
    }
    return Format.text(line.put("stored", stored).put("digest", digest));
  }

  private static void tell(ObjectNode line, String stored) {
    line.put("version", Format.version(Format.tree(stored)));
    var record = JournalCodec.FORMAT.read(stored);
    // What the domain refuses is no entry either.
    var _ = record.event();
    line.set("event", Format.json(record));
  }
}
