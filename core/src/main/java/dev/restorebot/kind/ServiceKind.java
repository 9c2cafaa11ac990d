package dev.restorebot.kind;

import dev.restorebot.service.Amendment;
import dev.restorebot.service.Backups;
import dev.restorebot.service.SecretRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// The part of a kind that knows one configured service from outside. Runs in the bot. Thread-safe; the methods that talk to
/// the service or to others block, and answer with what they saw instead of throwing.
public interface ServiceKind {
  /// Why what a snapshot holds cannot be what anybody wants back, such as an empty account table; empty if nothing
  /// speaks against it. Pure. The one judgement for whoever looks at snapshots: a restore, a drill, a diagnosis, the watch, the list.
  ///
  /// @param snapshot what its databases hold, with some of what its mirrors do
  List<String> implausible(Contents snapshot);

  /// Whether the service and the others that a restore of it asks can be reached from here; one result for each.
  List<CheckResult> reachable();

  /// Whether [#check] asks the service's program something inside its pods, and does without where it may not. Pure.
  default boolean asksInside() {
    return false;
  }

  /// What others hold about the service itself. Changes nothing.
  default ExternalState outside() {
    return outside(Contents.EMPTY, Contents.EMPTY);
  }

  /// What others hold about the service and about what is to be restored. Changes nothing.
  ///
  /// @param snapshot what is to be restored: others can be asked about each item of it
  /// @param live what is there now, as far as it can be read: others are asked about what it does not tell
  default ExternalState outside(Contents snapshot, Contents live) {
    return ExternalState.NOTHING;
  }

  /// What a restore would change. Pure.
  ///
  /// @param accepted what people accept ([Consent#accepted])
  /// @param at the time for which it is decided
  Loss loss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted, Instant at);

  /// What [DataKind#fixUp] must know and cannot see on the volume. Pure.
  ///
  /// @param outside asked while the service was already stopped
  /// @param consent what people consented to
  /// @param at the time to write where one is needed
  default Map<String, String> fixUpParameters(Contents snapshot, ExternalState outside, Consent consent, Instant at) {
    return Map.of();
  }

  /// The items of `live` that stay as they are and that [#check] is asked about afterwards, in the state in which they are. What
  /// an item of them can do that depends on restored data is left out. Pure.
  ///
  /// @param replacing what takes the place of what is live: a snapshot, or nothing if the service's own data is amended
  /// @param live what is there while the service is stopped
  /// @param accepted what people accept ([Consent#accepted])
  default Contents staying(Contents replacing, Contents live, Set<String> accepted) {
    return Contents.EMPTY;
  }

  /// What the [Amendment] of this kind would change in the service's own data: what can be derived and is missing would be added. Pure.
  default Loss amending(Contents live) {
    return Loss.adding("item", List.of());
  }

  /// Tells others that the service is back; one result for each of them. Safe to repeat.
  default List<CheckResult> announce() {
    return List.of();
  }

  /// Checks the running service once against what was restored: every item, and whether others follow. Changes nothing.
  ///
  /// @param restored what the snapshot holds, as it was staged, with what is [#staying]; what the service had before, if its own
  ///     data was amended
  /// @param numbers what the fix-up left behind
  /// @param before what [#outside] said when the restore was planned
  List<CheckResult> check(Contents restored, SortedMap<String, Long> numbers, ExternalState before);

  /// The Secrets that [#use] needs. Pure.
  default List<SecretRef> secrets() {
    return List.of();
  }

  /// Uses the running service as one of its users does, and takes back what it did: the proof from end to end, once all that [#check]
  /// looks at is well. Nothing where no such user is configured. Safe to repeat.
  ///
  /// @param restored what the service must have
  default List<CheckResult> use(Contents restored, Means means) throws InterruptedException {
    return List.of();
  }

  /// The same as [#announce] and [#check], as commands that people run by hand. Pure.
  ///
  /// @param outside what [#fixUpParameters] was told
  HandCommands handCommands(Contents snapshot, ExternalState outside);

  /// What the operator must still do by hand after a restore, a sentence each.
  default List<String> byHand(Contents snapshot) {
    return List.of();
  }

  /// What people must know before a restore is undone, a sentence each: what others have seen meanwhile stays seen.
  default List<String> ifUndone() {
    return List.of();
  }

  /// The same as [#byHand], after the service's own data was amended.
  default List<String> byHandAfterAmendment() {
    return List.of();
  }

  /// The same as [#ifUndone], where the service's own data was amended.
  default List<String> ifAmendmentUndone() {
    return List.of();
  }

  /// The checks of a diagnosis that only this kind knows: whether the service answers for everything that it should have, and how
  /// others see it. Made anew for each diagnosis.
  default List<Check> checks(DiagnosisContext scene) {
    return List.of();
  }

  /// What `signs` amount to, in the words of this kind, the gravest first; nothing where it knows no more than that the service is well, or
  /// not there. Pure.
  default List<Judgement> judge(Signs signs) {
    return List.of();
  }

  /// What services of this kind have and `backups` do not carry, for people, each with the reason; nothing where all is carried. Pure.
  default List<String> notBackedUp(Backups backups) {
    return List.of();
  }
}
