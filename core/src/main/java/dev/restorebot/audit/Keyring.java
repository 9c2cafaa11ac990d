package dev.restorebot.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The keys at hand: the one to sign with, if there is one, and the public halves of others that signed before it. Thread-safe.
public record Keyring(Optional<SigningKey> own, List<VerifyingKey> others) {
  /// Where the key is that the bot signs with.
  public static final String OWN = "RESTOREBOT_SIGNING_KEY";

  /// Where the public halves are of keys that it signed with before, with commas between them.
  public static final String FORMER = "RESTOREBOT_FORMER_KEYS";

  /// No key: nothing is signed, and no signature can be checked.
  public static final Keyring NONE = new Keyring(Optional.empty(), List.of());

  private static final Pattern BETWEEN = Pattern.compile(",");

  public Keyring {
    others = List.copyOf(others);
  }

  /// The keys that `environment` names.
  ///
  /// @throws IllegalArgumentException if one of them is no key; nothing of its text is in the message
  public static Keyring of(Map<String, String> environment) {
    var own = Optional.of(environment.getOrDefault(OWN, "").strip()).filter(text -> !text.isEmpty())
        .map(text -> named(OWN, () -> SigningKey.parse(text)));
    var former = BETWEEN.splitAsStream(environment.getOrDefault(FORMER, "")).map(String::strip)
        .filter(text -> !text.isEmpty()).map(text -> named(FORMER, () -> VerifyingKey.parse(text))).toList();
    return new Keyring(own, former);
  }

  private static <T> T named(String variable, Supplier<T> key) {
    try {
      return key.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the variable " + variable + " " + e.getMessage()
          + ". `restorebot audit new-key` makes a key; deploy/README.md says where it goes.", e);
    }
  }

  /// The same, and these.
  public Keyring with(List<VerifyingKey> more) {
    var all = new ArrayList<>(others);
    all.addAll(more);
    return new Keyring(own, all);
  }

  /// True if no signature can be checked with it.
  public boolean isEmpty() {
    return own.isEmpty() && others.isEmpty();
  }

  /// The public half of the key called `id`, if it is at hand.
  public Optional<VerifyingKey> verifying(KeyId id) {
    return Stream.concat(own.stream().map(SigningKey::verifying), others.stream()).filter(key -> key.id().equals(id))
        .findFirst();
  }
}
