package dev.restorebot.facts;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// What should not happen, told to people without its trace; the trace goes to the log.
public final class Unexpected {
  /// The next move.
  public static final String NEXT = "This is a defect of restorebot; its log has the trace. Please report it.";
  private static final Logger LOG = System.getLogger(Unexpected.class.getName());

  private Unexpected() {}

  /// Logs `failure` of `what`, and says what happened.
  public static String told(String what, RuntimeException failure) {
    LOG.log(Level.ERROR, what, failure);
    return what + ": something unexpected happened, " + failure.getClass().getSimpleName();
  }
}
