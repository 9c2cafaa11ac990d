package dev.restorebot.bot.chat;

import dev.restorebot.approval.Person;
import dev.restorebot.commands.Command;
import dev.restorebot.journal.JournalCodec;
import dev.restorebot.plan.Request;
import dev.restorebot.run.EventCodec;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunId;
import dev.restorebot.service.ServiceName;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// The written form of a command, for the inbox: its word, and what it is about. What was asked for is written as the journal has it,
/// in an entry with a version of its own, so every later version reads it. Pure, thread-safe.
final class CommandJson {
  private static final EventCodec EVENTS = new JournalCodec();
  private static final String ASKED = "asked";

  private CommandJson() {}

  /// The object that stands for `command`; empty for a question for help, which is understood anew when it is read, by the services that
  /// there are then.
  ///
  /// @param by who gave it
  /// @param where where, as the journal has it
  static Optional<ObjectNode> write(Command command, Person by, String where) {
    return switch (command) {
      case Command.Begin(var request) -> Optional.of(object("begin").putRawValue(ASKED, asked(request, by, where)));
      case Command.Runbook(var request) -> Optional.of(object("runbook").putRawValue(ASKED, asked(request, by, where)));
      case Command.Choose(var service) -> Optional.of(about("choose", Optional.of(service)));
      case Command.ListSnapshots(var service) -> Optional.of(about("list", Optional.of(service)));
      case Command.Diagnose(var service) -> Optional.of(about("diagnose", service));
      case Command.Status() -> Optional.of(object("status"));
      case Command.History(var service) -> Optional.of(about("history", service));
      case Command.Show(var run) -> Optional.of(about("show", run));
      case Command.Cancel(var run) -> Optional.of(about("cancel", run));
      case Command.Reopen(var run) -> Optional.of(about("reopen", run));
      case Command.Undo(var run) -> Optional.of(about("undo", run));
      case Command.Purge(var run) -> Optional.of(about("purge", run));
      case Command.Help _ -> Optional.empty();
    };
  }

  private static ObjectNode object(String word) {
    return JsonNodeFactory.instance.objectNode().put("command", word);
  }

  private static ObjectNode about(String word, Optional<ServiceName> service) {
    var command = object(word);
    service.ifPresent(name -> command.put("service", name.value()));
    return command;
  }

  private static ObjectNode about(String word, RunId run) {
    return object(word).put("run", run.value());
  }

  private static RawValue asked(Request request, Person by, String where) {
    return new RawValue(EVENTS.written(new Asked(by, request, where)).text());
  }

  /// Reads what [#write] wrote in this version, or in an earlier one.
  ///
  /// @throws IllegalArgumentException if `node` is nothing of that
  static Command read(JsonNode node) {
    return switch (node.path("command").asString("")) {
      case "begin" -> new Command.Begin(request(node));
      case "runbook" -> new Command.Runbook(request(node));
      case "choose" -> new Command.Choose(service(node));
      case "list" -> new Command.ListSnapshots(service(node));
      case "diagnose" -> new Command.Diagnose(named(node));
      case "status" -> new Command.Status();
      case "history" -> new Command.History(named(node));
      case "show" -> new Command.Show(run(node));
      case "cancel" -> new Command.Cancel(run(node));
      case "reopen" -> new Command.Reopen(run(node));
      case "undo" -> new Command.Undo(run(node));
      case "purge" -> new Command.Purge(run(node));
      case String other ->
        throw new IllegalArgumentException("no command is called \"" + other.toLowerCase(Locale.ROOT) + "\"");
    };
  }

  private static Request request(JsonNode node) {
    var asked = node.path(ASKED);
    var event = EVENTS.read(asked.toString(), _ -> Optional.empty());
    if (event instanceof Asked(_, var request, _)) {
      return request;
    }
    throw new IllegalArgumentException("what was asked for cannot be read: " + event);
  }

  private static Optional<ServiceName> named(JsonNode node) {
    return node.has("service") ? Optional.of(service(node)) : Optional.empty();
  }

  private static ServiceName service(JsonNode node) {
    return new ServiceName(node.path("service").asString(""));
  }

  private static RunId run(JsonNode node) {
    return RunId.parse(node.path("run").asString(""))
        .orElseThrow(() -> new IllegalArgumentException("the id of a run is missing"));
  }
}
