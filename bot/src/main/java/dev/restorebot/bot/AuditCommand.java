package dev.restorebot.bot;

import dev.restorebot.approval.Ask;
import dev.restorebot.journal.AuditLine;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.Seal;
import dev.restorebot.sqlite.SqliteAskBook;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restorebot audit`: the journal as the record of who asked, who approved and what was done.
@Command(name = "audit", description = "Check or export the journal, and show who asked what.")
final class AuditCommand {
  @Command(name = "verify", description = "Check that no entry of the journal was changed, removed or put in between.")
  int verify(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file,
      @Option(names = "--seal", paramLabel = "ENTRY:DIGEST", description = "A seal that was written down before, as at the end of a run's thread: 43:9f86d081884c7d65… Any number of them, each with or without the rest of the digest from the 16th digit on.") @Nullable List<String> seals)
      throws IOException {
    var links = links(file);
    var sealed = Optional.ofNullable(seals).orElse(List.of()).stream().map(Seal::parse).toList();
    var fault = ChainLink.fault(links)
        .or(() -> sealed.stream().flatMap(seal -> seal.fault(links).stream()).findFirst());
    if (fault.isPresent()) {
      System.err.println("restorebot: the journal " + file + " was tampered with: " + Visible.line(fault.get()));
      return 1;
    }
    var head = links.isEmpty() ? ChainLink.BEFORE_THE_FIRST : links.getLast();
    System.out.println(links.size() + " entries, each chained to the one before. The newest digest is " + head.digest()
        + "; kept elsewhere, it shows later, with --seal " + head.number() + ":" + head.digest()
        + ", whether entries were cut off at the end."
        + (sealed.isEmpty() ? "" : " What was sealed is as it was."));
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

  private static List<ChainLink> links(Path file) throws IOException {
    requireThere(file);
    try (var journal = SqliteJournal.open(file, new JournalCodec())) {
      return journal.links(0);
    }
  }

  private static void requireThere(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no journal " + file);
    }
  }
}
