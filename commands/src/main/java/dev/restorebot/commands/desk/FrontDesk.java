package dev.restorebot.commands.desk;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.cluster.ClusterException;
import dev.restorebot.commands.Command;
import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.help.Help;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.diagnose.Diagnostician;
import dev.restorebot.engine.Engine;
import dev.restorebot.engine.Engine.Answer;
import dev.restorebot.engine.Engine.Printed;
import dev.restorebot.run.Click;
import dev.restorebot.run.GlassBreak;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.runbook.Runbook;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import dev.restorebot.store.BackupStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes what people type and press, and answers them. The same for every chat. Thread-safe; blocks where an answer needs
/// the object store.
public final class FrontDesk {
  private final Grammar grammar;
  private final InstantSource time;
  private final Engine engine;
  private final Overview overview;
  private final SnapshotList snapshots;
  private final Consultation consultation;
  private final Help help;
  private final Questions questions;

  /// @param questions who may ask how services are, and the record of who did
  /// @param patience how long who asks for snapshots waits for some to be opened
  public FrontDesk(Catalogue catalogue, InstantSource time, Engine engine, Diagnostician diagnostician,
      Questions questions, Duration patience) {
    this.questions = questions;
    this.grammar = new Grammar(catalogue);
    this.time = time;
    this.help = new Help(catalogue);
    this.engine = engine;
    this.consultation = new Consultation(diagnostician, catalogue);
    this.overview = new Overview(engine.ledger());
    this.snapshots = new SnapshotList(engine, catalogue, time, patience);
  }

  /// Records that somebody who says that they are `by` opened a terminal; blocks on the disk.
  ///
  /// @param user the operating system's user behind it, as the system says
  public void opened(Person by, String user) {
    questions.terminal(by, user);
  }

  /// What `text` means; does nothing about it. Pure, quick.
  ///
  /// @param said when it was said, from which times count such as `6h ago`
  public Parsed understand(String text, Instant said) {
    return grammar.parse(text, said);
  }

  /// Answers a line of text.
  ///
  /// @param where the place in which it was said, as the front end names it; empty if in none in particular
  public Reply say(Person by, String where, String text) {
    return say(by, where, text, Meanwhile.NOBODY);
  }

  /// Answers a line of text, and tells somebody who waits what is known so far.
  ///
  /// @param where the place in which it was said, as the front end names it; empty if in none in particular
  public Reply say(Person by, String where, String text, Meanwhile meanwhile) {
    return say(by, where, text, understand(text, time.instant()), meanwhile);
  }

  /// The same of a line of which it is known what it means.
  ///
  /// @param meaning what [#understand] said of `text`
  public Reply say(Person by, String where, String text, Parsed meaning, Meanwhile meanwhile) {
    return switch (meaning) {
      case Parsed.Misunderstood(var problem, var suggestions) -> misunderstood(problem, suggestions);
      case Parsed.Understood(var command, var echo) ->
        answered(new Said(by, where, echo, meanwhile), command, text);
    };
  }

  private Reply diagnosed(Optional<ServiceName> service, Meanwhile meanwhile) throws InterruptedException {
    var unserved = service.flatMap(engine::unserved);
    return unserved.isPresent() ? Reply.declined(unserved.get()) : consultation.answer(service, meanwhile);
  }

  /// Who said something where, how it was understood, and who hears what is known so far.
  private record Said(Person by, String where, String echo, Meanwhile meanwhile) {}

  private static Reply misunderstood(String problem, List<String> suggestions) {
    var lines = new ArrayList<String>();
    lines.add(problem);
    suggestions.forEach(suggestion -> lines.add("Try: " + suggestion));
    return new Reply(Reply.Status.MISUNDERSTOOD, lines, List.of());
  }

