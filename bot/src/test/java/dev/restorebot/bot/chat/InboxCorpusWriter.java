package dev.restorebot.bot.chat;

import dev.restorebot.bot.corpus.Corpus;
import dev.restorebot.bot.corpus.FrozenWorld;
import dev.restorebot.run.Inbox.Item;
import dev.restorebot.sqlite.RewrittenJournal;
import dev.restorebot.sqlite.SqliteInbox;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Adds an inbox as this version leaves it to the corpus, with `-Dcorpus.write=v2`: with everything that can be in one.
@EnabledIfSystemProperty(named = "corpus.write", matches = ".+")
class InboxCorpusWriter {
  private static final Places PLACES = new Places("slack", List.of("C0OPS"));
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");

  @TempDir
  private Path folder;

  @Test
  void inbox() throws Exception {
    var file = folder.resolve("inbox.db");
    var said = FrozenInboxTest.said();
    try (var inbox = SqliteInbox.open(file, InstantSource.fixed(NOW))) {
      for (var number = 0; number < said.size(); number++) {
        inbox.keep(new Item("key-" + (number + 1), NOW.plusSeconds(number), HeardJson.write(said.get(number), PLACES)));
      }
      inbox.keep(new Item("key-done", NOW, HeardJson.write(said.getFirst(), PLACES)));
      inbox.done("key-done");
    }
    RewrittenJournal.execute(file, "PRAGMA wal_checkpoint(TRUNCATE)");
    new FrozenWorld(Corpus.version(System.getProperty("corpus.write", "")), "inbox/heard").freeze(folder,
        path -> path.equals("inbox.db"));
  }
}
