package dev.restorebot.bot.yaml;

/// The configuration cannot be used: where, what is wrong, and what would be right.
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message for people: where, what is wrong, and what would be right
  public ConfigurationException(String message) {
    super(message);
  }

  /// The same, with its cause.
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
