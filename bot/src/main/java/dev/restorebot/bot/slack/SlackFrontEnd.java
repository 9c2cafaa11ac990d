package dev.restorebot.bot.slack;

import com.slack.api.Slack;
import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.ChatClocks;
import dev.restorebot.bot.chat.ChatMessages;
import dev.restorebot.bot.chat.ChatSetup;
import dev.restorebot.bot.chat.Door;
import dev.restorebot.bot.chat.FrontEnd;
import dev.restorebot.bot.chat.Intake;
import dev.restorebot.bot.chat.MentionRegistry;
import dev.restorebot.bot.chat.Places;
import dev.restorebot.bot.config.SlackSettings;
import dev.restorebot.bot.slack.door.BoltApps;
import dev.restorebot.bot.slack.door.Reception;
import dev.restorebot.bot.slack.door.SocketUrls;
import dev.restorebot.commands.desk.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;

/// Slack as a front end of the bot. Thread-safe.
public final class SlackFrontEnd implements FrontEnd {
  /// What Slack is called in the journal, and in front of its names for people and places.
  public static final String NAME = "slack";

  private static final Logger LOG = System.getLogger(SlackFrontEnd.class.getName());

  private final Slack slack;
  private final SlackTokens tokens;
  private final Entrance entrance;
  private final SlackMentions mentions;
  private final SlackMessages messages;
  private final SlackGroups groups;
  private final PrivateAnswers privately;

  private SlackFrontEnd(Workspace workspace, Entrance entrance, InstantSource pacing, MentionRegistry mentions) {
    this.slack = WebApi.client(workspace.api());
    this.tokens = workspace.tokens();
    this.entrance = entrance;
    this.mentions = new SlackMentions(mentions);
    var api = new WebApi(slack, tokens.bot());
    this.privately = new PrivateAnswers(api, this.mentions);
    this.messages = new SlackMessages(api, this.mentions::blocksOfNow, workspace.places());
    this.groups = new SlackGroups(api, pacing);
  }

  /// Slack as one of a bot's chats, as the operator has set it up.
  ///
  /// @param told the time that people are told
  /// @param real the time on the clock
  public static ChatSetup setup(SlackSettings settings, SlackTokens tokens, InstantSource told, InstantSource real) {
    return setup(new Workspace(settings.api().toString(), settings.channels(), tokens), settings.mirror(),
        ChatClocks.real(told, real), new SlackEntrance(settings, tokens, real));
  }

  /// Slack as one of a bot's chats.
  ///
  /// @param mirrors true if runs are shown there that were asked for in another chat
  public static ChatSetup setup(Workspace workspace, boolean mirrors, ChatClocks clocks, Entrance entrance) {
    return new ChatSetup(workspace.places(), mirrors, clocks,
        mentions -> new SlackFrontEnd(workspace, entrance, clocks.pacing(), mentions));
  }

  /// Where Slack is, and what the bot is there.
  ///
  /// @param api the address of the Web API, with a slash at its end
  public record Workspace(String api, Places places, SlackTokens tokens) {
    /// @param channels the ids of the channels in which it works; the first is where runs go that were asked for elsewhere
    public Workspace(String api, List<String> channels, SlackTokens tokens) {
      this(api, new Places(NAME, channels), tokens);
    }
  }

  /// How people in Slack come in.
  @FunctionalInterface
  public interface Entrance {
    /// Opens the way in. Returns at once.
    ///
    /// @param sockets where Socket Mode is to be had
    Door open(Reception reception, SocketUrls sockets);
  }

  @Override
  public String title() {
    return "Slack";
  }

  @Override
  public ChatMessages messages() {
    return messages;
  }

  @Override
  public Groups groups() {
    return groups;
  }

  @Override
  public FormTime formTime() {
    return FormTime.AFTER_ACKNOWLEDGEMENT;
  }

  @Override
  public void tell(Person person, String channel, Reply reply) {
    privately.inChannel(person, channel, reply);
  }

  @Override
  public Door open(Intake intake) {
    var handlers = new Handlers(intake, privately, mentions);
    var app = BoltApps.of(slack, tokens.bot());
    handlers.register(app);
    handlers.rehearse(app);
    return entrance.open(new Reception(app, handlers::notTaken), new SocketUrls(slack, tokens.app()));
  }

  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "Slack's client did not end well", e);
    }
  }
}
