package dev.restorebot.bot.slack;

import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.block.Blocks;
import dev.restorebot.bot.slack.block.Modals;
import dev.restorebot.bot.slack.block.People;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.AskedAgain;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.CancelAsked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.PurgeAsked;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.TurnedAway;
import dev.restorebot.run.RunEvent.UndoAsked;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody and everything that a message may name: who is in the policy, who has had to do with a run, and the channels in
/// which the bot works. Thread-safe.
final class MentionRegistry {
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private long met;

  MentionRegistry(Policy policy, Places places) {
    ids.addAll(policy.requesters());
    ids.addAll(policy.approvers());
    places.channels().forEach(channel -> ids.add("slack-channel:" + channel));
  }

  /// Takes note of who did what `entry` tells.
  void meet(Entry entry) {
    var by = switch (entry.event()) {
      case Asked(var person, _, _) -> Optional.of(person);
      case TurnedAway(var person, _, _) -> Optional.of(person);
      case Chosen chosen -> Optional.of(chosen.by());
      case GlassBroken broken -> Optional.of(broken.by());
      case BreakGlassRejected held -> Optional.of(held.by());
      case RequestRejected(var person, _, _) -> Optional.of(person);
      case AskedAgain(var person) -> Optional.of(person);
      case CancelAsked(var person) -> Optional.of(person);
      case UndoAsked(var person) -> Optional.of(person);
      case PurgeAsked(var person) -> Optional.of(person);
      default -> Optional.<Person>empty();
    };
    by.ifPresent(person -> ids.add(person.id()));
  }

  /// For messages.
  Blocks blocks() {
    return new Blocks(new People(ids));
  }

  /// For messages about what `ledger` tells by now, which may be more than anybody was told of yet. Waits for the ledger.
  synchronized Blocks blocks(Ledger ledger) {
    for (var entry : ledger.entriesAfter(met)) {
      meet(entry);
      met = entry.number();
    }
    return blocks();
  }

  /// For what `user` alone is told: they may be named in it, too.
  Blocks blocksFor(String user) {
    var known = new HashSet<>(ids);
    known.add(SlackMessages.NAME + ":" + user);
    return new Blocks(new People(known));
  }

  /// For forms.
  Modals modals() {
    return new Modals(new People(ids));
  }
}
