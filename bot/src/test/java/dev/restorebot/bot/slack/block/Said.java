package dev.restorebot.bot.slack.block;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.bot.chat.text.Mentionable;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.help.Help;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Card;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.RunId;
import dev.restorebot.service.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is said in a restore, as the engine says it, where alice is `U0ALICE` and bob `U0BOB`.
final class Said {
  static final RunId RUN = new RunId("r-7k2m4q");
  static final Fingerprint FINGERPRINT = new Fingerprint("6d1f0a2b9c3e4f50");
  static final Mentionable PEOPLE = Elements.mentionable(
      Set.of("slack:U0ALICE", "slack:U0BOB", "slack-group:S0OPS", "slack-channel:C0OPS", "local:alice"));

  private Said() {}

  static Button button(Gate gate, Choice choice) {
    return new Button(choice == Choice.ADD ? "Grant access" : choice.label(),
        new Action.Choose(RUN, gate, FINGERPRINT, choice));
  }

  static Button say(String label, String command) {
    return new Button(label, new Action.Say(command));
  }

  private static List<Button> at(Gate gate) {
    return gate.choices().stream().map(choice -> button(gate, choice)).toList();
  }

  static Post start() {
    return new Post(List.of("Plan 6d1f0a2b for pds (r-7k2m4q), nothing touched yet",
        "Snapshot 20260224-020011, taken 2026-02-24 02:00:11 UTC, 3 files, 416 KiB, opened and verified:",
        "  account.sqlite  120 KiB  sha256 0cb6b95e1d7a",
        "  sequencer.sqlite  268 KiB  sha256 5d2a1f0c93b8",
        "  it holds 3 accounts: bob.sandbox.test, news.sandbox.test, alice.sandbox.test",
        "Passed over 20260225-020012: not before 2026-02-25 00:00:00 UTC",
        "What would be lost: everything since 2026-02-24 02:00:11 UTC, 1 day 11 hours before this plan",
        "  no account that exists now is missing from the snapshot",
        "Warning: Sessions and app passwords made after the snapshot are reverted. Users may have to log in again.",
        "Displaced data stays on pds-data (2 GiB free) until somebody purges it.",
        "Needs the approval of U0BOB or S0OPS; open until 2026-02-25 14:30 UTC."), at(Gate.START));
  }

  static Post access() {
    return new Post(List.of(
        "Staged. Grant access in knot? The rights below are missing in what is staged, and follow from"
            + " what else is there: 2 rows for 1 repository. Plan 6d1f0a2b; knot still runs.",
        "[Grant access] adds them. [Leave out] goes on without them: what these rows allow, such as pushing to these"
            + " repositories, is refused until `/restore acl knot` has added them.",
        "Warning: These owners have no public key in the database: did:plc:bob.",
        "The rows, as they would stand in the database:", "  did:plc:bob/game",
        "    p, did:plc:bob, thisserver, did:plc:bob/game, repo:push",
        "    p, server:owner, thisserver, did:plc:bob/game, repo:delete",
        "Needs the approval of U0BOB; open until 2026-02-25 14:30 UTC."), at(Gate.AMEND));
  }

  static Post replace() {
    return new Post(List.of("Staged. Replace the data of pds now? Plan 6d1f0a2b; pds still runs and is stopped only "
        + "after this approval.", "Displaced, not deleted:", "  account.sqlite  120 KiB  sha256 1f3870be274f",
        "Installed:", "  account.sqlite  120 KiB  sha256 0cb6b95e1d7a", "  with 3 accounts: bob.sandbox.test",
        "Needs 2 of U0BOB, U0ALICE; open until 2026-02-25 14:30 UTC."), at(Gate.REPLACE));
  }

  static Post failedCheck() {
    return new Post(List.of(
        "A person must decide: retry the check, undo (the displaced data comes back), or accept what "
            + "is live now. pds is not changed until then.",
        "Checked: 4 of 5 passed",
        "  FAILED  relay https://bsky.network: it is at sequence number 9042 and has not seen 10045 yet",
        "  ok  PDS https://pds.example.org: it is up, version 0.4.212", "Next: wait a minute, and retry.",
        "Needs the approval of U0BOB; waits for as long as it takes."), at(Gate.CHECKS));
  }

  static Post purge() {
    return new Post(List.of("Purge r-7k2m4q? This deletes for good, on pds-data, all that r-7k2m4q displaced or set "
        + "aside, in .restorebot/r-7k2m4q. It cannot be undone after that.",
        "To confirm, type the name of the service: pds",
        "Needs the approval of U0BOB; open until 2026-02-25 14:30 UTC."),
        at(Gate.PURGE));
  }

  static Post outcome() {
    return new Post(List.of("Done: pds is restored from 20260224-020011, and every check passed.",
        "By hand: Ask one user to post, and see that the post arrives in the app.",
        "Without `--dry-run` it was; `/restore show r-7k2m4q` tells all of it."),
        List.of(say("Undo", "/restore undo r-7k2m4q"), say("Purge", "/restore purge r-7k2m4q")));
  }

  static Post hostile() {
    var reason = "<!channel> <@U0BOB> U0BOB *bold* `/restore purge r-7k2m4q` :smile: https://example.org/?a&b "
        + "\u202Egnp.exe\u2066 \u05E9\u05DC\u05D5\u05DD 123 \u200B\uFEFF\u0000\u0007 \uD800 \uDB40\uDC41";
    return new Post(List.of("Restore of pds, asked by U0ALICE (" + reason + "): r-7k2m4q. Nothing is touched.",
        "  U0BOB " + reason, "U0BOB chose [Approve], because: " + reason), List.of(), List.of(reason));
  }

  static Card card() {
    return new Card("Restore of pds (r-7k2m4q)",
        List.of(new Card.Field("State", "at the step stage"), new Card.Field("Snapshot", "20260224-020011, 1 day old"),
            new Card.Field("Asked by", "U0ALICE (ask U0BOB)"), new Card.Field("Plan", "6d1f0a2b")),
        List.of("12 of 416 KiB, 20 s left"), List.of(say("Cancel", "/restore cancel r-7k2m4q")), List.of("ask U0BOB"));
  }

  static Reply snapshots() {
    return new Reply(Reply.Status.TAKEN,
        List.of("Snapshots of pds, the newest first; what is in them is checked when one is chosen:",
            "  20260225-020012  2026-02-25 02:00:12 UTC  3 files  460 KiB  complete",
            "  20260223-020009  2026-02-23 02:00:09 UTC  3 files  148 KiB  pds/db/sequencer-20260223-020009.sqlite is 0 bytes"),
        List.of(say("20260225-020012", "/restore pds at 20260225-020012")));
  }

  static Reply help() {
    var text = new Help(new Catalogue(Map.of(), Map.of())).text(Optional.empty());
    return new Reply(Reply.Status.TAKEN, text.lines().toList(), List.of());
  }

  static Reply answer(Reply.Status standing, String... lines) {
    return new Reply(standing, Arrays.asList(lines), List.of());
  }
}
