package dev.restorebot.facts;

import dev.restorebot.database.SnapshotCheck;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/// What people must know of a snapshot whose databases were checked and are not damaged. Pure.
final class CheckFindings {
  private CheckFindings() {}

  static List<Finding> of(SnapshotCheck check) {
    var findings = new ArrayList<Finding>();
    var flaws = check.flaws();
    if (!flaws.isEmpty()) {
      findings.add(new Finding(Severity.WARNING, "rows-break-rules",
          "Some rows of the snapshot break a rule of their own database: " + String.join("; ", flaws) + ". "
              + "They come back as they were; a service that runs with such rows now will run with them then. In sqlite3,"
              + " `PRAGMA foreign_key_check` and `PRAGMA integrity_check` list them."));
    }
    var unchecked = check.unchecked();
    if (!unchecked.isEmpty()) {
      findings.add(new Finding(Severity.WARNING, "partly-checked",
          "Not all of the snapshot can be checked here, because only the service's own program has what that needs: "
              + String.join("; ", unchecked) + ". No damage was found in the rest."));
    }
    return findings;
  }
}
