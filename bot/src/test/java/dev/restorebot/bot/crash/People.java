package dev.restorebot.bot.crash;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.Wiring;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunState.Over;
import dev.restorebot.run.RunState.Waiting;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// alice and bob, who bring a run to its end wherever it stands. What came to a bad end before they came counts for
/// nothing: they ask again.
final class People {
  private static final Person ALICE = new Person("sandbox:alice");
  private static final Person BOB = new Person("sandbox:bob");

  private final Wiring bot;
  private final Goal goal;
  private final Set<RunId> given = new HashSet<>();

  People(Wiring bot, Goal goal) {
    this(bot, goal, 0);
  }

  /// @param earlier how many runs, the first ones, count for nothing however they ended
  People(Wiring bot, Goal goal, int earlier) {
    this.bot = bot;
    this.goal = goal;
    var runs = bot.engine().ledger().runs();
    runs.stream().limit(earlier).forEach(run -> given.add(run.id()));
    runs.stream().filter(run -> run.state().over() && !good(run.state())).forEach(run -> given.add(run.id()));
  }

  /// Returns when they have what they want.
  ///
  /// @throws IllegalStateException if they cannot have it
  void pursue() throws InterruptedException {
    while (!satisfied()) {
      var last = last();
      if (last.isEmpty()) {
        require(bot.desk().say(ALICE, "", goal.command()));
      } else {
        goOn(last.get());
      }
      bot.engine().awaitRest();
    }
  }

  private boolean satisfied() {
    return last().filter(run -> run.state() instanceof Over(_, var outcome) && outcome == goal.outcome()).isPresent();
  }

  private Optional<Run> last() {
    var runs = bot.engine().ledger().runs();
    return runs.isEmpty() || given.contains(runs.getLast().id()) ? Optional.empty() : Optional.of(runs.getLast());
  }

  private void goOn(Run run) {
    switch (run.state()) {
      case Waiting(var course, var open) -> {
        var choice = choice(open.gate());
        require(bot.desk().press(BOB, "", new Action.Choose(run.id(), open.gate(), open.fingerprint(), choice),
            new Written(choice.weight() == Choice.Weight.TYPED_CONSENT ? course.plan().service().value() : "",
                "")));
      }
      case Over(_, var outcome) when outcome.undoable() ->
        require(bot.desk().say(ALICE, "", goal.command(run.id())));
      case RunState state -> throw new IllegalStateException(run.id() + " stands at " + state);
    }
  }

  private Choice choice(Gate gate) {
    return switch (gate) {
      case START -> Choice.APPROVE;
      case AMEND -> Choice.ADD;
      case REPLACE -> Choice.REPLACE;
      case UNDO -> Choice.UNDO;
      case PURGE -> Choice.PURGE;
      case CHECKS -> {
        if (goal.outcome() != Outcome.ACCEPTED) {
          throw unexpected(gate);
        }
        yield Choice.ACCEPT;
      }
      case REPAIR -> throw unexpected(gate);
    };
  }

  private static IllegalStateException unexpected(Gate gate) {
    return new IllegalStateException("nobody should have to decide at the gate " + gate);
  }

  private static boolean good(RunState state) {
    return state instanceof Over(_, var outcome) && (outcome.good() || outcome.undoable());
  }

  private static void require(Reply reply) {
    if (reply.status() != Status.TAKEN) {
      throw new IllegalStateException("the bot declined: " + reply.lines());
    }
  }
}
