package dev.restorebot.commands.desk;

import dev.restorebot.commands.thread.ThreadText;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What has run and what runs now, from the journal.
final class Overview {
  private static final int AT_MOST = 20;

  private final Ledger ledger;

  Overview(Ledger ledger) {
    this.ledger = ledger;
  }

  /// The runs that are not over.
  List<String> status() {
    var running = ledger.runs().stream().filter(run -> !run.state().over()).map(Overview::line).toList();
    return running.isEmpty() ? List.of("Nothing is running.") : running;
  }

  /// The runs so far, the newest first.
  List<String> history(Optional<ServiceName> service) {
    var lines = ledger.runs().reversed().stream()
        .filter(run -> service.isEmpty() || request(run).service().equals(service.get())).limit(AT_MOST)
        .map(Overview::line).toList();
    return lines.isEmpty()
        ? List.of("Nothing was restored yet" + service.map(name -> " on " + name).orElse("") + ".")
        : lines;
  }

  private static String line(Run run) {
    var first = run.entries().getFirst();
    return run.id() + "  " + Times.minute(first.at()) + "  " + request(run).service() + " " + request(run).selector()
        + (first.event() instanceof Asked(var by, _) ? "  by " + by.name() : "") + "  "
        + RunWords.standing(run.state());
  }

  private static Request request(Run run) {
    return switch (run.entries().getFirst().event()) {
      case Asked(_, var request) -> request;
      default -> throw new IllegalStateException("run " + run.id() + " does not begin with a request");
    };
  }

  /// Everything that happened in one run, with who decided what, and the digest-bound plan they saw.
  Optional<List<String>> show(RunId id) {
    return ledger.run(id).map(run -> {
      var lines = new ArrayList<String>();
      lines.add(line(run));
      RunState state = new RunState.Unborn();
      for (var entry : run.entries()) {
        var text = entry.event() instanceof Chosen chosen && !chosen.ruling().counts()
            ? Optional.of(chosen.by().name() + ": \"" + chosen.choice().label() + "\" counted for nothing: "
                + chosen.ruling().words())
            : ThreadText.post(entry, state).map(post -> headline(post.lines().getFirst()));
        text.ifPresent(line -> lines.add("  " + Times.moment(entry.at()) + "  " + line));
        state = state.after(entry.event());
      }
      return lines;
    });
  }

  private static String headline(String line) {
    return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
  }
}
