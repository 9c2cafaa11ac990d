package dev.restorebot.diagnose;

import dev.restorebot.kind.Condition;
import dev.restorebot.service.ServiceName;
import java.time.Instant;
import java.util.List;

/// The answer to the question what is wrong with a service.
///
/// @param at when it was asked
/// @param verdict what it comes to
/// @param notBackedUp what no backup of the service has, on purpose or not, for people
/// @param checked what each check found, those that tell of something wrong first
public record Diagnosis(ServiceName service, Instant at, Verdict verdict, List<String> notBackedUp,
    List<Checked> checked) {
  public Diagnosis {
    notBackedUp = List.copyOf(notBackedUp);
    checked = List.copyOf(checked);
  }

  /// The checks that found `condition`.
  public List<Checked> with(Condition condition) {
    return checked.stream().filter(check -> check.observation().condition() == condition).toList();
  }
}
