package dev.restorebot.bot;

import dev.restorebot.audit.Anchor;
import dev.restorebot.audit.AnchoredSeal;
import dev.restorebot.sqlite.ChainLink;
import dev.restorebot.sqlite.Seal;
import java.util.List;
import java.util.Optional;

/// What an anchor had when it was asked, compared with the record.
///
/// @param place where it is
record AnchoredSeals(String place, List<Anchor.Found> found) {
  AnchoredSeals {
    found = List.copyOf(found);
  }

  static AnchoredSeals of(Anchor anchor) {
    return new AnchoredSeals(anchor.place(), anchor.all());
  }

  /// Why what is kept does not fit `links`, which are a journal from its first entry on; empty if it does.
  Optional<String> fault(List<ChainLink> links) {
    return found.stream().flatMap(one -> one.seal().map(seal -> fault(seal, links))
        .orElseGet(() -> Optional.of("what is kept as " + place + one.name() + " is no seal")).stream()).findFirst();
  }

  private static Optional<String> fault(AnchoredSeal seal, List<ChainLink> links) {
    return new Seal(seal.entry(), seal.digest()).fault(links).or(() -> {
      var run = links.get(Math.toIntExact(seal.entry() - 1)).run();
      return run.equals(seal.run())
          ? Optional.empty()
          : Optional.of("entry " + seal.entry() + " is of run " + run + ", and was sealed for run " + seal.run());
    });
  }

  /// How many there are.
  String words() {
    return found.isEmpty()
        ? "NO SEAL is kept in " + place + "."
        : "All " + found.size() + " seals that are kept in " + place + " fit.";
  }
}
