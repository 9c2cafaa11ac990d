package dev.restorebot.run;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.plan.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A gate at which a run waits, and who has consented to what so far.
///
/// @param needed how many distinct people must consent
/// @param consents at most one of a person
public record OpenGate(Gate gate, Fingerprint fingerprint, Person asker, Instant expires, int needed,
    List<Consent> consents) {
  /// A person's consent to one choice.
  public record Consent(Person by, Choice choice) {}

  public OpenGate {
    consents = List.copyOf(consents);
  }

  static OpenGate of(RunEvent.GateOpened opened) {
    return new OpenGate(opened.gate(), opened.fingerprint(), opened.asker(), opened.expires(), opened.needed(),
        List.of());
  }

  /// True if nobody decided in time.
  public boolean expiredAt(Instant now) {
    return !gate.patient() && !now.isBefore(expires);
  }

  /// True if the choice was made here, on the plan that is to be decided on, and is one of those on offer.
  boolean takes(RunEvent.Chosen chosen) {
    return gate == chosen.gate() && fingerprint.equals(chosen.fingerprint())
        && gate.choices().contains(chosen.choice());
  }

  /// The same gate with one more consent.
  OpenGate with(Consent consent) {
    var more = new ArrayList<>(consents);
    more.add(consent);
    return new OpenGate(gate, fingerprint, asker, expires, needed, more);
  }

  /// How many people have consented to `choice`.
  public int consentsTo(Choice choice) {
    return (int) consents.stream().filter(consent -> consent.choice() == choice).count();
  }
}
