package dev.restorebot.bot.kubernetes;

import static java.util.Objects.requireNonNull;

/// An API server that accepts connections and answers nothing, until this is closed. Only for tests that are
/// [PausesApiServer].
public final class ApiServerPause implements AutoCloseable {
  /// The variable with the id of the process.
  static final String PID = "APISERVER_PID_TEST";

  private final String pid;

  private ApiServerPause(String pid) {
    this.pid = pid;
  }

  /// Pauses the server, and returns when it has stopped.
  public static ApiServerPause begin() {
    var pid = requireNonNull(System.getenv(PID), PID + " is not set");
    Signals.send("STOP", pid);
    while (!Signals.hasStopped(pid)) {
      Thread.onSpinWait(); // its threads stop one after the other
    }
    return new ApiServerPause(pid);
  }

  @Override
  public void close() {
    Signals.send("CONT", pid);
  }
}
