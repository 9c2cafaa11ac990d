package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;

/// What a fault does to files of a world, and how it is told.
@FunctionalInterface
interface Deed {
  void run() throws IOException, SQLException;

  /// Does `deed`, and says `sentence`.
  static String said(Runnable deed, String sentence) {
    deed.run();
    return sentence;
  }

  /// The same of one that changes files of `whom`.
  ///
  /// @throws IllegalStateException if there is nothing left to change, in words for people
  static String changed(String whom, String sentence, Deed deed) {
    try {
      deed.run();
      return sentence;
    } catch (NoSuchFileException _) {
      throw new IllegalStateException("there is nothing left of that which could be harmed");
    } catch (IOException e) {
      throw new UncheckedIOException("could not harm " + whom, e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not harm " + whom, e);
    }
  }
}
