package dev.restorebot.bot.chat;

import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
import dev.restorebot.run.Inbox;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Watcher;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// All chats of a bot, at work side by side on one engine; none, for a bot that is talked to at terminals only. A run is shown in the chat
/// it was asked for in, and where a chat mirrors; one that was asked for in none of them, at a terminal, is shown in all. People of
/// each chat may decide about every run. Thread-safe.
public final class Chats implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Chats.class.getName());

  private final Ledger ledger;
  private final List<ChatConnector> connectors;

  /// Chats that show what `ledger` tells. Nothing is asked of them before they are opened.
  ///
  /// @throws IllegalArgumentException if two are called the same
  public Chats(List<ChatSetup> setups, Policy policy, Ledger ledger) {
    var names = setups.stream().map(ChatSetup::name).collect(Collectors.toSet());
    if (names.size() < setups.size()) {
      throw new IllegalArgumentException(
          "two chats are called the same: " + setups.stream().map(ChatSetup::name).toList());
    }
    this.ledger = ledger;
    this.connectors = setups.stream().map(setup -> new ChatConnector(setup, names, policy, ledger)).toList();
  }

  /// Who is in the groups that chats know: each is asked about its own people.
  public Groups groups() {
    return (group, person) -> of(person).map(chat -> chat.front().groups().of(group, person))
        .orElse(Groups.Membership.OUT);
  }

  private Optional<ChatConnector> of(Person person) {
    return connectors.stream().filter(chat -> chat.name().equals(person.chat())).findFirst();
  }

  /// Shows the progress of steps.
  public Watcher watcher() {
    return (run, progress) -> connectors.forEach(chat -> chat.outbox().advanced(run, progress));
  }

  /// Posts `reply`, which nobody has asked for, in each chat.
  ///
  /// @param over what to do when every chat has it, or does not want it; at once if there is none
  public void announce(Reply reply, Runnable over) {
    if (connectors.isEmpty()) {
      over.run();
      return;
    }
    var left = new AtomicInteger(connectors.size());
    connectors.forEach(chat -> chat.announce(reply, () -> {
      if (left.decrementAndGet() == 0) {
        over.run();
      }
    }));
  }

  /// The same, where nothing depends on it.
  public void announce(Reply reply) {
    announce(reply, () -> {
    });
  }

  /// Tells everybody that what was said before may not have been done, where the inbox was damaged.
  public void tellWhatIsLost(ChatInbox inbox) {
    inbox.lost().ifPresent(this::announce);
  }

  /// Begins: works off what had been heard before, shows what was not shown, and lets people in. Returns at once, whether the chats can
  /// be reached or not. What was heard in a chat that this bot no longer has is left in the inbox.
  public Open open(FrontDesk desk, Inbox inbox) {
    var working = connectors.stream().map(chat -> chat.work(desk, inbox)).toList();
    if (catchUp(inbox, working) > 0) {
      announce(new Reply(Status.DECLINED,
          List.of("I was restarted, and cannot read something that somebody here had said or"
              + " pressed just before. It was not done: look at `/restore status`, and do it again if it is still wanted."),
          List.of()));
    }
    return new Open(working.stream().map(ChatConnector.Working::open).toList());
  }

  /// Has each chat work off what was acknowledged there before the bot was killed.
  ///
  /// @return how much cannot be read of which not even the speaker is known
  private int catchUp(Inbox inbox, List<ChatConnector.Working> working) {
    var taken = new AlreadyTaken(ledger);
    var unknown = 0;
    for (var item : inbox.open()) {
      var speaker = HeardJson.speaker(item.text());
      if (speaker.isEmpty()) {
        LOG.log(Level.ERROR, "what was heard before a restart cannot be read, and everybody is told so");
        inbox.done(item.key());
        unknown++;
        continue;
      }
      var chat = speaker.get().by().chat();
      working.stream().filter(one -> one.name().equals(chat)).findFirst().ifPresentOrElse(
          one -> one.dispatcher().catchUp(item, speaker.get(), taken),
          () -> LOG.log(Level.WARNING, "something was heard in \"{0}\" before a restart, and there is no such chat now",
              chat));
    }
    return unknown;
  }

  /// Chats at work.
  public static final class Open implements AutoCloseable {
    private final List<ChatConnector.Open> chats;

    private Open(List<ChatConnector.Open> chats) {
      this.chats = chats;
    }

    /// Whether people are heard now, by what each chat is called.
    public Map<String, Door> doors() {
      return chats.stream().collect(Collectors.toMap(ChatConnector.Open::name, ChatConnector.Open::door));
    }

    /// Returns when everything that was heard so far is worked off, and every picture is drawn that an answer had so far.
    public void awaitRest() throws InterruptedException {
      for (var chat : chats) {
        chat.awaitRest();
      }
    }

    /// Hears and writes nothing more. What was not worked off or written is found again at the next start.
    @Override
    public void close() {
      chats.forEach(ChatConnector.Open::close);
    }
  }

  @Override
  public void close() {
    connectors.forEach(ChatConnector::close);
  }
}
