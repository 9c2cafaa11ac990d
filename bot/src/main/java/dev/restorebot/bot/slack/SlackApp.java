package dev.restorebot.bot.slack;

import java.util.List;

/// The app as Slack has to know it; `deploy/slack/manifest.yaml` says the same.
public final class SlackApp {
  /// What the app is called.
  public static final String NAME = "restorebot";
  /// What the bot may do, and no more than what it does: take commands, write messages and files, see whether it is in its
  /// channels and who is in them, who is in a user group, and who of them is a guest.
  public static final List<String> SCOPES = List.of("commands", "chat:write", "files:write", "channels:read",
      "groups:read", "usergroups:read", "users:read");
  /// What people type.
  public static final List<String> COMMANDS = List.of("/restore", "/diagnose");

  private SlackApp() {}
}
