package dev.restorebot.service;

import java.util.regex.Pattern;

/// The name an operator types for a service: `forum`. Lower case letters, digits and hyphens, at most 40.
public record ServiceName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /// @throws IllegalArgumentException if `value` does not have the form of a name
  public ServiceName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a service name has lower case letters, digits and hyphens and starts with a letter");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
