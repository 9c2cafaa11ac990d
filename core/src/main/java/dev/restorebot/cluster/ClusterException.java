package dev.restorebot.cluster;

/// The cluster did not answer or refused: what was tried on what, and why it failed. Holds no secret.
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
