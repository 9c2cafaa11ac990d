package dev.restorebot.sqlite;

import dev.restorebot.audit.EntrySignature;
import dev.restorebot.audit.Keyring;
import java.util.List;
import java.util.Optional;

/// The whole record as it is stored: every entry, what stands beside entries, and what they were signed with, each in order. Once there was a key, each entry
/// must be signed: whoever writes entries without the key cannot do that, and whoever removes signatures leaves a gap.
public record SignedRecord(List<ChainLink> links, List<EntrySignature> signatures, List<Attached> attached) {
  public SignedRecord {
    links = List.copyOf(links);
    signatures = List.copyOf(signatures);
    attached = List.copyOf(attached);
  }

  /// What is wrong with it; empty if nothing is. Without any key, signatures are only counted.
  public Optional<String> fault(Keyring keys) {
    return fault(keys, 0);
  }

  /// The same where signatures up to the entry `checked` are known to be right.
  Optional<String> fault(Keyring keys, long checked) {
    return ChainLink.fault(links).or(() -> attached.stream().flatMap(one -> one.fault().stream()).findFirst())
        .or(this::gap).or(() -> keys.isEmpty()
            ? Optional.empty()
            : signatures.stream().filter(signature -> signature.entry() > checked)
                .flatMap(signature -> fault(signature, keys).stream()).findFirst());
  }

  private Optional<String> gap() {
    var expected = unsigned() + 1;
    for (var signature : signatures) {
      if (signature.entry() < 1 || signature.entry() > links.size()) {
        return Optional
            .of("entry " + signature.entry() + " was signed and is not there: entries were cut off at the end");
      }
      if (signature.entry() != expected) {
        return Optional.of(unsigned(expected));
      }
      expected++;
    }
    return signatures.isEmpty() || expected > links.size() ? Optional.empty() : Optional.of(unsigned(expected));
  }

  private static String unsigned(long number) {
    return "entry " + number + " is not signed, although entries before it are: somebody wrote it without the key,"
        + " or the bot had none then";
  }

  private Optional<String> fault(EntrySignature signature, Keyring keys) {
    var key = keys.verifying(signature.key());
    if (key.isEmpty()) {
      return Optional.of("entry " + signature.entry() + " is signed with the key " + signature.key()
          + ", whose public half is not at hand ("
          + Keyring.FORMER + ", or --key)");
    }
    return signature.holds(links.get(Math.toIntExact(signature.entry() - 1)).digest(), key.get())
        ? Optional.empty()
        : Optional.of("the signature of entry " + signature.entry()
            + " is wrong: that entry or one before it was written by somebody without the key");
  }

  /// How many entries there are before the first that is signed.
  public long unsigned() {
    return signatures.isEmpty() ? links.size() : Math.max(0, signatures.getFirst().entry() - 1);
  }

  /// The newest entry, or what stands before the first one.
  public ChainLink head() {
    return links.isEmpty() ? ChainLink.BEFORE_THE_FIRST : links.getLast();
  }
}
