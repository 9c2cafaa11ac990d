package dev.restorebot.bot.slack.fake;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The Web API's methods: which token and scope each needs. Guarded by the server's watch.
final class Methods {
  private final Workspace workspace;
  private final Map<String, Rule> rules;

  /// Answers a call that is allowed.
  private interface Method {
    ObjectNode answer(Arguments arguments);
  }

  /// Who may call a method.
  ///
  /// @param token how its token begins
  /// @param scope what it needs; empty if nothing
  private record Rule(String token, String scope, Method method) {}

  Methods(Workspace workspace, Conversation conversation, AppMethods app, FileMethods files) {
    this.workspace = workspace;
    var chat = new ChatMethods(workspace, conversation);
    var views = new ViewMethods(workspace);
    var people = new PeopleMethods(workspace);
    this.rules = Map.ofEntries(
        Map.entry("auth.test", new Rule("xoxb-", "", _ -> app.authTest())),
        Map.entry("bots.info", new Rule("xoxb-", "users:read", app::bot)),
        Map.entry("apps.connections.open", new Rule("xapp-", "", _ -> app.openConnection())),
        Map.entry("apps.manifest.export", new Rule("xoxe", "", app::manifest)),
        Map.entry("chat.postMessage", new Rule("xoxb-", "chat:write", chat::postMessage)),
        Map.entry("chat.update", new Rule("xoxb-", "chat:write", chat::update)),
        Map.entry("chat.postEphemeral", new Rule("xoxb-", "chat:write", chat::postEphemeral)),
        Map.entry("views.open", new Rule("xoxb-", "", views::open)),
        Map.entry("views.update", new Rule("xoxb-", "", views::update)),
        Map.entry("users.info", new Rule("xoxb-", "users:read", people::user)),
        Map.entry("usergroups.list", new Rule("xoxb-", "usergroups:read", people::groups)),
        Map.entry("usergroups.users.list", new Rule("xoxb-", "usergroups:read", people::groupMembers)),
        Map.entry("conversations.info", new Rule("xoxb-", "", people::conversation)),
        Map.entry("conversations.members", new Rule("xoxb-", "", people::members)),
        Map.entry("files.getUploadURLExternal", new Rule("xoxb-", "files:write", files::uploadUrl)),
        Map.entry("files.completeUploadExternal", new Rule("xoxb-", "files:write", files::complete)),
        Map.entry("files.info", new Rule("xoxb-", "files:read", files::info)),
        Map.entry("auth.test of the app", new Rule("xapp-", "", _ -> app.authTestOfApp())));
  }

  ObjectNode answer(String method, String token, Arguments arguments) {
    try {
      var known = "auth.test".equals(method) && token.startsWith("xapp-") ? "auth.test of the app" : method;
      var rule = Optional.ofNullable(rules.get(known)).orElseThrow(() -> {
        workspace.violation("unknown method " + method);
        return new Refusal("unknown_method");
      });
      check(rule, token);
      return rule.method().answer(arguments);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private void check(Rule rule, String token) {
    var app = workspace.app();
    if (token.isEmpty()) {
      throw new Refusal("not_authed");
    }
    if (!FakeSlack.TOKENS.contains(token)) {
      throw new Refusal("invalid_auth");
    }
    if (app.revoked() && !token.equals(FakeSlack.CONFIGURATION_TOKEN)) {
      throw new Refusal(token.equals(FakeSlack.BOT_TOKEN) ? "token_revoked" : "invalid_auth");
    }
    if (!token.startsWith(rule.token())) {
      throw new Refusal("not_allowed_token_type");
    }
    if (!rule.scope().isEmpty() && !app.scopes().contains(rule.scope())) {
      throw missing(rule.scope(), app);
    }
  }

  static Refusal missing(String scope, Installed app) {
    return new Refusal("missing_scope", Json.object().put("needed", scope).put("provided", app.provided()));
  }
}
