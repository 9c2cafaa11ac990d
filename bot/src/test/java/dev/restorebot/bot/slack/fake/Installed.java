package dev.restorebot.bot.slack.fake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The app as it is installed in the workspace: who it is, and what it may. Guarded by the server's watch.
final class Installed {
  private final Set<String> scopes = new LinkedHashSet<>(List.of("chat:write", "commands", "app_mentions:read",
      "channels:read", "groups:read", "usergroups:read", "users:read", "files:write", "files:read"));
  private String manifest = "{}";
  private boolean revoked;

  String id() {
    return "A0RESTORE";
  }

  String team() {
    return "T0TEAM";
  }

  String user() {
    return "U0BOT";
  }

  String bot() {
    return "B0BOT";
  }

  String name() {
    return "restorebot";
  }

  Set<String> scopes() {
    return scopes;
  }

  String provided() {
    return String.join(",", scopes);
  }

  String manifest() {
    return manifest;
  }

  void manifest(String json) {
    manifest = json;
  }

  boolean revoked() {
    return revoked;
  }

  void revoke() {
    revoked = true;
  }
}
