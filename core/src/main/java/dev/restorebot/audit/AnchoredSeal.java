package dev.restorebot.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/// How the record was sealed when a run ended, as it is kept where nobody can change it.
///
/// @param run the id of the run
/// @param entry the number of its last entry
/// @param digest that entry's digest, in hex, which stands for every entry before it, too
public record AnchoredSeal(String run, long entry, String digest) {
  private static final Pattern FORM =
      Pattern.compile("\\{\"run\":\"(r-[a-z0-9]+)\",\"entry\":([1-9][0-9]{0,17}),\"digest\":\"([0-9a-f]{64})\"\\}\n");
  private static final Pattern NAME = Pattern.compile("r-[a-z0-9]+-[1-9][0-9]{0,17}\\.json");

  /// What its object is called, below the prefix: `r-7k2m4q-43.json`.
  public String name() {
    return run + "-" + entry + ".json";
  }

  /// True if a seal could be called `name`.
  public static boolean named(String name) {
    return NAME.matcher(name).matches();
  }

  /// What is in the object: a line of JSON.
  public String text() {
    return "{\"run\":\"" + run + "\",\"entry\":" + entry + ",\"digest\":\"" + digest + "\"}\n";
  }

  /// Reads the object called `name`; empty if `text` is not a seal of that name.
  public static Optional<AnchoredSeal> parse(String name, String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? Optional.of(new AnchoredSeal(match.group(1), Long.parseLong(match.group(2)), match.group(3)))
            .filter(seal -> seal.name().equals(name))
        : Optional.empty();
  }
}
