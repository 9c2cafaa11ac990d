package dev.restorebot.bot.slack.block;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;

/// A message as Slack takes it.
///
/// @param text what a notification and a screen reader say: one line, escaped; to be sent with `mrkdwn` off
/// @param blocks within all limits ([Limits])
/// @param overflow what goes with it as a file
public record Rendered(String text, List<LayoutBlock> blocks, Optional<Overflow> overflow) {
  /// A file that goes with a message.
  ///
  /// @param content all of it, also what the message shows
  public record Overflow(String fileName, String content) {}

  public Rendered {
    blocks = List.copyOf(blocks);
  }
}
