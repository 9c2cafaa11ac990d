package dev.restorebot.bot.chat.picture;

import java.awt.image.BufferedImage;

/// Whether pictures can be drawn here: they have letters, and a system may have no fonts.
public final class Fonts {
  /// Why tests of pictures are skipped.
  public static final String MISSING = "this system has no fonts: install fontconfig";

  private Fonts() {}

  /// True if something can be written into a picture.
  public static boolean areThere() {
    try {
      var graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      return graphics.getFontMetrics().stringWidth("8") > 0;
    } catch (RuntimeException | LinkageError | InternalError _) {
      return false;
    }
  }
}
