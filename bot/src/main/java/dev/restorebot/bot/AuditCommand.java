package dev.restorebot.bot;

import dev.restorebot.approval.Ask;
import dev.restorebot.journal.AuditLine;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.SqliteAskBook;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `restorebot audit`: the journal as the record of who asked, who approved and what was done.
@Command(name = "audit", description = "Check or export the journal, and show who asked what.")
final class AuditCommand {
  @Command(name = "verify", description = "Check that no entry of the journal was changed, removed or put in between.")
  int verify(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file)
      throws IOException {
    var links = links(file);
    var fault = ChainLink.fault(links);
    if (fault.isPresent()) {
      System.err.println("restorebot: the journal " + file + " was tampered with: " + Visible.line(fault.get()));
      return 1;
    }
    var head = links.isEmpty() ? ChainLink.BEFORE_THE_FIRST : links.getLast();
    System.out.println(links.size() + " entries, each chained to the one before. The newest digest is " + head.digest()
        + "; kept elsewhere, it shows later whether entries were cut off at the end.");
    return 0;
  }

  @Command(name = "export", description = "Print the journal as JSON, an entry a line, with the chain's digests.")
  int export(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file)
      throws IOException {
    links(file).forEach(link -> System.out.println(Visible.json(AuditLine.of(link.number(), link.run(), link.at(),
        link.event(), link.digest()))));
    return 0;
  }

  @Command(name = "asks", description = "Print who asked how services are, a question a line: when, who, where, answered or refused, and what.")
  int asks(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no journal " + file);
    }
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

  private static List<ChainLink> links(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no journal " + file);
    }
    try (var journal = SqliteJournal.open(file, new JournalCodec())) {
      return journal.links(0);
    }
  }
}
