package dev.restorebot.commands.thread;

import dev.restorebot.approval.Person;
import dev.restorebot.commands.thread.Card.Field;
import dev.restorebot.commands.thread.Conversation.Now;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Plan;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunState;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run at a glance, in words.
final class CardText {
  private final Run run;
  private final Now now;

  CardText(Run run, Now now) {
    this.run = run;
    this.now = now;
  }

  Card card() {
    var reason = run.request().flatMap(Request::reason);
    return new Card(title() + ", " + run.id(), fields(),
        reason.map(why -> List.of("Reason: " + why)).orElse(List.of()), buttons(),
        reason.map(List::of).orElse(List.of()));
  }

  private String title() {
    return run.request()
        .map(RequestText::title)
        .orElseGet(() -> "Run on " + RequestText.subject(run));
  }

  private List<Field> fields() {
    var fields = new ArrayList<Field>();
    fields.add(new Field("State", RequestText.standing(run.state())));
    asker().ifPresent(asker -> fields.add(new Field("Asked by", asker.name())));
    var plan = run.state().planned().map(course -> course.plan());
    run.request().ifPresent(request -> fields.add(new Field("Snapshot", snapshot(request, plan))));
    plan.stream().flatMap(made -> made.snapshot().mirrors().stream()).forEach(mirror -> fields.add(new Field(
        "Mirror", mirror.definition().folder() + "/, " + Figures.state(mirror))));
    plan.ifPresent(made -> fields.add(new Field("Plan", made.fingerprint().brief())));
    if (run.state() instanceof RunState.Acting) {
      now.progress().ifPresent(far -> fields.add(new Field("Progress", far.words())));
    }
    Outage.of(run.entries()).words(now.at()).ifPresent(words -> fields.add(new Field("Downtime", words)));
    return fields;
  }

  private String snapshot(Request request, Optional<Plan> plan) {
    return switch (request.intent()) {
      case Intent.Amend(var words, _) -> "none: the service keeps what it has, and " + words.nouns() + " are added";
      case Intent.OfSnapshot of ->
        plan.map(made -> made.snapshot().timestamp() + ", " + Times.span(made.age()) + " old when planned")
            .orElse(of.selector() + (run.state().over() ? ", none was taken" : ", being looked for"));
    };
  }

  private Optional<Person> asker() {
    return run.entries().getFirst().event() instanceof Asked(var by, _, _) ? Optional.of(by) : run.asker();
  }

  private List<Button> buttons() {
    return run.state().cancellable()
        ? List.of(new Button("Cancel", new Button.Action.Say("/restore cancel " + run.id())))
        : List.of();
  }
}
