package dev.restorebot.bot;

import dev.restorebot.audit.KeyId;
import dev.restorebot.audit.Keyring;
import dev.restorebot.bot.chat.Chats;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.run.RunId;
import dev.restorebot.watch.Announcement;
import dev.restorebot.watch.Watch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Brings what the watch has to tell to everybody: to those who look at a terminal now, and to each chat, when it takes it. What a chat
/// has not taken when the bot ends is brought at its next start. The watch is confined to one thread; anything else may be told from any.
final class AlertPublisher {
  private final Watch watch;
  private final Chat chat;
  private final Chats chats;
  private final Set<Long> underWay = new HashSet<>();

  AlertPublisher(Watch watch, Chat chat, Chats chats) {
    this.watch = watch;
    this.chat = chat;
    this.chats = chats;
  }

  /// Has the watch look, and brings what it found.
  void watch() throws InterruptedException {
    watch.tick();
    watch.open().stream().filter(announcement -> underWay.add(announcement.number())).forEach(this::bring);
  }

  /// Tells everybody that the record of who approved what was changed by somebody else. For every start, as long as it is so.
  ///
  /// @param fault what is wrong with it
  void changed(String fault) {
    var lines = List.of("The record of who approved what was changed, and not by me: " + fault + ".",
        "Nothing in it from there on proves anything. Compare it with a copy, and with the seals at the end of runs: `restorebot audit"
            + " verify`. Find out who could write to my state folder before you approve anything.");
    announce(lines);
  }

  /// Tells everybody that the bot signs the record from now on, and that nothing in it was signed before. Said at a second start, it means
  /// that somebody removed all signatures.
  ///
  /// @param key what it signs with
  /// @param entries how many entries there are
  void unsigned(KeyId key, long entries) {
    announce(List.of(
        "I sign the record of who approved what from now on, with the key " + key + ". None of its " + entries
            + " entries is signed so far.",
        "This is right once, after a key was set for the first time. If you have read it before, somebody removed the signatures:"
            + " compare the record with the seals at the end of runs, with `restorebot audit verify`."));
  }

  /// Tells everybody that the record is signed and the bot has no key. For every start, as long as it is so.
  ///
  /// @param signed how many entries are signed
  void withoutKey(long signed) {
    announce(List.of("I have no key to sign the record of who approved what, and " + signed
        + " entries in it are signed. I could not check them, and what I write now is not signed.",
        "Set " + Keyring.OWN + " to the key, and start me again, before you approve anything."));
  }

  /// Tells everybody `line`.
  void tell(String line) {
    announce(List.of(line));
  }

  /// Tells everybody that a run stands still, since the record cannot be written.
  ///
  /// @param standing where it stands: "at the step replace"
  void unrecorded(RunId run, String standing, String why) {
    announce(List.of("I cannot write the record of who approved what: " + why + ".",
        run + " is " + standing + " and does not go on meanwhile; its service may be stopped.",
        "Make room on the disk of my state folder. I try again every 30 seconds for 10 minutes, and then when somebody decides or I am"
            + " started again."));
  }

  private void announce(List<String> lines) {
    chat.announce(lines);
    chats.announce(new Reply(Reply.Status.DECLINED, lines, List.of()));
  }

  private void bring(Announcement announcement) {
    chat.announce(announcement.lines());
    chats.announce(reply(announcement), () -> watch.brought(announcement));
  }

  private static Reply reply(Announcement announcement) {
    var service = announcement.service();
    return new Reply(Reply.Status.TAKEN, announcement.lines(),
        List.of(new Button("Snapshots", new Button.Action.Say("/restore list " + service)),
            new Button("Diagnose", new Button.Action.Say("/diagnose " + service))));
  }
}
