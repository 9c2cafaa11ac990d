package dev.restorebot.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One entry of the journal as a line of an export, in JSON: `docs/audit-export.schema.json` is its schema. Whatever the
/// version in which an entry is stored, its event is told in the current one; the stored text goes with it, for it is what
/// the chain of digests seals.
public final class AuditLine {
  /// The version of the schema.
  static final int SCHEMA = 1;

  private AuditLine() {}

  /// A line.
  ///
  /// @param schema the version of the schema
  /// @param number of the entry, counted over all runs from 1
  /// @param version of the format in which the entry is stored; missing if that cannot be told
  /// @param event what happened, in the current version and with all that is stored beside it; missing if it cannot be read
  /// @param unreadable why it cannot be read
  /// @param stored the entry as it is stored, which the digest is made of
  /// @param digest the SHA-256 over the digest before it and `number`, `run`, `at` and `stored`
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExportedLine(int schema, long number, String run, String at, @Nullable Integer version,
      @Nullable EventRecord event,
      @Nullable String unreadable, String stored, String digest) {}

  /// The line for one entry, of whatever version. What cannot be read has no event, and the reason.
  ///
  /// @param stored the entry's text, as it is stored
  /// @param attachments finds what is stored beside it, by its digest
  public static String of(long number, String run, String at, String stored, String digest,
      Function<String, Optional<String>> attachments) {
    try {
      var event = JournalCodec.FORMAT.read(Attachments.joined(stored, attachments));
      // What the domain refuses is no entry either.
      var _ = event.event();
      return text(new ExportedLine(SCHEMA, number, run, at, version(stored), event, null, stored, digest));
    } catch (RuntimeException e) {
      // As in [JournalCodec]: no entry keeps the others from being exported.
      return text(new ExportedLine(SCHEMA, number, run, at, version(stored), null, Format.reason(e), stored, digest));
    }
  }

  private static @Nullable Integer version(String stored) {
    try {
      return Format.version(Format.tree(stored));
    } catch (RuntimeException _) {
      // It says none.
      return null;
    }
  }

  private static String text(ExportedLine line) {
    return Format.text(Format.json(line));
  }
}
