package dev.restorebot.bot.chat;

import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which service each run is about and where it was asked for, to be had without waiting for the journal. Thread-safe.
final class RunIndex {
  private final Map<RunId, About> runs = new ConcurrentHashMap<>();

  /// What is known of a run.
  ///
  /// @param where as the journal has it
  record About(ServiceName service, String where) {}

  /// Takes note of what `entry` tells.
  void note(Entry entry) {
    if (entry.event() instanceof Asked(_, var request, var where)) {
      runs.put(entry.run(), new About(request.service(), where));
    }
  }

  /// What is known of the run that `action` is about; empty if it is about none.
  Optional<About> of(Action action) {
    return switch (action) {
      case Action.Say _ -> Optional.empty();
      case Action.Choose(var run, _, _, _) -> Optional.ofNullable(runs.get(run));
      case Action.BreakGlass(var run, _, _) -> Optional.ofNullable(runs.get(run));
    };
  }
}
