package dev.restorebot.pds;

import dev.restorebot.kind.CheckResult;
import dev.restorebot.pds.RelayApi.HostAnswer.Status;
import dev.restorebot.pds.RelayApi.HostAnswer.UnknownHost;
import dev.restorebot.pds.RelayApi.HostAnswer.Unreachable;
import java.net.URI;
import java.util.Map;

/// Judges whether a relay follows the restored PDS.
final class RelayCheck {
  private RelayCheck() {}

  /// @param numbers what the fix-up left behind
  static CheckResult of(URI relay, RelayApi.HostAnswer answer, Map<String, Long> numbers) {
    var name = "relay " + relay;
    return switch (answer) {
      case Status(var seq, var status, _) when status.equals("active") ->
        active(name, seq, numbers.getOrDefault(PdsItem.SEQUENCE_ANNOUNCED, -1L));
      case Status status -> CheckResult.failed(name, standing(status));
      case UnknownHost _ -> CheckResult.failed(name, "it does not know this host: is the configured hostname right?");
      case Unreachable(var reason) -> CheckResult.failed(name, "it could not be asked: " + reason);
    };
  }

  private static CheckResult active(String name, long seq, long announced) {
    if (announced < 0) {
      return CheckResult.passed(name, "it follows, at sequence number " + seq);
    }
    if (seq >= announced) {
      return CheckResult.passed(name, "it follows, at sequence number " + seq + " (announced " + announced + ")");
    }
    return CheckResult.failed(name, "it is at sequence number " + seq + " and has not seen " + announced
        + " yet; it may need some seconds, or it does not follow");
  }

  private static String standing(Status answer) {
    return switch (answer.status()) {
      case "idle" ->
        "idle: its cursor " + answer.seq() + " is above the PDS's last number (the cursor is in the future "
            + "again), and it will not come back by itself";
      case "offline" -> "offline: it could not reach the PDS and has stopped trying; ask for a crawl again";
      case "throttled", "banned" -> answer.status() + ": the relay's own decision; only its operators can change it";
      default -> "in a state that means nothing here: " + answer.status();
    };
  }
}
