package dev.restorebot.cluster;

import java.util.regex.Pattern;

/// The name of a Job, unique in its namespace: at most 63 lower case letters, digits and hyphens.
public record JobName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public JobName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a name for a Job: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
