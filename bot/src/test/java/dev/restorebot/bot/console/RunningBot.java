package dev.restorebot.bot.console;

import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.bot.sandbox.Sandbox;
import dev.restorebot.bot.terminal.Board;
import dev.restorebot.run.Watcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// A bot in a sandbox whose alice and bob sit at terminals, with its door for them open.
final class RunningBot implements AutoCloseable {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Board board = new Board(new PrintStream(log, true, StandardCharsets.UTF_8));
  private final Path socket;
  private final Sandbox world;
  private final Wiring bot;
  private ConsoleServer server;

  private RunningBot(Path socket, Sandbox world) throws IOException {
    this.socket = socket;
    this.world = world;
    this.bot = Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), board, Watcher.NONE,
        UnaryOperator.identity());
    this.server = ConsoleServer.open(socket, bot, board);
  }

  static RunningBot in(Path folder) throws IOException {
    var world = Worlds.open(folder.resolve("world"));
    Worlds.seatAtTerminals(world.configuration());
    return new RunningBot(folder.resolve("restorebot.sock"), world);
  }

  Path socket() {
    return socket;
  }

  Path journal() {
    return world.journal();
  }

  /// What the bot itself has shown so far.
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  void closeTheDoor() throws IOException {
    server.close();
  }

  void openTheDoor() throws IOException {
    server = ConsoleServer.open(socket, bot, board);
  }

  @Override
  public void close() throws IOException {
    server.close();
    bot.close();
    world.remove();
  }
}