  private Reply answered(Said said, Command command, String text) {
    var refusal = questions.refusal(said.by(), said.where(), command, text);
    if (refusal.isPresent()) {
      return Reply.declined(refusal.get());
    }
    try {
      return answer(said, command);
    } catch (BackupStoreException | ClusterException e) {
      return Reply.declined(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Reply.declined("I am being stopped; ask again when I am back.");
    }
  }

  private Reply answer(Said said, Command command) throws InterruptedException {
    var by = said.by();
    var echo = said.echo();
    return switch (command) {
      case Command.Begin(var request) -> asked(engine.ask(by, request, said.where()), echo);
      case Command.Runbook(var request) -> printed(engine.runbook(by, request), echo);
      case Command.Diagnose(var service) -> diagnosed(service, said.meanwhile());
      case Command.Choose(var service) -> served(service, snapshots::choose);
      case Command.ListSnapshots(var service) -> served(service, snapshots::list);
      case Command.Status() -> Reply.taken(overview.status());
      case Command.History(var service) -> Reply.taken(overview.history(service));
      case Command.Show(var run) -> overview.show(run).map(Reply::taken)
          .orElseGet(() -> Reply.declined("There is no run " + run + "."));
      case Command.Cancel(var run) -> asked(engine.cancel(by, run), echo);
      case Command.Reopen(var run) -> asked(engine.reopen(by, run), echo);
      case Command.Undo(var run) -> asked(engine.undo(by, run), echo);
      case Command.Purge(var run) -> asked(engine.purge(by, run), echo);
      case Command.Help(var topic) -> Reply.taken(help.text(topic).lines().toList());
    };
  }

  /// An answer about the snapshots of a service.
  private interface Listing {
    Reply of(ServiceName service) throws InterruptedException;
  }

  private Reply served(ServiceName service, Listing answer) throws InterruptedException {
    var unserved = engine.unserved(service);
    return unserved.isPresent() ? Reply.declined(unserved.get()) : answer.of(service);
  }

  private static Reply printed(Printed printed, String echo) {
    return switch (printed) {
      case Printed.Declined(var reason, var hint) when hint.isBlank() -> Reply.declined(reason);
      case Printed.Declined(var reason, var hint) ->
        new Reply(Reply.Status.DECLINED, List.of("Refused: " + reason, hint), List.of());
      case Printed.Written(Runbook(var name, var lines)) -> new Reply(Reply.Status.TAKEN,
          List.of(echo, "Nothing was touched. Save this as " + name + " and read its first lines before you run it:"),
          List.of(), List.of(new Reply.Document(name, lines)));
    };
  }

  private static Reply asked(Answer answer, String echo) {
    return switch (answer) {
      case Answer.Taken(_, var words) -> Reply.taken(List.of(echo + " (" + words + ")"));
      case Answer.Declined(var words) -> Reply.declined(words);
    };
  }

  /// What a person wrote when they pressed a button; empty where they wrote nothing.
  ///
  /// @param typed what they typed to confirm
  /// @param reason why they do it, in their own words
  public record Written(String typed, String reason) {
    public static final Written NOTHING = new Written("", "");
  }

  /// Answers the press of a button.
  ///
  /// @param where the place in which it was pressed, as the front end names it; empty if in none in particular
  public Reply press(Person by, String where, Button.Action action, Written written) {
    return switch (action) {
      case Button.Action.Say(var command) -> say(by, where, command);
      case Button.Action.BreakGlass(var run, var gate, var fingerprint) ->
        pressed("Break glass", run, gate,
            engine.breakGlass(new GlassBreak(by, run, gate, fingerprint, written.reason())));
      case Button.Action.Choose(var run, var gate, var fingerprint, var choice) ->
        pressed(label(run, choice), run, gate,
            engine.choose(new Click(by, run, gate, fingerprint, choice, written.typed(), written.reason())));
    };
  }

  private String label(RunId run, Choice choice) {
    return engine.ledger().run(run).map(found -> found.state().label(choice))
        .orElseGet(choice::label);
  }

  private Reply pressed(String label, RunId run, Gate gate, Answer answer) {
    return switch (answer) {
      case Answer.Taken _ -> Reply.taken(List.of());
      case Answer.Declined(var words) -> new Reply(Reply.Status.DECLINED,
          List.of("\"" + label + "\" counts for nothing: " + words), nextMoves(run, gate));
    };
  }

  /// What can be pressed instead of a button at a gate that has closed.
  private List<Button> nextMoves(RunId run, Gate gate) {
    return engine.ledger().run(run).map(Run::state)
        .filter(state -> state instanceof RunState.Paused(_, var closed) && closed == gate)
        .map(_ -> List.of(Button.askAgain(run))).orElse(List.of());
  }
}
