package dev.restorebot.bot.chat;

import dev.restorebot.bot.chat.picture.PlotPicture;
import dev.restorebot.commands.desk.Plot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Draws plots and puts them below the answers that they belong to. Nobody waits for that: no message is held up by a picture, one
/// that cannot be drawn or does not arrive is left out, and of a crowd's only a few are drawn. What they show stands in the answers
/// too. Thread-safe.
final class Pictures {
  private static final Logger LOG = System.getLogger(Pictures.class.getName());
  /// So many may wait to be drawn.
  private static final int WAITING = 8;
  private static final String LANE = "pictures";

  private final ChatMessages messages;
  private final Lanes lanes = new Lanes();
  private final Semaphore room = new Semaphore(WAITING);

  Pictures(ChatMessages messages) {
    this.messages = messages;
  }

  /// Puts `plots` below a message soon, or never.
  void below(String message, List<Plot> plots) {
    for (var plot : plots) {
      if (room.tryAcquire()) {
        lanes.submit(LANE, () -> show(message, plot));
      }
    }
  }

  private void show(String message, Plot plot) {
    try {
      messages.attach(message, new PlotPicture(plot));
    } catch (RuntimeException | LinkageError | InternalError e) {
      // A system without fonts shows itself as an error of the JDK's own.
      LOG.log(Level.WARNING, plot.title() + " could not be drawn, and is left out: " + e);
    } finally {
      room.release();
    }
  }

  /// Returns when nothing is being drawn.
  void awaitRest() throws InterruptedException {
    lanes.awaitRest();
  }
}
