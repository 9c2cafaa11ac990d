package dev.restorebot.plan;

import dev.restorebot.files.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/// What tells one plan from another: a digest of the data of everything that was decided. Approvals name it. How it is
/// computed is part of what is stored (docs/formats.md).
public record Fingerprint(String value) {
  /// What a plan has that is not made yet.
  static final Fingerprint NONE = new Fingerprint("");

  private static final int LENGTH = 16;

  /// The fingerprint of `terms`, in whatever order: the first 16 digits of the SHA-256 over their canonical texts, sorted, one
  /// behind the other.
  public static Fingerprint of(Collection<Term> terms) {
    var sha = Digest.sha256Engine();
    terms.stream().map(Fingerprint::canonical).distinct().sorted()
        .forEach(text -> sha.update(text.getBytes(StandardCharsets.UTF_8)));
    return new Fingerprint(Digest.of(sha).sha256().substring(0, LENGTH));
  }

  /// Its name, how many values it has, and their names and values in the order of the names; each with its length in bytes in
  /// front, so that no two terms have the same text.
  private static String canonical(Term term) {
    var text = new StringBuilder(measured(term.what())).append(measured(Integer.toString(term.values().size())));
    term.values().forEach((name, value) -> text.append(measured(name)).append(measured(value)));
    return text.toString();
  }

  private static String measured(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + "\n" + text;
  }

  /// The first characters, enough for people to compare.
  public String brief() {
    return value.substring(0, Math.min(8, value.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
