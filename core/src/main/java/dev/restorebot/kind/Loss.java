package dev.restorebot.kind;

import java.util.List;

/// What a restore would change for people, decided by a kind from what is in the snapshot and what exists now.
///
/// @param noun what people would miss, in the singular and in the words of the kind; it is the part ([Item#parts]) of those
///        items that count: `account`, `repository`
/// @param lost items that exist now and are not in the snapshot, for people
/// @param returning items that are in the snapshot and do not exist now
/// @param kept what stays as it is because backups do not carry it
/// @param grants rights that the restored data would lack and that can be derived
/// @param findings what else must be known
public record Loss(String noun, List<String> lost, List<String> returning, List<String> kept, List<Grant> grants,
    List<Finding> findings) {
  public Loss {
    lost = List.copyOf(lost);
    returning = List.copyOf(returning);
    kept = List.copyOf(kept);
    grants = List.copyOf(grants);
    findings = List.copyOf(findings);
  }
}
