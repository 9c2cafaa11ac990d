package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/// The ports of a world, the same for as long as it exists, since they stand in its configuration.
///
/// @param ssh where the knot would take pushes
record SandboxPorts(int s3, int pds, int relay, int knot, int ssh) {
  /// Ports that are free now.
  static SandboxPorts free() {
    var taken = new ArrayList<ServerSocket>();
    try {
      return of(() -> take(taken));
    } finally {
      taken.forEach(SandboxPorts::giveBack);
    }
  }

  /// The ports that `next` gives.
  static SandboxPorts of(IntSupplier next) {
    return new SandboxPorts(next.getAsInt(), next.getAsInt(), next.getAsInt(), next.getAsInt(), next.getAsInt());
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
    return URI.create("http://127.0.0.1:" + pds);
  }

  /// Puts the ports into a text where their names stand: `@s3@`.
  String fill(String template) {
    var text = template;
    for (var port : byName().entrySet()) {
      text = text.replace("@" + port.getKey() + "@", Integer.toString(port.getValue()));
    }
    return text;
  }

  /// A text in which these ports stand in the place of `old` ones, each behind a colon.
  String refill(String text, SandboxPorts old) {
    var replaced = text;
    for (var port : old.byName().entrySet()) {
      replaced = replaced.replace(":" + port.getValue(), ":@" + port.getKey() + "@");
    }
    return fill(replaced);
  }

  private Map<String, Integer> byName() {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put("s3", s3);
    ports.put("pds", pds);
    ports.put("relay", relay);
    ports.put("knot", knot);
    ports.put("ssh", ssh);
    return ports;
  }
}
