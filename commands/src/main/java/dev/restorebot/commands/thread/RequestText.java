package dev.restorebot.commands.thread;

import dev.restorebot.plan.Request;
import dev.restorebot.plan.Request.Extent;
import dev.restorebot.plan.Request.Mirrors;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.RunState;
import dev.restorebot.run.RunWords;
import dev.restorebot.service.ServiceName;

/// What was asked for and how it stands, in a few words. Pure.
public final class RequestText {
  private RequestText() {}

  /// What it is: `Restore of pds`.
  static String of(Request request) {
    var what = request.ofPresent() ? "Rights for " : request.extent() == Extent.DRILL ? "Drill of " : "Restore of ";
    return what + request.service();
  }

  /// The same, where nothing is to be touched.
  static String dryRun(Request request) {
    return "Dry run of " + (request.ofPresent() ? "rights for " : "a restore of ") + request.service();
  }

  /// What a run is about, as far as that can be read.
  public static String subject(Run run) {
    return run.request().map(RequestText::subject)
        .orElse(run.service().map(ServiceName::value).orElse("a service that cannot be read"));
  }

  /// What it is about: `pds latest`.
  public static String subject(Request request) {
    if (request.ofPresent()) {
      return request.service() + " rights only";
    }
    return (request.extent() == Extent.DRILL ? "drill of " : "") + request.service() + " " + request.selector()
        + (request.mirrors() == Mirrors.AS_OF_SNAPSHOT ? ", mirror as of the snapshot" : "");
  }

  /// Where a run is, in the words of what was asked for.
  public static String standing(RunState state) {
    return state instanceof RunState.Over(var course, var outcome) && course.request().ofPresent()
        ? "over: " + ofRights(outcome)
        : RunWords.standing(state);
  }

  private static String ofRights(Outcome outcome) {
    return switch (outcome) {
      case RESTORED -> "rights added";
      case ACCEPTED -> "rights added, accepted with failed checks";
      case PURGED -> "rights added, purged";
      case PREVIEWED, DRILLED, UNPROVEN, REFUSED, DENIED, CANCELLED, FAILED, UNDONE, TAKEN_BACK, UNDONE_PURGED,
          PURGE_UNFINISHED, LEFT, CLOSED ->
        outcome.words();
    };
  }
}
