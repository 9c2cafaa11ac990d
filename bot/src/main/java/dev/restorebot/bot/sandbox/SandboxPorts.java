package dev.restorebot.bot.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/// The ports of a world, the same for as long as it exists, since they stand in its configuration.
record SandboxPorts(int s3, int pds, int relay) {
  /// Three ports that are free now.
  static SandboxPorts free() {
    var here = InetAddress.getLoopbackAddress();
    try (var s3 = new ServerSocket(0, 1, here);
        var pds = new ServerSocket(0, 1, here);
        var relay = new ServerSocket(0, 1, here)) {
      return new SandboxPorts(s3.getLocalPort(), pds.getLocalPort(), relay.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException("no free ports", e);
    }
  }

  URI pdsUrl() {
    return URI.create("http://127.0.0.1:" + pds);
  }

  /// Puts the ports into a text where their names stand: `@s3@`.
  String fill(String template) {
    return template.replace("@s3@", Integer.toString(s3)).replace("@pds@", Integer.toString(pds)).replace("@relay@",
        Integer.toString(relay));
  }
}
