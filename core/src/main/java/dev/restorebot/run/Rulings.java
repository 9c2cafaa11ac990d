package dev.restorebot.run;

import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Standing;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunState.Paused;
import dev.restorebot.run.RunState.Waiting;
import dev.restorebot.snapshot.Times;

/// Rules on what people choose at gates: what counts, and the answer to what does not. Pure.
final class Rulings {
  private final Policy policy;

  Rulings(Policy policy) {
    this.policy = policy;
  }

  /// What becomes of `click` in the present state of `run`.
  ///
  /// @param standing what the person who clicked is here
  Ruling rule(Run run, Click click, Standing standing) {
    if (run.state() instanceof Waiting(var course, var open) && open.gate() == click.gate()
        && open.fingerprint().equals(click.fingerprint())) {
      var objection = policy.mayNotChoose(standing, click.choice(), open.asker());
      return objection.map(Ruling::countsForNothing).orElseGet(() -> atOpenGate(course, open, click));
    }
    var objection = policy.mayNotAsk(standing);
    return Ruling.countsForNothing(objection.orElseGet(() -> tooLate(run, click)));
  }

  private static Ruling atOpenGate(Course course, OpenGate open, Click click) {
    var service = course.plan().service().value();
    if (!open.gate().choices().contains(click.choice())) {
      return Ruling
          .countsForNothing("\"" + click.choice().label() + "\" is no choice at the gate " + open.gate().word());
    }
    if (click.choice().weight() == Weight.TYPED_CONSENT && !click.typed().equals(service)) {
      return Ruling.countsForNothing("to confirm, type the name of the service: " + service);
    }
    if (open.consents().stream().anyMatch(consent -> consent.by().equals(click.by()))
        && click.choice().consents()) {
      return Ruling.countsForNothing(click.by().name() + " has already decided here; a person counts once");
    }
    var consented = open.with(new OpenGate.Consent(click.by(), click.choice())).consentsTo(click.choice());
    return Ruling.counted(click.choice().consents() && open.needed() > 1
        ? click.choice().label() + ": " + consented + " of " + open.needed()
        : click.choice().label());
  }

  private static String tooLate(Run run, Click click) {
    var now = run.state().planned().map(course -> course.plan().fingerprint());
    if (!click.gate().patient() && now.isPresent() && !now.get().equals(click.fingerprint())) {
      return "the plan has changed since this button was posted (" + click.fingerprint().brief() + " is now "
          + now.get().brief() + "); use the buttons of the newest message";
    }
    var closed = run.entries().reversed().stream().filter(entry -> closes(entry.event(), click)).findFirst();
    return closed.map(entry -> closed(run, entry))
        .orElseGet(() -> "this is no longer to be decided: " + run.id() + " is " + RunWords.standing(run.state()));
  }

  private static boolean closes(RunEvent event, Click click) {
    return switch (event) {
      case Chosen chosen -> chosen.ruling().counts() && chosen.gate() == click.gate()
          && chosen.fingerprint().equals(click.fingerprint());
      case Expired(var gate) -> gate == click.gate();
      default -> false;
    };
  }

  private static String closed(Run run, Entry entry) {
    if (entry.event() instanceof Chosen chosen) {
      return "already decided: " + chosen.by().name() + " chose \"" + chosen.choice().label() + "\" at "
          + Times.clock(entry.at());
    }
    var late = "too late: nobody had decided by " + Times.clock(entry.at()) + ", and " + run.id() + " is ";
    return late + (run.state() instanceof Paused
        ? "paused; `/restore reopen " + run.id() + "` asks again"
        : RunWords.standing(run.state()));
  }
}
