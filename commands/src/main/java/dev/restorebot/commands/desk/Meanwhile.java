package dev.restorebot.commands.desk;

import java.util.List;

/// Somebody who waits for an answer and hears what is known of it so far. Called by one thread at a time; quick.
public interface Meanwhile {
  /// Nobody hears.
  Meanwhile NOBODY = (_, _) -> {
  };

  /// There is more to know.
  ///
  /// @param soFar all that is known: a message that takes the place of the one before, until the answer takes its own
  /// @param news what of it was not known before
  void known(Reply soFar, List<String> news);
}
