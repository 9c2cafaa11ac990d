package dev.restorebot.bot.chat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.FrontEnd.FormTime;
import dev.restorebot.bot.chat.Heard.How;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.bot.chat.Heard.Pressed;
import dev.restorebot.bot.chat.Heard.Said;
import dev.restorebot.commands.desk.FrontDesk;
import dev.restorebot.commands.desk.Meanwhile;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.desk.Reply.Status;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.files.Digest;
import dev.restorebot.run.Inbox;
import dev.restorebot.run.Inbox.InboxException;
import dev.restorebot.run.Inbox.Item;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes what people say in a chat: keeps it, and only then says what to acknowledge it with. Waits for nothing but the inbox's
/// own file; what is to be done about it is done afterwards. Thread-safe.
public final class Intake {
  private static final Logger LOG = System.getLogger(Intake.class.getName());

  private final FrontDesk desk;
  private final Inbox inbox;
  private final Dispatcher dispatcher;
  private final Forms forms;
  private final RunIndex runs;
  private final Places places;
  private final InstantSource time;
  private final FormTime formTime;

  Intake(Parts parts, Dispatcher dispatcher, RunIndex runs, FormTime formTime) {
    this.desk = parts.desk();
    this.inbox = parts.inbox();
    this.dispatcher = dispatcher;
    this.forms = parts.forms();
    this.runs = runs;
    this.places = parts.places();
    this.time = parts.time();
    this.formTime = formTime;
  }

  /// What both the intake and the dispatcher go by.
  record Parts(FrontDesk desk, Inbox inbox, Forms forms, Places places, InstantSource time) {}

  /// Who did something where, and how they can be answered for the moment.
  ///
  /// @param mark what tells this from the same done once more: the chat's own mark of it, which is the same however often it is
  ///     delivered
  public record Deed(Person by, String channel, String mark, Interaction interaction) {}

  /// Takes a command.
  ///
  /// @return the answer that goes with the acknowledgement, for the person alone
  public Reply typed(Deed deed, String text) {
    if (!places.has(deed.channel())) {
      return declined("restorebot does not work in this channel; it works in " + places.names() + ".");
    }
    // What is told here is what will be done, however long that takes.
    var at = time.instant();
    var meaning = desk.understand(text, at);
    if (meaning instanceof Parsed.Understood(var command, var echo)) {
      return kept(deed, new Said(deed.by(), deed.channel(), How.TYPED, text, command, echo), at)
          ? new Reply(Status.TAKEN, List.of("Understood: " + echo + "."), List.of())
          : notKept();
    }
    return desk.say(deed.by(), places.where(deed.channel()), text, meaning, Meanwhile.NOBODY);
  }

  /// The answer to what could not be kept.
  public static Reply notKept() {
    return declined("I could not write this down, so it counts for nothing; my log says why. Try it again, or use"
        + " `restorebot terminal` in the bot's pod.");
  }

  private static Reply declined(String words) {
    return new Reply(Status.DECLINED, List.of(words), List.of());
  }

  /// Takes the press of a button. In a chat that shows forms as first answer, waits for the ledger where one is needed.
  ///
  /// @param action empty if the button's value cannot be read
  /// @return what to answer at once
  public FirstAnswer pressed(Deed deed, Optional<Action> action) {
    if (action.isEmpty()) {
      return new FirstAnswer.Told(declined("This button is of another version of restorebot and does nothing any more."
          + " `/restore status` says what is to be decided."));
    }
    return switch (action.get()) {
      case Action.Say(var command) -> said(deed, command);
      case Action decision when Forms.needed(decision) ->
        opened(deed, new Opened(deed.by(), deed.channel(), decision));
      case Action decision -> taken(deed, new Pressed(deed.by(), deed.channel(), decision, "", ""), time.instant());
    };
  }

  private FirstAnswer said(Deed deed, String text) {
    var at = time.instant();
    var meaning = desk.understand(text, at);
    return meaning instanceof Parsed.Understood(var command, var echo)
        ? taken(deed, new Said(deed.by(), deed.channel(), How.PRESSED, text, command, echo), at)
        : new FirstAnswer.Told(
            desk.say(deed.by(), places.where(deed.channel()), text, meaning, Meanwhile.NOBODY));
  }

  private FirstAnswer opened(Deed deed, Opened opened) {
    return switch (formTime) {
      case AFTER_ACKNOWLEDGEMENT -> taken(deed, opened, time.instant());
      // Nothing is lost if the bot is killed now: the person sees no form, and presses the button again.
      case FIRST_ANSWER -> switch (forms.find(opened)) {
        case Forms.Found.Ready(var form) -> new FirstAnswer.Shown(form);
        case Forms.Found.Decided(var reply) ->
          reply.<FirstAnswer>map(FirstAnswer.Told::new).orElseGet(FirstAnswer.Taken::new);
      };
    };
  }

  private FirstAnswer taken(Deed deed, Heard heard, Instant at) {
    return kept(deed, heard, at) ? new FirstAnswer.Taken() : new FirstAnswer.Told(notKept());
  }

  /// What is wrong with what was filled in, by input; empty if nothing.
  public Map<String, String> mistakes(Submission submission) {
    return runs.of(submission.action()).map(about -> submission.errors(about.service().value())).orElse(Map.of());
  }

  /// Takes a form that was filled in without [#mistakes].
  ///
  /// @return true if it was kept
  public boolean submitted(Deed deed, Submission submission) {
    return kept(deed, new Pressed(deed.by(), channel(submission), submission.action(), submission.typed(),
        submission.reason()), time.instant());
  }

  /// The channel of the run that a form is about.
  public String channel(Submission submission) {
    return places.channel(runs.of(submission.action()).map(RunIndex.About::where).orElse(""));
  }

  private boolean kept(Deed deed, Heard heard, Instant at) {
    var item = new Item(key(HeardJson.meaning(heard), deed.mark()), at, HeardJson.write(heard, places));
    try {
      if (inbox.keep(item)) {
        dispatcher.attend(item, heard, deed.interaction());
      }
      return true;
    } catch (InboxException e) {
      LOG.log(Level.ERROR, "what " + deed.by() + " said could not be kept, and they were told so", e);
      return false;
    }
  }

  /// What makes it the same if it is delivered again: who meant what, and when they did it, as the chat marks that.
  private static String key(String meaning, String mark) {
    var sha = Digest.sha256Engine();
    sha.update((meaning + "\n" + mark).getBytes(StandardCharsets.UTF_8));
    return Digest.of(sha).sha256();
  }
}
