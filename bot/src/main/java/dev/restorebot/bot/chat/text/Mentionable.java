package dev.restorebot.bot.chat.text;

import dev.restorebot.bot.chat.text.Piece.Mention;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The people, groups and channels that a message in one chat may mention: those of the policy and of the run.
///
/// @param form how ids look in that chat
/// @param ids as the journal has them: `slack:U0BOB`, `slack-group:S0OPS`, `slack-channel:C0OPS`; those of other chats, and of a terminal, are
///     never mentioned
public record Mentionable(Form form, Set<String> ids) {
  /// Copies the set.
  public Mentionable {
    ids = Set.copyOf(ids);
  }

  /// How ids look in a chat.
  ///
  /// @param chat what it is called in front of its ids
  /// @param names finds in a line what may be a name, in group `name`, as a word of its own; and what is a command, in group `command`
  /// @param kinds what the ids of people, groups and channels look like
  public record Form(String chat, Pattern names, Map<Mention.Kind, Pattern> kinds) {
    /// Copies the map.
    public Form {
      kinds = Map.copyOf(kinds);
    }

    /// The form of ids that match `id`.
    public static Form of(String chat, String id, Map<Mention.Kind, Pattern> kinds) {
      return new Form(chat, Pattern.compile("(?<![\\p{L}\\p{N}_.@/:#<-])"
          + "(?<name>(?:" + chat + "(?:-group|-channel)?:)?" + id
          + ")(?![\\p{L}\\p{N}_@/>-]|[.:][\\p{L}\\p{N}])"
          + "|`(?<command>(?:/|--)[^`]{1,300})`"), kinds);
    }
  }

  /// The same chat, in which nobody may be mentioned: every name stays text.
  public Mentionable nobody() {
    return new Mentionable(form, Set.of());
  }

  /// Who is meant by `name`, with the chat in front or without; empty if nobody who is known.
  Optional<Mention> named(String name) {
    for (var kind : Mention.Kind.values()) {
      var prefix = kind.prefix(form.chat());
      var id = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
      var pattern = form.kinds().get(kind);
      if (ids.contains(prefix + id) && pattern != null && pattern.matcher(id).matches()) {
        return Optional.of(new Mention(kind, id));
      }
    }
    return Optional.empty();
  }
}
