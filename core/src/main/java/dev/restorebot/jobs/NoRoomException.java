package dev.restorebot.jobs;

import java.io.IOException;

/// The bot's own disk has no room for what would have to be fetched to it; nothing was fetched. Asking again helps once there is room.
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  public NoRoomException(String message) {
    super(message);
  }
}
