package dev.restorebot.bot.chat;

import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
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

/// Everybody and everything that a message in one chat may name: who is in the policy, who has had to do with a run, and the channels
/// in which the bot works, each as the journal names it: `slack:U0BOB`, `slack-channel:C0OPS`. Thread-safe.
public final class MentionRegistry {
  private final Ledger ledger;
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private long met;

  MentionRegistry(Policy policy, Places places, Ledger ledger) {
    this.ledger = ledger;
    ids.addAll(policy.requesters());
    ids.addAll(policy.approvers());
    places.channels().forEach(channel -> ids.add(places.chat() + "-channel:" + channel));
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

  /// Those who are known of without waiting for anything.
  public Set<String> ids() {
    return Set.copyOf(ids);
  }

  /// Those whom the journal names by now, which may be more than anybody was told of yet. Waits for the ledger.
  public synchronized Set<String> idsOfNow() {
    for (var entry : ledger.entriesAfter(met)) {
      meet(entry);
      met = entry.number();
    }
    return ids();
  }

  /// For what `person` alone is told: they may be named in it, too.
  public Set<String> idsFor(Person person) {
    var known = new HashSet<>(ids);
    known.add(person.id());
    return known;
  }
}
