package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/// The ports of a world, the same for as long as it exists, since they stand in its configuration.
///
/// @param byName in the order in which they were asked for
public record SandboxPorts(Map<String, Integer> byName) {
  /// Of the object store.
  static final String S3 = "s3";
  static final String PDS = "pds";
  static final String RELAY = "relay";
  static final String KNOT = "knot";
  /// Where the knot would take pushes.
  static final String SSH = "ssh";

  public SandboxPorts {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /// Ports that are free now, for a world that may have `services`.
  static SandboxPorts free(Collection<SandboxService> services) {
    var taken = new ArrayList<ServerSocket>();
    try {
      var names = Stream.concat(Stream.of(S3), services.stream().flatMap(service -> service.part().ports().stream()));
      return of(names.toList(), () -> take(taken));
    } finally {
      taken.forEach(SandboxPorts::giveBack);
    }
  }

  /// The ports that `next` gives, by these names.
  static SandboxPorts of(Collection<String> names, IntSupplier next) {
    var ports = new LinkedHashMap<String, Integer>();
    names.forEach(name -> ports.put(name, next.getAsInt()));
    return new SandboxPorts(ports);
  }

  /// What [#write] wrote.
  static SandboxPorts read(String text) {
    var ports = new LinkedHashMap<String, Integer>();
    Json.read(text).properties().forEach(port -> ports.put(port.getKey(), port.getValue().asInt()));
    return new SandboxPorts(ports);
  }

  /// As they are kept.
  String write() {
    return Json.write(byName);
  }

  /// The port called `name`.
  ///
  /// @throws IllegalStateException if the world has none
  public int of(String name) {
    var port = byName.get(name);
    if (port == null) {
      throw new IllegalStateException("the world was made without a port called " + name);
    }
    return port;
  }

  private static int take(List<ServerSocket> taken) {
    try {
      taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      return taken.getLast().getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free ports", e);
    }
  }

  private static void giveBack(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not give back a port", e);
    }
  }

  URI pdsUrl() {
    return URI.create("http://127.0.0.1:" + of(PDS));
  }

  /// Puts the ports into a text where their names stand: `@s3@`.
  String fill(String template) {
    var text = template;
    for (var port : byName.entrySet()) {
      text = text.replace("@" + port.getKey() + "@", Integer.toString(port.getValue()));
    }
    return text;
  }

  /// A text in which these ports stand in the place of `old` ones, each behind a colon.
  String refill(String text, SandboxPorts old) {
    var replaced = text;
    for (var port : old.byName.entrySet()) {
      replaced = replaced.replace(":" + port.getValue(), ":@" + port.getKey() + "@");
    }
    return fill(replaced);
  }
}
