package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunEvent.GateOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A gate at which a run waits, and who has consented to what so far.
///
/// @param opened how it was opened
/// @param consents at most one of a person
public record OpenGate(GateOpened opened, List<Consent> consents) {
  /// A person's consent to one choice.
  public record Consent(Person by, Choice choice) {}

  public OpenGate {
    consents = List.copyOf(consents);
  }

  static OpenGate of(GateOpened opened) {
    return new OpenGate(opened, List.of());
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

  /// True if nobody decided in time.
  public boolean expiredAt(Instant now) {
    return !gate().patient() && !now.isBefore(expires());
  }

  /// True if the choice was made here, on the plan that is to be decided on, and is one of those on offer.
  boolean takes(RunEvent.Chosen chosen) {
    return gate() == chosen.gate() && fingerprint().equals(chosen.fingerprint())
        && gate().choices().contains(chosen.choice());
  }

  /// The same gate with one more consent.
  OpenGate with(Consent consent) {
    var more = new ArrayList<>(consents);
    more.add(consent);
    return new OpenGate(opened, more);
  }

  /// How many people have consented to `choice`.
  public int consentsTo(Choice choice) {
    return (int) consents.stream().filter(consent -> consent.choice() == choice).count();
  }
}
