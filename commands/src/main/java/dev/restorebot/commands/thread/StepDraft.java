package dev.restorebot.commands.thread;

import dev.restorebot.commands.thread.Message.Role;
import dev.restorebot.plan.Request;
import dev.restorebot.plan.Step;
import dev.restorebot.run.RunEvent.StepFailed;
import dev.restorebot.run.StepResult;
import dev.restorebot.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The message of one step, from its start to its end. Confined to its conversation.
final class StepDraft extends Draft {
  private final Step step;
  private final String title;
  private final Instant begun;
  private final List<String> trouble = new ArrayList<>();

  StepDraft(long anchor, Step step, Optional<Request> request, Instant begun) {
    super(anchor, Role.STEP, Post.of("▸ " + title(step, request)));
    this.step = step;
    this.title = title(step, request);
    this.begun = begun;
  }

  private static String title(Step step, Optional<Request> request) {
    return switch (step) {
      case DRILL -> "Drill: restore the snapshot into scratch space, and read it there";
      case STAGE -> "Stage: fetch the snapshot to the volume, beside the live data, and verify it there";
      case QUIESCE -> "Quiesce: suspend the backups and stop the service; the downtime begins";
      case CONFIRM -> "Confirm: look once more, now that nothing writes";
      case REPLACE -> request.flatMap(Request::amendment)
          .map(words -> "Amend: copy the database, add the " + words.nouns()
              + " to the copy, move the database aside and put the copy in its place")
          .orElse("Replace: move the live data aside and put the staged data in its place");
      case UNDO -> "Undo: put the displaced data back";
      case RESUME -> "Resume: start the service and the backups again";
      case ANNOUNCE -> "Announce: tell others that the service is back";
      case VERIFY -> "Verify: check everything "
          + (request.filter(Request::amends).isPresent() ? "that the service has" : "in the snapshot")
          + ", and that others follow";
      case CLEAN_UP -> "Clean up: keep the Jobs' logs and delete the Jobs";
      case DISCARD -> "Discard: delete what was staged";
      case PURGE -> "Purge: delete for good what was kept aside";
    };
  }

  void lost(int attempt, String how) {
    trouble.add("Attempt " + attempt + " was lost: " + how);
    rewrite(text("▸ " + title, List.of()));
  }

  void again(int attempt) {
    trouble.add("Trying again, attempt " + attempt);
    rewrite(text("▸ " + title, List.of()));
  }

  void reaches(Optional<Progress> progress) {
    progress.ifPresent(far -> rewrite(text("▸ " + title, List.of(far.words()))));
  }

  void done(StepResult result, Instant at) {
    rewrite(text("✓ " + title + " (" + took(at) + ")", ResultText.done(step, result)));
  }

  void failed(StepFailed failed, Instant at) {
    rewrite(text("✗ " + title + " (" + took(at) + ")",
        ThreadText.failed(step, failed.reason(), failed.hint(), ResultText.done(step, failed.result()))));
  }

  private String took(Instant at) {
    return Times.took(Duration.between(begun, at));
  }

  private List<String> text(String headline, List<String> details) {
    var lines = new ArrayList<String>();
    lines.add(headline);
    lines.addAll(trouble);
    lines.addAll(details);
    return lines;
  }
}
