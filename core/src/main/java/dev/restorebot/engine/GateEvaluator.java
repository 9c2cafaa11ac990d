package dev.restorebot.engine;

import dev.restorebot.approval.Choice.Weight;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Policy;
import dev.restorebot.approval.Standing;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Click;
import dev.restorebot.run.GlassBreak;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.PendingApproval;
import dev.restorebot.run.Ruling;
import dev.restorebot.run.RunEvent;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.Expired;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.GlassPassed;
import dev.restorebot.run.RunProgress;
import dev.restorebot.run.RunState.Paused;
import dev.restorebot.run.RunState.Waiting;
import dev.restorebot.run.RunWords;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Rules on what people choose at gates: what counts, and the answer to what does not. Pure.
final class GateEvaluator {
  private final Policy policy;

  GateEvaluator(Policy policy) {
    this.policy = policy;
  }

  /// What becomes of `click` in the present state of `run`.
  ///
  /// @param standing what the person who clicked is here
  Ruling rule(Run run, Click click, Standing standing) {
    if (run.state() instanceof Waiting(var course, var open) && open.isOf(click.gate(), click.fingerprint())) {
      var objection = policy.mayNotChoose(standing, click.choice(), open.asker());
      return objection.map(Ruling::countsForNothing).orElseGet(() -> atOpenGate(course, open, click));
    }
    var objection = policy.mayNotAsk(standing);
    return Ruling.countsForNothing(objection.orElseGet(() -> tooLate(run, click.gate(), click.fingerprint())));
  }

  private Ruling atOpenGate(RunProgress course, PendingApproval open, Click click) {
    var service = course.plan().service().value();
    if (!open.gate().choices().contains(click.choice())) {
      return Ruling
          .countsForNothing("\"" + course.label(click.choice()) + "\" is no choice at the gate " + open.gate().word());
    }
    if (click.choice().weight() == Weight.TYPED_CONSENT && !click.typed().equals(service)) {
      return Ruling.countsForNothing("to confirm, type the name of the service: " + service);
    }
    var before =
        open.consents().stream().map(PendingApproval.Consent::by).filter(by -> policy.same(by, click.by())).findFirst();
    if (before.isPresent() && click.choice().consents()) {
      return Ruling.countsForNothing(click.by().name() + " has already decided here"
          + (before.get().equals(click.by()) ? "" : ", as " + before.get()) + "; a person counts once");
    }
    var consented = open.with(new PendingApproval.Consent(click.by(), click.choice())).consentsTo(click.choice());
    return Ruling.counted(click.choice().consents() && open.needed() > 1
        ? course.label(click.choice()) + ": " + consented + " of " + open.needed()
        : course.label(click.choice()));
  }

  /// What becomes of the wish to break glass.
  RunEvent rule(Run run, GlassBreak wish, Standing standing, Instant now) {
    var after =
        run.state() instanceof Waiting(_, var open) ? open.opened().breakGlassAfter() : Optional.<Duration>empty();
    var refusal = refusal(run, wish, standing);
    if (refusal.isPresent()) {
      var kept = wish.reason().substring(0, Math.min(GlassBreak.LONGEST, wish.reason().length()));
      return new BreakGlassRejected(wish.by(), wish.gate(), wish.fingerprint(), kept, refusal.get());
    }
    return new GlassBroken(wish.by(), wish.gate(), wish.fingerprint(), wish.reason(), now.plus(after.orElseThrow()));
  }

  private Optional<String> refusal(Run run, GlassBreak wish, Standing standing) {
    if (!(run.state() instanceof Waiting(_, var open)) || !open.isOf(wish.gate(), wish.fingerprint())) {
      return policy.mayNotAsk(standing).or(() -> Optional.of(tooLate(run, wish.gate(), wish.fingerprint())));
    }
    return policy.mayNotBreakGlass(standing).or(() -> unbreakable(open)).or(() -> unreasoned(wish.reason().length()));
  }

  private static Optional<String> unbreakable(PendingApproval open) {
    if (open.opened().breakGlassAfter().isEmpty()) {
      return Optional.of("nobody may pass the gate " + open.gate().word() + " alone");
    }
    return open.glass().map(broken -> broken.by().name() + " has already broken glass here, which passes the gate at "
        + Times.clock(broken.passes()));
  }

  private static Optional<String> unreasoned(int length) {
    if (length < GlassBreak.SHORTEST) {
      return Optional.of("breaking glass needs a reason in words, of at least " + GlassBreak.SHORTEST
          + " characters; it stays in the record");
    }
    return length > GlassBreak.LONGEST
        ? Optional.of("the reason has " + length + " characters, and may have " + GlassBreak.LONGEST)
        : Optional.empty();
  }

  private static String tooLate(Run run, Gate gate, Fingerprint seen) {
    var now = run.state().planned().map(course -> course.plan().fingerprint());
    if (!gate.patient() && now.isPresent() && !now.get().equals(seen)) {
      return "the plan has changed since this button was posted (" + seen.brief() + " is now " + now.get().brief()
          + "); use the buttons of the newest message";
    }
    var closed = run.entries().reversed().stream().filter(entry -> closes(entry.event(), gate, seen)).findFirst();
    return closed.map(entry -> closed(run, entry))
        .orElseGet(() -> "this is no longer to be decided: " + run.id() + " is " + RunWords.standing(run.state()));
  }

  private static boolean closes(RunEvent event, Gate at, Fingerprint seen) {
    return switch (event) {
      case Chosen chosen -> chosen.ruling().counts() && chosen.gate() == at && chosen.fingerprint().equals(seen);
      case GlassPassed(var gate) -> gate == at;
      case Expired(var gate) -> gate == at;
      default -> false;
    };
  }

  private static String closed(Run run, Entry entry) {
    if (entry.event() instanceof Chosen chosen) {
      return "already decided: " + chosen.by().name() + " chose \""
          + run.state().planned().map(course -> course.label(chosen.choice())).orElseGet(() -> chosen.choice().label())
          + "\" at "
          + Times.clock(entry.at());
    }
    if (entry.event() instanceof GlassPassed) {
      return "already decided: " + breaker(run, entry) + " broke glass and passed the gate alone at "
          + Times.clock(entry.at());
    }
    var late = "too late: nobody had decided by " + Times.clock(entry.at()) + ", and " + run.id() + " is ";
    return late + (run.state() instanceof Paused
        ? "paused; `/restore reopen " + run.id() + "` asks again"
        : RunWords.standing(run.state()));
  }

  private static String breaker(Run run, Entry passed) {
    return run.entries().reversed().stream().filter(entry -> entry.number() < passed.number())
        .flatMap(entry -> entry.event() instanceof GlassBroken broken ? Stream.of(broken.by().name()) : Stream.empty())
        .findFirst().orElseThrow();
  }
}
