package dev.restorebot.pds;

import dev.restorebot.kind.Contents;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Sign;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What people call accounts: by their handles, as far as anything that was looked at knows them.
final class AccountNames {
  /// So many are named in a sentence.
  private static final int TOLD = 10;

  private final Map<String, String> names = new HashMap<>();

  /// @param known where accounts may have handles; the first that has one counts
  AccountNames(List<Contents> known) {
    for (var contents : known) {
      contents.items().stream().filter(PdsItem::hasHandle).forEach(item -> names.putIfAbsent(item.id(), item.label()));
    }
  }

  String of(String did) {
    return names.getOrDefault(did, did);
  }

  String of(Item item) {
    return PdsItem.hasHandle(item) ? item.label() : of(item.id());
  }

  /// With the DID, by which people find its store.
  String full(String did) {
    return PdsItem.name(did, of(did));
  }

  /// A sign at the accounts `dids`, who stand in `text` in the place of `%s`.
  Sign sign(String code, List<String> dids, String text) {
    return sign(code, text, dids.stream().map(this::of).sorted().toList());
  }

  /// The same, where each is called by its DID, too.
  Sign fullSign(String code, List<String> dids, String text) {
    return sign(code, text, dids.stream().map(this::full).sorted().toList());
  }

  private static Sign sign(String code, String text, List<String> called) {
    var told = called.size() <= TOLD
        ? String.join(", ", called)
        : String.join(", ", called.subList(0, TOLD)) + " and " + (called.size() - TOLD) + " more";
    return new Sign(code, called, text.replace("%s", told));
  }
}
