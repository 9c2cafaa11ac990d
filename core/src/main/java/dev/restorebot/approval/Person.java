package dev.restorebot.approval;

import java.util.regex.Pattern;

/// A person as a chat knows them, with the chat in front: `slack:U012`, `sandbox:alice`; or as a cluster does: `kubernetes:oidc:alice`.
public record Person(String id) {
  private static final Pattern FORM =
      Pattern.compile("[a-z-]+:[A-Za-z0-9_.@-]{1,80}|kubernetes:[A-Za-z0-9_.@:/#+-]{1,200}");

  public Person {
    if (!FORM.matcher(id).matches()) {
      throw new IllegalArgumentException("a person is named with their chat in front, as in slack:U012");
    }
  }

  /// The chat that knows them: `slack`.
  public String chat() {
    return id.substring(0, id.indexOf(':'));
  }

  /// What to call them in a message.
  public String name() {
    return id.substring(id.indexOf(':') + 1);
  }

  @Override
  public String toString() {
    return id;
  }
}
