package dev.restorebot.knot;

import java.util.regex.Pattern;

/// Where an SSH server answers.
public record SshAddress(String host, int port) {
  /// The port of SSH.
  public static final int SSH = 22;
  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.-]{1,253})(?::(\\d{1,5}))?");

  /// @throws IllegalArgumentException if it is no address
  public SshAddress {
    requirePort(port);
  }

  /// The address in `text`: `knot.example:2222`; without a port, that of SSH.
  ///
  /// @throws IllegalArgumentException if it is no address
  public static SshAddress parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("is not of the form HOST:PORT: " + text);
    }
    return new SshAddress(match.group(1), match.group(2) == null ? SSH : Integer.parseInt(match.group(2)));
  }

  static void requirePort(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("is not a port: " + port);
    }
  }

  /// As `known_hosts` and `ssh-keygen` name it: with brackets if the port is not SSH's.
  String knownAs() {
    return port == SSH ? host : "[" + host + "]:" + port;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
