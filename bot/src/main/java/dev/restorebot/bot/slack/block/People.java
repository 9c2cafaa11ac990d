package dev.restorebot.bot.slack.block;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The people, groups and channels that a message may name: those of the policy and of the run.
///
/// @param ids with the chat in front: `slack:U0BOB`, `slack-group:S0OPS`, `slack-channel:C0OPS`; others, as of a terminal, are
///     never mentioned
public record People(Set<String> ids) {
  /// Nobody: every name stays text.
  public static final People NOBODY = new People(Set.of());

  private static final Pattern FORM = Pattern
      .compile("slack:[UW][A-Z0-9]{2,20}|slack-group:S[A-Z0-9]{2,20}|slack-channel:[CG][A-Z0-9]{2,20}");

  public People {
    ids = Set.copyOf(ids);
  }

  /// Who is meant by `name`, with the chat in front or without; empty if nobody who is known.
  Optional<Piece.Mention> named(String name) {
    for (var kind : Piece.Mention.Kind.values()) {
      var id = name.startsWith(kind.prefix()) ? name : kind.prefix() + name;
      if (ids.contains(id) && FORM.matcher(id).matches()) {
        return Optional.of(new Piece.Mention(kind, id.substring(kind.prefix().length())));
      }
    }
    return Optional.empty();
  }
}
