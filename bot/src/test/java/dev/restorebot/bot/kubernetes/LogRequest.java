package dev.restorebot.bot.kubernetes;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the API server asks of a kubelet's log endpoint: `/containerLogs/NAMESPACE/POD/CONTAINER?follow=true`.
record LogRequest(String namespace, String pod, String container, Map<String, String> options) {
  static Optional<LogRequest> of(URI uri) {
    var parts = uri.getPath().split("/", -1);
    if (parts.length != 5 || !parts[1].equals("containerLogs")) {
      return Optional.empty();
    }
    var options = new HashMap<String, String>();
    Optional.ofNullable(uri.getQuery()).stream().flatMap(query -> Arrays.stream(query.split("&", -1)))
        .map(option -> option.split("=", 2)).filter(option -> option.length == 2)
        .forEach(option -> options.put(option[0], option[1]));
    return Optional.of(new LogRequest(parts[2], parts[3], parts[4], options));
  }

  boolean follows() {
    return is("follow");
  }

  boolean ofThePreviousContainer() {
    return is("previous");
  }

  /// The number of the first line, of as many as there are.
  int first(int size) {
    return Math.max(0, size - number("tailLines").map(Long::intValue).orElse(size));
  }

  boolean wants(PodLog.Line line) {
    var since = Optional.ofNullable(options.get("sinceTime")).map(Instant::parse)
        .or(() -> number("sinceSeconds").map(seconds -> Instant.now().minusSeconds(seconds)));
    return since.isEmpty() || !line.at().isBefore(since.get());
  }

  String text(PodLog.Line line) {
    return is("timestamps") ? line.at() + " " + line.text() : line.text();
  }

  long limit() {
    return number("limitBytes").orElse(Long.MAX_VALUE);
  }

  private boolean is(String option) {
    return "true".equals(options.get(option));
  }

  private Optional<Long> number(String option) {
    return Optional.ofNullable(options.get(option)).map(Long::valueOf);
  }
}
