package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunEvent.GateOpened;
import dev.restorebot.run.RunEvent.GlassBroken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A gate at which a run waits, and who has consented to what so far.
///
/// @param opened how it was opened
/// @param consents at most one of a person
/// @param broken how somebody broke glass here, or null
public record PendingApproval(GateOpened opened, List<Consent> consents, @Nullable GlassBroken broken) {
  /// A person's consent to one choice.
  public record Consent(Person by, Choice choice) {}

  public PendingApproval {
    consents = List.copyOf(consents);
  }

  public static PendingApproval of(GateOpened opened) {
    return new PendingApproval(opened, List.of(), null);
  }

  /// True if it is this gate of this plan.
  public boolean isOf(Gate gate, Fingerprint fingerprint) {
    return gate() == gate && fingerprint().equals(fingerprint);
  }

  /// Which gate it is.
  public Gate gate() {
    return opened.gate();
  }

  /// What a choice here must name.
  public Fingerprint fingerprint() {
    return opened.fingerprint();
  }

  /// Who asked for what is to be approved.
  public Person asker() {
    return opened.asker();
  }

  /// When it closes; meaningless at a patient gate.
  public Instant expires() {
    return opened.expires();
  }

  /// How many distinct people must consent.
  public int needed() {
    return opened.needed();
  }

  /// The ids of those who may consent and have not.
  public List<String> missing() {
    return opened.deciders().stream()
        .filter(id -> consents.stream().noneMatch(consent -> consent.by().id().equals(id))).toList();
  }

  /// How somebody broke glass here, if somebody did.
  public Optional<GlassBroken> glass() {
    return Optional.ofNullable(broken);
  }

  /// True if the gate closes when its time is over: while it is passed by breaking glass, it does not.
  public boolean closes() {
    return !gate().patient() && broken == null;
  }

  /// True if nobody decided in time.
  public boolean expiredAt(Instant now) {
    return closes() && !now.isBefore(expires());
  }

  /// True if somebody broke glass here and nobody has stopped them in time.
  public boolean passedAt(Instant now) {
    return broken != null && !now.isBefore(broken.passes());
  }

  /// True if glass can be broken here, on the plan that is to be decided on.
  boolean takes(GlassBroken breaking) {
    return broken == null && opened.breakGlassAfter().isPresent() && isOf(breaking.gate(), breaking.fingerprint());
  }

  /// The same gate with broken glass.
  public PendingApproval with(GlassBroken breaking) {
    return new PendingApproval(opened, consents, breaking);
  }

  /// True if the choice was made here, on the plan that is to be decided on, and is one of those on offer.
  boolean takes(RunEvent.Chosen chosen) {
    return isOf(chosen.gate(), chosen.fingerprint()) && gate().choices().contains(chosen.choice());
  }

  /// The same gate with one more consent.
  public PendingApproval with(Consent consent) {
    var more = new ArrayList<>(consents);
    more.add(consent);
    return new PendingApproval(opened, more, broken);
  }

  /// How many people have consented to `choice`.
  public int consentsTo(Choice choice) {
    return (int) consents.stream().filter(consent -> consent.choice() == choice).count();
  }
}
