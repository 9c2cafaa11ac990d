package dev.restorebot.bot.slack;

import dev.restorebot.bot.slack.SlackMessages.Ref;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.bot.slack.picture.PlotPicture;
import dev.restorebot.commands.desk.Plot;
import dev.restorebot.text.Visible;
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

  private final WebApi api;
  private final Lanes lanes = new Lanes();
  private final Semaphore room = new Semaphore(WAITING);

  Pictures(WebApi api) {
    this.api = api;
  }

  /// Puts `plots` below a message soon, or never.
  void below(Ref message, List<Plot> plots) {
    for (var plot : plots) {
      if (room.tryAcquire()) {
        lanes.submit(LANE, () -> show(message, plot));
      }
    }
  }

  private void show(Ref message, Plot plot) {
    try {
      var picture = new PlotPicture(plot);
      var png = picture.png();
      var outcome = api.call(methods -> methods.filesUploadV2(request -> request.filename(picture.fileName())
          .title(Visible.line(plot.title())).altTxt(Visible.line(plot.words())).fileData(png).channel(message.channel())
          .threadTs(message.ts())));
      if (!(outcome instanceof Outcome.Done<?>)) {
        LOG.log(Level.WARNING, "Slack did not take the picture " + picture.fileName() + ": " + outcome);
      }
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
