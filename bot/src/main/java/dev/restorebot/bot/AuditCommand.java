package dev.restorebot.bot;

import dev.restorebot.approval.Ask;
import dev.restorebot.audit.EntrySignature;
import dev.restorebot.audit.KeyId;
import dev.restorebot.audit.Keyring;
import dev.restorebot.audit.SigningKey;
import dev.restorebot.audit.VerifyingKey;
import dev.restorebot.journal.AuditLine;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.sqlite.Seal;
import dev.restorebot.sqlite.SignedRecord;
import dev.restorebot.sqlite.SqliteAskBook;
import dev.restorebot.sqlite.SqliteJournal;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restorebot audit`: the journal as the record of who asked, who approved and what was done.
@Command(name = "audit", description = "Check or export the journal, and show who asked what.")
final class AuditCommand {
  private static final int LONGEST_NAME = 255;

  @Command(name = "verify", description = "Check that no entry of the journal was changed, removed or put in between, and that entries are signed with the keys at hand: those of --key, and those in $RESTOREBOT_SIGNING_KEY and $RESTOREBOT_FORMER_KEYS.")
  int verify(@Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.") Path file,
      @Option(names = "--seal", paramLabel = "ENTRY:DIGEST", description = "A seal that was written down before, as at the end of a run's thread: 43:9f86d081884c7d65… Any number of them, each with or without the rest of the digest from the 16th digit on.") @Nullable List<String> seals,
      @Option(names = "--key", paramLabel = "FILE|BASE64", description = "A public key that entries are signed with: a file with it as PEM, or its base64. One for each key that the bot ever had; then entries must be signed.") @Nullable List<String> keys)
      throws IOException {
    var record = record(file);
    var sealed = all(seals).stream().map(Seal::parse).toList();
    var given = new ArrayList<VerifyingKey>();
    for (var key : all(keys)) {
      given.add(key(key));
    }
    var ring = Keyring.of(System.getenv()).with(given);
    var fault =
        record.fault(ring).or(() -> sealed.stream().flatMap(seal -> seal.fault(record.links()).stream()).findFirst())
            .or(() -> stripped(record, given));
    if (fault.isPresent()) {
      System.err.println("restorebot: the journal " + file + " was tampered with: " + Visible.line(fault.get()));
      return 1;
    }
    var head = record.head();
    System.out.println(record.links().size() + " entries, each chained to the one before. The newest digest is "
        + head.digest() + "; kept elsewhere, it shows later, with --seal " + head.number() + ":" + head.digest()
        + ", whether entries were cut off at the end."
        + (sealed.isEmpty() ? "" : " What was sealed is as it was."));
    System.out.println(signatures(record, ring));
    return 0;
  }

  /// Whoever gives a key says that entries are signed.
  private static Optional<String> stripped(SignedRecord record, List<VerifyingKey> given) {
    return given.isEmpty() || record.links().isEmpty() || !record.signatures().isEmpty()
        ? Optional.empty()
        : Optional.of("none of its entries is signed, and there is a key");
  }

  private static String signatures(SignedRecord record, Keyring keys) {
    if (record.signatures().isEmpty()) {
      return "None of them is signed.";
    }
    var unsigned = record.unsigned() == 0 ? "" : " " + record.unsigned() + " entries before them are not signed.";
    var ids = record.signatures().stream().map(EntrySignature::key).distinct().map(KeyId::value)
        .collect(Collectors.joining(", "));
    return keys.isEmpty()
        ? record.signatures().size()
            + " of them are signed, and NOT CHECKED: give the public key with --key. Signed with: "
            + ids + "." + unsigned
        : record.signatures().size() + " of them are signed, and each signature is right. Signed with: " + ids + "."
            + unsigned;
  }

  private static VerifyingKey key(String text) throws IOException {
    try {
      var file = text.length() <= LONGEST_NAME && Files.isRegularFile(Path.of(text));
      return VerifyingKey.parse(file ? Files.readString(Path.of(text)) : text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("what --key names " + e.getMessage()
          + "; `restorebot audit new-key` prints one beside each private key", e);
    }
  }

  private static <T> List<T> all(@Nullable List<T> options) {
    return options == null ? List.of() : options;
  }

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
    record(file).links()
        .forEach(link -> System.out.println(Visible.json(AuditLine.of(link.number(), link.run(), link.at(),
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

  private static SignedRecord record(Path file) throws IOException {
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
