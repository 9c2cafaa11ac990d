package dev.restorebot.bot.http;

import java.util.List;
import java.util.Map;

/// What a request says before its body.
///
/// @param path without the query
/// @param headers all values of each, by names in lower case
/// @param address who connected, which may be a proxy
public record Head(String method, String path, Map<String, List<String>> headers, String address) {
  /// The values of a header.
  ///
  /// @param name in lower case
  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }
}
