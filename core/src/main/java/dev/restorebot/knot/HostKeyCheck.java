package dev.restorebot.knot;

import dev.restorebot.kind.CheckResult;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// Tells people by which SSH host keys the knot is known now: a container that starts anew may make new ones, and then
/// everybody's client refuses to push.
record HostKeyCheck(SshAddress address, HostKeys hostKeys) {
  private static final String NAME = "SSH host key";
  private static final int TOLD = 5;

  /// What it is.
  CheckResult now() {
    return told(_ -> "");
  }

  /// What it is, beside what it was.
  ///
  /// @param before the fingerprints that were seen before the restore, a line each; empty if they are not known
  CheckResult compared(String before) {
    var lines = before.lines().toList();
    return told(offered -> {
      if (lines.isEmpty()) {
        return "; what it was before is not known" + advice();
      }
      return lines.containsAll(offered) ? ", as before" : "; before it was " + list(lines) + advice();
    });
  }

  private CheckResult told(Function<List<String>, String> more) {
    try {
      var offered = List.copyOf(new TreeSet<>(hostKeys.fingerprints(address.host(), address.port())));
      return offered.isEmpty()
          ? CheckResult.unknown(NAME, address + " offers none")
          : CheckResult.passed(NAME, address + " offers " + list(offered) + more.apply(offered));
    } catch (IOException e) {
      return CheckResult.unknown(NAME, address + ", where people push to, could not be asked from here: "
          + Words.of(String.valueOf(e.getMessage())));
    }
  }

  private String advice() {
    return ". Users whose client warns of a changed key run: ssh-keygen -R " + address.knownAs();
  }

  private static String list(List<String> fingerprints) {
    return Words.list(fingerprints.stream().map(Words::of).toList(), TOLD);
  }
}
