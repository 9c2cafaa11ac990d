package dev.restorebot.journal;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.kind.CheckResult.Status;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Step;
import dev.restorebot.run.Outcome;
import dev.restorebot.run.Ruling.Effect;

/// What each closed set of the domain is called in the journal.
final class Words {
  static final Names<Step> STEPS = new Names<>(Step.class, step -> switch (step) {
    case DRILL -> "DRILL";
    case STAGE -> "STAGE";
    case QUIESCE -> "QUIESCE";
    case CONFIRM -> "CONFIRM";
    case REPLACE -> "REPLACE";
    case UNDO -> "UNDO";
    case RESUME -> "RESUME";
    case ANNOUNCE -> "ANNOUNCE";
    case VERIFY -> "VERIFY";
    case CLEAN_UP -> "CLEAN_UP";
    case DISCARD -> "DISCARD";
    case PURGE -> "PURGE";
  });

  static final Names<Gate> GATES = new Names<>(Gate.class, gate -> switch (gate) {
    case START -> "START";
    case AMEND -> "ACCESS";
    case REPLACE -> "REPLACE";
    case CHECKS -> "CHECKS";
    case UNDO -> "UNDO";
    case PURGE -> "PURGE";
    case REPAIR -> "REPAIR";
  });

  static final Names<Choice> CHOICES = new Names<>(Choice.class, choice -> switch (choice) {
    case APPROVE -> "APPROVE";
    case DENY -> "DENY";
    case ADD -> "GRANT";
    case WITHOUT -> "WITHOUT";
    case REPLACE -> "REPLACE";
    case STOP -> "STOP";
    case RETRY -> "RETRY";
    case UNDO -> "UNDO";
    case ACCEPT -> "ACCEPT";
    case LEAVE -> "LEAVE";
    case PURGE -> "PURGE";
    case KEEP -> "KEEP";
  });

  static final Names<Outcome> OUTCOMES = new Names<>(Outcome.class, outcome -> switch (outcome) {
    case RESTORED -> "RESTORED";
    case ACCEPTED -> "ACCEPTED";
    case PREVIEWED -> "PREVIEWED";
    case DRILLED -> "DRILLED";
    case UNPROVEN -> "UNPROVEN";
    case REFUSED -> "REFUSED";
    case DENIED -> "DENIED";
    case CANCELLED -> "CANCELLED";
    case FAILED -> "FAILED";
    case UNDONE -> "UNDONE";
    case TAKEN_BACK -> "TAKEN_BACK";
    case PURGED -> "PURGED";
    case UNDONE_PURGED -> "UNDONE_PURGED";
    case PURGE_UNFINISHED -> "PURGE_UNFINISHED";
    case CLOSED -> "CLOSED";
    case LEFT -> "LEFT";
  });

  static final Names<Mirrors> MIRRORS = new Names<>(Mirrors.class, mirrors -> switch (mirrors) {
    case NOW -> "NOW";
    case AS_OF_SNAPSHOT -> "AS_OF_SNAPSHOT";
  });

  static final Names<Severity> SEVERITIES = new Names<>(Severity.class, severity -> switch (severity) {
    case NOTE -> "NOTE";
    case WARNING -> "WARNING";
    case REFUSAL -> "REFUSAL";
  });

  static final Names<Status> VERDICTS = new Names<>(Status.class, verdict -> switch (verdict) {
    case PASSED -> "PASSED";
    case FAILED -> "FAILED";
    case UNKNOWN -> "UNKNOWN";
  });

  static final Names<Effect> STANDINGS = new Names<>(Effect.class, standing -> switch (standing) {
    case COUNTED -> "COUNTED";
    case VOID -> "VOID";
  });

  private Words() {}
}
