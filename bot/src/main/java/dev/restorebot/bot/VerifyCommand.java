package dev.restorebot.bot;

import dev.restorebot.audit.EntrySignature;
import dev.restorebot.audit.KeyId;
import dev.restorebot.audit.Keyring;
import dev.restorebot.audit.VerifyingKey;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.sqlite.Seal;
import dev.restorebot.sqlite.SignedRecord;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restorebot audit verify`: whether the record is what the bot wrote, by all that tells.
@Command(name = "verify", description = "Check that no entry of the journal was changed, removed or put in between, and that entries are signed with the keys at hand: those of --key, and those in $RESTOREBOT_SIGNING_KEY and $RESTOREBOT_FORMER_KEYS.")
final class VerifyCommand implements Callable<Integer> {
  private static final int WHOLE = 0;
  private static final int TAMPERED_WITH = 1;
  private static final int LONGEST_NAME = 255;

  @Parameters(paramLabel = "JOURNAL", description = "The journal's file, restorebot.db.")
  private Path file = Path.of("restorebot.db");

  @Option(names = "--seal", paramLabel = "ENTRY:DIGEST", description = "A seal that was written down before, as at the end of a run's thread or in an Event RestoreSealed: 43:9f86d081884c7d65… Any number of them, each with or without the rest of the digest from the 16th digit on.")
  private List<String> seals = List.of();

  @Option(names = "--key", paramLabel = "FILE|BASE64", description = "A public key that entries are signed with: a file with it as PEM, or its base64. One for each key that the bot ever had; then entries must be signed.")
  private List<String> keys = List.of();

  @Option(names = "--anchor", description = "Compare with every seal in the bucket that --config names under audit.anchor, with the keys in $RESTOREBOT_ANCHOR_ACCESS_KEY and $RESTOREBOT_ANCHOR_SECRET_KEY.")
  private boolean anchored;

  @Option(names = "--config", paramLabel = "FILE", defaultValue = "${env:RESTOREBOT_CONFIG:-restorebot.yaml}", description = "The configuration, for --anchor. Default: $RESTOREBOT_CONFIG, or restorebot.yaml.")
  private Path config = Path.of("restorebot.yaml");

  @Override
  public Integer call() throws IOException {
    var sealed = seals.stream().map(Seal::parse).toList();
    var given = new ArrayList<VerifyingKey>();
    for (var key : keys) {
      given.add(key(key));
    }
    var ring = Keyring.of(System.getenv()).with(given);
    // Before the record is read: what is anchored meanwhile is in a record that is read later.
    var kept = anchored ? kept() : null;
    var record = AuditCommand.record(file);
    var fault = record.fault(ring)
        .or(() -> sealed.stream().flatMap(seal -> seal.fault(record.links()).stream()).findFirst())
        .or(() -> stripped(record, given)).or(() -> kept == null ? Optional.empty() : kept.fault(record.links()));
    if (fault.isPresent()) {
      System.err.println("restorebot: the journal " + file + " was tampered with: " + Visible.line(fault.get()));
      return TAMPERED_WITH;
    }
    say(record, ring, sealed, kept);
    return WHOLE;
  }

  private static void say(SignedRecord record, Keyring ring, List<Seal> sealed, @Nullable AnchoredSeals kept) {
    var head = record.head();
    System.out.println(record.links().size() + " entries, each chained to the one before. The newest digest is "
        + head.digest() + "; kept elsewhere, it shows later, with --seal " + head.number() + ":" + head.digest()
        + ", whether entries were cut off at the end."
        + (sealed.isEmpty() ? "" : " What was sealed is as it was."));
    System.out.println(signatures(record, ring));
    if (kept != null) {
      System.out.println(kept.words());
    }
  }

  /// What is anchored, of whatever run.
  private AnchoredSeals kept() throws IOException {
    try (var anchorage = Anchorage.of(ConfigurationReader.read(config), System.getenv())
        .orElseThrow(() -> new IOException(config + " names no `audit.anchor`"))) {
      return AnchoredSeals.of(anchorage.anchor());
    }
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
}
