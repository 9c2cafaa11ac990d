package dev.restorebot.bot.slack.fake;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A message that one person alone sees. Immutable.
///
/// @param id its timestamp
/// @param threadTs the message that began its thread; null outside of threads
/// @param via what it came by: `chat.postEphemeral`, `response_url` or `ack`
/// @param blocks an array; empty if it has none
public record Ephemeral(String id, String channel, String user, @Nullable String threadTs, String via, String text,
    JsonNode blocks) {
  /// As the person reads it.
  public String plain() {
    return Plain.of(text, blocks);
  }

  /// What can be clicked, by label.
  public List<String> buttons() {
    return Buttons.labels(blocks);
  }
}
