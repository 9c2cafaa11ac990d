package dev.restorebot.commands.grammar;

import dev.restorebot.commands.Command;
import dev.restorebot.commands.Topic;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/// Says in plain words what was understood.
final class Echo {
  private static final DateTimeFormatter TO_THE_MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'");
  private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'");
  private static final int REASON_SHOWN = 200;

  private Echo() {}

  /// `command` in plain words.
  static String of(Command command) {
    return switch (command) {
      case Command.Begin(var request) -> begin(request);
      case Command.Runbook(var request) -> byHand(request);
      case Command.Choose(var service) -> "choose the snapshot to restore " + service + " from";
      case Command.ListSnapshots(var service) -> "list the snapshots of " + service;
      case Command.Diagnose(var service) ->
        "say what is wrong with " + service.map(ServiceName::value).orElse("every service");
      case Command.Status() -> "show what is running now";
      case Command.History(var service) -> "show the past runs" + service.map(Echo::ofService).orElse("");
      case Command.Show(var run) -> "show run " + run;
      case Command.Cancel(var run) -> "cancel run " + run;
      case Command.Reopen(var run) -> "reopen run " + run + ": ask again for the decision that nobody took";
      case Command.Undo(var run) -> "undo run " + run + ": put back the data it displaced";
      case Command.Purge(var run) -> "purge run " + run + ": delete for good the data it displaced";
      case Command.Help(var topic) -> "show the help" + topic.map(Echo::onTopic).orElse("");
    };
  }

  private static String ofService(ServiceName service) {
    return " of " + service;
  }

  private static String onTopic(Topic topic) {
    return " on " + topic.word();
  }

  private static String begin(Request request) {
    var service = request.service();
    var echo = new StringBuilder(switch (request.intent()) {
      case Intent.Restore(var selector, var mirrors, var reach) ->
        reaching(reach) + restore(service, selector, mirrors);
      case Intent.Amend(var words, var reach) -> reaching(reach) + "add the " + words.nouns()
          + " that are missing to what " + service + " has now; no backup is restored";
      case Intent.Drill(var selector, var mirrors) -> "drill, in scratch space: " + restore(service, selector, mirrors);
    });
    echo.append(accepting(request.accepted()));
    request.reason().ifPresent(reason -> echo.append(", for the reason \"").append(Word.cut(reason, REASON_SHOWN))
        .append('"'));
    return echo.toString();
  }

  private static String reaching(Reach reach) {
    return switch (reach) {
      case WHOLE -> "";
      case PLAN -> "only show what would happen: ";
    };
  }

  private static String restore(ServiceName service, Selector selector, Mirrors mirrors) {
    return "restore " + service + " from " + snapshot(selector) + mirrored(mirrors);
  }

  private static String byHand(Request request) {
    return "print how to restore " + request.service() + " by hand" + switch (request.intent()) {
      case Intent.OfSnapshot of -> " from " + snapshot(of.selector()) + mirrored(of.mirrors());
      case Intent.Amend _ -> "";
    } + accepting(request.accepted());
  }

  private static String mirrored(Mirrors mirrors) {
    return switch (mirrors) {
      case NOW -> "";
      case AS_OF_SNAPSHOT -> ", with its mirror as it was then";
    };
  }

  private static String accepting(Set<String> codes) {
    return codes.isEmpty() ? "" : ", accepting " + Word.cut(String.join(", ", codes), REASON_SHOWN);
  }

  private static String snapshot(Selector selector) {
    return switch (selector) {
      case Selector.Latest() -> "the newest snapshot";
      case Selector.LatestBefore(var instant) -> "the newest snapshot made before " + inUtc(instant);
      case Selector.At(var timestamp) -> "the snapshot made at " + inUtc(timestamp.instant());
    };
  }

  private static String inUtc(Instant instant) {
    var time = instant.atOffset(ZoneOffset.UTC);
    return time.format(time.getSecond() == 0 ? TO_THE_MINUTE : TO_THE_SECOND);
  }
}
