package dev.restorebot.bot.chat;

import dev.restorebot.commands.thread.Rest;
import java.time.InstantSource;

/// The times that a chat goes by.
///
/// @param told what people are told
/// @param pacing what messages are paced by
/// @param rest where the outbox waits
public record ChatClocks(InstantSource told, InstantSource pacing, Rest rest) {
  /// In the real world.
  public static ChatClocks real(InstantSource told, InstantSource pacing) {
    return new ChatClocks(told, pacing, new Doorbell());
  }
}
