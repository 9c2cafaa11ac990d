package dev.restorebot.bot;

import dev.restorebot.approval.Ask;
import dev.restorebot.audit.SigningKey;
import dev.restorebot.journal.AuditLine;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.sqlite.SignedRecord;
import dev.restorebot.sqlite.SqliteAskBook;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot audit`: the journal as the record of who asked, who approved and what was done.
@Command(name = "audit", description = "Check or export the journal, and show who asked what.", subcommands = VerifyCommand.class)
final class AuditCommand {
  @Command(name = "new-key", description = "Make a key to sign the journal with, and print it, once: the private key on standard output, for the Secret restorebot-signing-key, and the public key on standard error, to keep where the journal can be verified. Nothing is stored.")
  int newKey() {
    var key = SigningKey.drawn();
    System.out.print(key.pem());
    System.err.println(
        "The private key is on standard output. Put it into the Secret restorebot-signing-key and nowhere else.");
    System.err.println("The public key " + key.verifying().id() + ", for `restorebot audit verify JOURNAL --key`:");
    System.err.println(key.verifying().base64());
    return 0;
  }

  @Command(name = "export", description = "Print the journal as JSON, an entry a line, with the chain's digests.")
  int export(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file)
      throws IOException {
    requireThere(file);
    try (var journal = SqliteJournal.open(file, new JournalCodec())) {
      journal.links(0)
          .forEach(link -> System.out.println(Visible.json(AuditLine.of(link.number(), link.run(), link.at(),
              link.event(), link.digest(), journal::attachment))));
    }
    return 0;
  }

  @Command(name = "asks", description = "Print who asked how services are, a question a line: when, who, where, answered or refused, and what.")
  int asks(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file)
      throws IOException {
    requireThere(file);
    try (var book = SqliteAskBook.open(file)) {
      book.all().forEach(ask -> System.out.println(line(ask)));
    }
    return 0;
  }

  private static String line(Ask ask) {
    var where = ask.where().isEmpty() ? "-" : ask.where();
    return Visible.line(String.join("  ", ask.at().toString(), ask.by().id(), where,
        ask.outcome().name().toLowerCase(Locale.ROOT), ask.question()));
  }

  /// The whole record in `file`.
  static SignedRecord record(Path file) throws IOException {
    requireThere(file);
    try (var journal = SqliteJournal.open(file, new JournalCodec())) {
      return journal.record();
    }
  }

  private static void requireThere(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no journal " + file);
    }
  }
}
