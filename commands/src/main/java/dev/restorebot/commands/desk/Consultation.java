package dev.restorebot.commands.desk;

import dev.restorebot.commands.thread.Button;
import dev.restorebot.diagnose.Checked;
import dev.restorebot.diagnose.Diagnosis;
import dev.restorebot.diagnose.Diagnostician;
import dev.restorebot.diagnose.Diagnostician.Unfinished;
import dev.restorebot.diagnose.Verdict.Conclusion;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import dev.restorebot.text.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/// Answers what is wrong: with one service in full, with all in a verdict each.
final class Consultation {
  private static final int BUTTONS = 5;

  private final Diagnostician diagnostician;
  private final Catalogue catalogue;

  Consultation(Diagnostician diagnostician, Catalogue catalogue) {
    this.diagnostician = diagnostician;
    this.catalogue = catalogue;
  }

  Reply answer(Optional<ServiceName> service, Meanwhile meanwhile) throws InterruptedException {
    return service.isPresent() ? one(service.get(), meanwhile) : all(meanwhile);
  }

  private Reply one(ServiceName service, Meanwhile meanwhile) throws InterruptedException {
    var lines = new ArrayList<String>();
    lines.add("Looking at " + service + "; the answer is there within ten seconds.");
    meanwhile.known(Reply.taken(lines), lines);
    var diagnosis = diagnostician.diagnose(service, checked -> tell(checked, lines, meanwhile),
        unfinished -> tell(unfinished, meanwhile));
    return diagnosis.map(found -> new Reply(Reply.Status.TAKEN, new DiagnosisText(found).whole(), buttons(found)))
        .orElseGet(() -> Reply.declined("There is no service " + service + " that could be looked at."));
  }

  private static void tell(Checked checked, List<String> lines, Meanwhile meanwhile) {
    var line = DiagnosisText.line(checked);
    lines.add(line);
    meanwhile.known(Reply.taken(lines), List.of(line));
  }

  private static void tell(Unfinished unfinished, Meanwhile meanwhile) {
    var lines = new ArrayList<>(new DiagnosisText(unfinished.diagnosis()).whole());
    lines.add(1, "I go on looking, until " + Times.moment(unfinished.until())
        + " at the latest: the answer is given anew then.");
    meanwhile.known(Reply.taken(lines), lines);
  }

  /// All of them side by side; each has its verdict as soon as it is found.
  private Reply all(Meanwhile meanwhile) throws InterruptedException {
    var names = catalogue.names();
    var lines = new ArrayList<String>();
    lines.add("Looking at " + Times.count(names.size(), "service") + "; the answer is there within ten seconds.");
    meanwhile.known(Reply.taken(lines), lines);
    var found = new TreeMap<String, Diagnosis>();
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("consult-", 0).factory())) {
      var service = new ExecutorCompletionService<Optional<Diagnosis>>(threads);
      names.forEach(name -> service.submit(() -> diagnostician.diagnose(name, _ -> {
      })));
      for (var count = 0; count < names.size(); count++) {
        service.take().get().ifPresent(diagnosis -> {
          found.put(diagnosis.service().value(), diagnosis);
          var line = new DiagnosisText(diagnosis).headline();
          lines.add(line);
          meanwhile.known(Reply.taken(lines), List.of(line));
        });
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a diagnosis failed", e.getCause());
    }
    return summary(found);
  }

  private Reply summary(Map<String, Diagnosis> found) {
    var lines = new ArrayList<String>();
    var buttons = new ArrayList<Button>();
    for (var diagnosis : found.values()) {
      var text = new DiagnosisText(diagnosis);
      lines.addAll(text.brief());
      if (diagnosis.verdict().answer() != Conclusion.NOTHING_WRONG && buttons.size() < BUTTONS) {
        buttons.add(new Button(diagnosis.service().value(),
            new Button.Action.Say("/diagnose " + diagnosis.service())));
      }
    }
    if (found.isEmpty()) {
      lines.add("There is no service that could be looked at.");
    }
    catalogue.notBackedUp().entrySet().stream()
        .sorted((one, other) -> one.getKey().value().compareTo(other.getKey().value()))
        .forEach(entry -> lines.add(entry.getKey() + ": not backed up, on purpose. " + entry.getValue()));
    return new Reply(Reply.Status.TAKEN, lines, buttons);
  }

  private static List<Button> buttons(Diagnosis diagnosis) {
    var verdict = diagnosis.verdict();
    var next = verdict.next();
    return switch (verdict.answer()) {
      case RESTORE -> List.of(say("Restore", next), say("Dry run", next + " --dry-run"));
      case AMEND -> List.of(say("Add " + verdict.words().nouns(), next), say("Dry run", next + " --dry-run"));
      case NOTHING_TO_RESTORE -> List.of(say("Snapshots", next));
      case UNDER_WAY -> List.of(say("Status", next), say("Look again", "/diagnose " + diagnosis.service()));
      case NOTHING_WRONG -> List.of();
      case NOT_KNOWN, DO_NOT_RESTORE -> List.of(say("Look again", next));
    };
  }

  private static Button say(String label, String command) {
    return new Button(label, new Button.Action.Say(command));
  }
}
