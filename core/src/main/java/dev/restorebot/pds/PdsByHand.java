package dev.restorebot.pds;

import dev.restorebot.cluster.Shell;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;

/// What is asked of a PDS and its relays, as commands for people.
record PdsByHand(PdsSettings settings) {
  HandCommands commands(Contents snapshot, ExternalState outside) {
    var check = new ArrayList<String>();
    check.add(Shell.command("check_health", settings.url(), xrpc(settings.url(), "_health")));
    snapshot.with(PdsItem.ACCOUNT).forEach(account -> check.add(account(account)));
    settings.relays().forEach(relay -> check.add(Shell.command("check_relay", relay, status(relay))));
    return new HandCommands(functions(),
        settings.relays().stream()
            .map(relay -> Shell.command("expect_relay", relay, status(relay), highest(snapshot, outside))).toList(),
        settings.relays().stream().map(relay -> Shell.command("announce_to", relay,
            xrpc(relay, "com.atproto.sync.requestCrawl"), "{\"hostname\": \"" + json(settings.hostname()) + "\"}"))
            .toList(),
        check);
  }

  private static List<String> functions() {
    var lines = new ArrayList<>(Shell.script(PdsByHand.class, "pds.sh"));
    lines.add("");
    lines.add("# What it means that a PDS answers the error $1 about an account.");
    lines.add("meaning() {");
    lines.add("  case \"$1\" in");
    AccountCheck.ERRORS.forEach(error -> lines.add(meaning(error, AccountCheck.meaning(error))));
    lines.add(meaning(String.join("|", AccountCheck.INACTIVE), AccountCheck.meaning(AccountCheck.INACTIVE.getFirst())));
    lines.add(meaning("*", AccountCheck.meaning("")));
    lines.add("  esac");
    lines.add("}");
    return lines;
  }

  private static String meaning(String errors, String means) {
    return "    " + errors + ") " + Shell.command("say", means) + " ;;";
  }

  private String account(Item account) {
    return Shell.command("check_account", account.id(),
        xrpc(settings.url(), "com.atproto.repo.describeRepo?repo=" + encoded(account.id())),
        PdsItem.hasHandle(account) ? account.label() : "", account.has(PdsItem.ACTIVE) ? "active" : "inactive");
  }

  private String status(URI relay) {
    return xrpc(relay, "com.atproto.sync.getHostStatus?hostname=" + encoded(settings.hostname()));
  }

  /// How far a relay may be before the numbers that the fix-up will give out are no longer above its cursor.
  private long highest(Contents snapshot, ExternalState outside) {
    var known = LongStream.concat(LongStream.of(snapshot.number(PdsItem.SEQUENCE_LAST).orElse(0L)),
        longs(outside.numbers().values()));
    return known.max().orElse(0) + settings.sequencerMargin();
  }

  private static LongStream longs(Collection<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue);
  }

  private static String xrpc(URI base, String method) {
    return base.toString().replaceFirst("/+$", "") + "/xrpc/" + method;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
