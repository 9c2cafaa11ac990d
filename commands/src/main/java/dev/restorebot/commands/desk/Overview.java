package dev.restorebot.commands.desk;

import dev.restorebot.approval.Person;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.commands.thread.RequestText;
import dev.restorebot.commands.thread.ThreadText;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Parked;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.Unreadable;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Transition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.text.Times;
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
    var running = ledger.open().stream().map(Overview::line).toList();
    return running.isEmpty() ? List.of("Nothing is running.") : running;
  }

  /// The runs so far, the newest first.
  List<String> history(Optional<ServiceName> service) {
    var lines = service.map(ledger::about).orElseGet(ledger::runs).reversed().stream().limit(AT_MOST)
        .map(Overview::line).toList();
    return lines.isEmpty()
        ? List.of("Nothing was restored yet" + service.map(name -> " on " + name).orElse("") + ".")
        : lines;
  }

  private static String line(Run run) {
    var first = run.entries().getFirst();
    return run.id() + "  " + Times.minute(first.at()) + "  " + RequestText.subject(run) + "  by "
        + asker(run) + "  "
        + RequestText.standing(run.state());
  }

  private static String asker(Run run) {
    return switch (run.entries().getFirst().event()) {
      case Asked(var by, _, _) -> by.name();
      case TurnedAway(var by, _, _) -> by.name();
      case RunEvent _ -> run.asker().map(Person::name).orElse("somebody whose name cannot be read");
    };
  }

  /// Everything that happened in one run, with who decided what, and the digest-bound plan they saw.
  Optional<List<String>> show(RunId id) {
    return ledger.run(id).map(run -> {
      var lines = new ArrayList<String>();
      lines.add(line(run));
      run.history().forEach(each -> told(each)
          .forEach(line -> lines.add("  " + Times.moment(each.entry().at()) + "  " + line)));
      return lines;
    });
  }

  private static List<String> told(Transition each) {
    var entry = each.entry();
    return switch (entry.event()) {
      case Chosen(var by, _, _, var choice, _, var ruling) when !ruling.counts() -> List.of(by.name() + ": \""
          + each.before().label(choice)
          + "\" counted for nothing: "
          + ruling.words());
      case BreakGlassRejected(var by, _, _, _, var refusal) ->
        List.of(by.name() + ": \"Break glass\" counted for nothing: "
            + refusal);
      case RequestRejected(var by, var what, var refusal) -> List.of(by.name() + ": \"" + what
          + "\" counted for nothing: " + refusal);
      case TurnedAway(var by, _, var reason) -> List.of(by.name() + " was turned away: " + reason);
      case Unreadable(var name, var why, _, _) -> List.of("entry " + entry.number()
          + (name.isEmpty() ? "" : " (`" + name + "`)") + " cannot be read by this version: " + why
          + ". It is stored and sealed as it was written; `restorebot audit export` prints it");
      case Parked _ -> ThreadText.post(each).map(Post::lines).orElse(List.of());
      case RunEvent _ ->
        ThreadText.post(each).map(post -> headline(post.lines().getFirst())).stream().toList();
    };
  }

  private static String headline(String line) {
    return line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
  }
}
