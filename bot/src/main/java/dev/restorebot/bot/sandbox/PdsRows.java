package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.DatabaseFile.insert;
import static dev.restorebot.bot.sandbox.PdsDatabase.text;

import dev.restorebot.bot.sandbox.Cbor.Cid;
import dev.restorebot.bot.sandbox.PdsHistory.Account;
import dev.restorebot.bot.sandbox.PdsHistory.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes rows as a PDS does: what an account, an event or a repo looks like in its databases.
final class PdsRows {
  private PdsRows() {}

  /// The rows of an account, without its sessions.
  static void account(Connection accounts, Account account, Instant lastWrite) throws SQLException {
    insert(accounts, "actor", account.did(), account.handle(), text(account.created()), null, null, null);
    insert(accounts, "account", account.did(), account.handle().replaceFirst("\\.", "@"),
        Invented.hex("password " + account.did(), 48), text(account.created().plus(Duration.ofMinutes(3))), 0);
    insert(accounts, "repo_root", account.did(), Invented.cid(account.did() + lastWrite), Invented.tid(lastWrite),
        text(lastWrite));
  }

  /// A login of an account.
  static void session(Connection accounts, Account account, Instant at) throws SQLException {
    insert(accounts, "refresh_token", Invented.hex("session " + account.did() + at, 16), account.did(),
        text(at.plus(Duration.ofDays(90))), null, null);
  }

  /// An event with the number it already has.
  static void event(Connection sequencer, Event event) throws SQLException {
    insert(sequencer, "repo_seq", event.seq(), event.did(), event.type(), bytes(event), 0, text(event.at()));
  }

  /// The events of somebody who signs up, with the next numbers of the sequencer.
  static void signUp(Connection sequencer, Account account, Instant at) throws SQLException {
    var did = account.did();
    var rev = Invented.tid(at);
    var blocks = Invented.bytes("blocks " + did, 96);
    nextEvent(sequencer, did, "identity", Cbor.map("did", did, "handle", account.handle()), at);
    nextEvent(sequencer, did, "account", Cbor.map("did", did, "active", true), at);
    nextEvent(sequencer, did, "append",
        Cbor.map("repo", did, "commit", new Cid("01711220" + Invented.hex("commit " + did, 32)),
            "rev", rev, "since", null, "blocks", blocks, "ops", List.of(), "rebase", false, "tooBig", false, "blobs",
            List.of()),
        at);
    nextEvent(sequencer, did, "sync", Cbor.map("did", did, "rev", rev, "blocks", blocks), at);
  }

  private static void nextEvent(Connection sequencer, String did, String type, Map<String, @Nullable Object> body,
      Instant at) throws SQLException {
    insert(sequencer, "repo_seq", null, did, type, Cbor.write(body), 0, text(at));
  }

  /// A repo with a few posts.
  static void repo(Connection store, Account account, int posts, Instant lastWrite) throws SQLException {
    var rev = Invented.tid(lastWrite);
    insert(store, "repo_root", account.did(), Invented.cid(account.did() + lastWrite), rev, text(lastWrite));
    for (var post = 0; post < posts; post++) {
      var cid = Invented.cid(account.did() + " post " + post);
      var at = lastWrite.minus(Duration.ofHours(7L * post));
      var rkey = Invented.tid(at);
      insert(store, "repo_block", cid, rev, 180, Invented.bytes("block " + cid, 180));
      insert(store, "record", "at://" + account.did() + "/app.bsky.feed.post/" + rkey, cid, "app.bsky.feed.post", rkey,
          rev,
          text(at), null);
    }
    insert(store, "account_pref", null, "app.bsky.actor.defs#savedFeedsPrefV2", "{\"items\":[]}");
  }

  /// The body of an event of the past; that of a commit is abbreviated to what tells them apart.
  private static byte[] bytes(Event event) {
    var rev = Invented.tid(event.at());
    var blocks = Invented.bytes("event " + event, 96);
    return Cbor.write(switch (event.type()) {
      case "append" -> Cbor.map("repo", event.did(), "rev", rev, "blocks", blocks);
      case "sync" -> Cbor.map("did", event.did(), "rev", rev, "blocks", blocks);
      case "account" -> Cbor.map("did", event.did(), "active", true);
      default -> Cbor.map("did", event.did());
    });
  }
}
