package dev.restorebot.bot.config;

import java.util.function.Supplier;

/// Where something stands in the configuration: what is wrong with it is told with the file and the path.
///
/// @param file what people call the file
/// @param path from the top, such as `services.pds.workload`
record ConfigurationPath(String file, String path) {
  /// What is called `below` under this.
  ConfigurationPath at(String below) {
    return new ConfigurationPath(file, path + "." + below);
  }

  /// What `value` makes, if it finds nothing to complain about.
  ///
  /// @throws ConfigurationException with the complaint
  <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(file + ": " + path + ": " + e.getMessage(), e);
    }
  }

  /// To be thrown.
  ConfigurationException wrong(String what) {
    return new ConfigurationException(file + ": " + path + ": " + what);
  }
}
