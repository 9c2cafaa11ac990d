package dev.restorebot.commands.thread;

import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.OfSnapshot;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceName;

/// What was asked for and how it stands, in a few words. Pure.
public final class RequestText {
  private RequestText() {}

  /// What it is: `Restore of forum`.
  static String of(Request request) {
    return switch (request.intent()) {
      case Intent.Restore _ -> "Restore of ";
      case Intent.Amend(var words, _) -> words.capitalized() + " for ";
      case Intent.Drill _ -> "Drill of ";
    } + request.service();
  }

  /// The same for the title of its card, which tells where nothing is to be touched.
  static String title(Request request) {
    return switch (request.intent()) {
      case Intent.Restore(_, _, var reach) when reach == Reach.PLAN -> "Dry run of a restore of " + request.service();
      case Intent.Amend(var words, var reach) when reach == Reach.PLAN ->
        "Dry run of " + words.nouns() + " for " + request.service();
      case Intent _ -> of(request);
    };
  }

  /// What a run is about, as far as that can be read.
  public static String subject(Run run) {
    return run.request().map(RequestText::subject)
        .orElse(run.service().map(ServiceName::value).orElse("a service that cannot be read"));
  }

  /// What it is about: `forum latest`.
  public static String subject(Request request) {
    return switch (request.intent()) {
      case Intent.Restore restore -> subject(request.service(), restore);
      case Intent.Amend(var words, _) -> request.service() + " " + words.nouns() + " only";
      case Intent.Drill drill -> "drill of " + subject(request.service(), drill);
    };
  }

  private static String subject(ServiceName service, OfSnapshot of) {
    return service + " " + of.selector()
        + (of.mirrors() == Mirrors.AS_OF_SNAPSHOT ? ", mirror as of the snapshot" : "");
  }

  /// Where a run is, in the words of what was asked for.
  public static String standing(RunState state) {
    return state instanceof RunState.Over(var course, var outcome)
        ? course.request().amendment().map(words -> "over: " + amended(words, outcome))
            .orElseGet(() -> RunWords.standing(state))
        : RunWords.standing(state);
  }

  private static String amended(AmendmentWords words, Outcome outcome) {
    return switch (outcome) {
      case RESTORED -> words.nouns() + " added";
      case ACCEPTED -> words.nouns() + " added, accepted with failed checks";
      case PURGED -> words.nouns() + " added, purged";
      case PREVIEWED, DRILLED, UNPROVEN, REFUSED, DENIED, CANCELLED, FAILED, UNDONE, TAKEN_BACK, UNDONE_PURGED,
          PURGE_UNFINISHED, LEFT, CLOSED ->
        outcome.words();
    };
  }
}
