package dev.restorebot.bot.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import dev.restorebot.run.Journal.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A world and a Slack in which a bot is killed and started again. Confined to one thread.
final class SlackScene implements AutoCloseable {
  static final String ALICE = "U0ALICE";
  static final String BOB = "U0BOB";

  private static final int KILLED = 128 + 9;

  private final World world;
  private final FakeSlack slack;
  private @Nullable Process bot;

  SlackScene(World world) throws IOException, InterruptedException {
    this.world = world;
    this.slack = FakeSlack.start();
  }

  FakeSlack slack() {
    return slack;
  }

  private Path mark() {
    return world.home().resolve("still");
  }

  /// Starts a bot that stands still at `blow`, and returns when it listens.
  void start(SlackBlow blow) throws IOException {
    Files.deleteIfExists(mark());
    var words = world.java().command(SlackBot.class);
    words.addAll(List.of(world.folder().toString(), blow.name(), mark().toString(), slack.methodsUrl()));
    var log = ProcessBuilder.Redirect.appendTo(world.home().resolve("log").toFile());
    var builder = new ProcessBuilder(words).directory(world.home().toFile()).redirectErrorStream(true)
        .redirectOutput(log);
    builder.environment().put("SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN);
    builder.environment().put("SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
    builder.environment().put("SLACK_SIGNING_SECRET", FakeSlack.SIGNING_SECRET);
    bot = builder.start();
    slack.await("the bot listens", () -> slack.openSockets() == 1);
  }

  /// Kills the bot when it stands still.
  void strike() throws InterruptedException {
    slack.await("it stands still", () -> Files.exists(mark()));
    kill();
  }

  /// Kills the bot wherever it is.
  void kill() throws InterruptedException {
    var killed = Optional.ofNullable(bot).orElseThrow();
    assertThat(killed.destroyForcibly().waitFor()).isEqualTo(KILLED);
    bot = null;
    slack.await("its socket is gone", () -> slack.openSockets() == 0);
  }

  /// The newest message with that button; waits for it.
  Message having(String label) {
    slack.await("[" + label + "] is there", () -> newest(label).isPresent());
    return newest(label).orElseThrow();
  }

  private Optional<Message> newest(String label) {
    return slack.messages(FakeSlack.OPS).stream().filter(message -> message.buttons().contains(label))
        .reduce((_, newer) -> newer);
  }

  Ack clicks(String user, String label) {
    return slack.click(user, having(label), label);
  }

  /// Waits until the thread says so.
  void awaitShown(String words) {
    slack.await(words, () -> slack.transcript(FakeSlack.OPS).contains(words));
  }

  /// Waits until the person alone was told so.
  void awaitTold(String user, String words) {
    slack.await(words,
        () -> slack.ephemerals(user).stream().anyMatch(ephemeral -> ephemeral.plain().contains(words)));
  }

  /// What the journal holds.
  List<Entry> entries() throws IOException {
    return world.entries();
  }

  /// What lets its finder speak as the bot, or answer in its place.
  List<String> secrets() {
    var secrets = new ArrayList<>(List.of(FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, FakeSlack.SIGNING_SECRET));
    for (var ack : slack.acks()) {
      secrets.addAll(Stream.of("token", "response_url", "trigger_id").map(ack.request()::path)
          .filter(JsonNode::isString).map(JsonNode::asString).toList());
    }
    assertThat(secrets).as("tokens, addresses and triggers").hasSizeGreaterThan(9).allMatch(one -> one.length() > 4);
    return secrets.stream().distinct().toList();
  }

  /// The files in whose name or text one of `words` stands.
  List<Path> places(List<String> words) throws IOException {
    try (Stream<Path> files = Files.walk(world.home())) {
      return files.filter(file -> {
        var told = file.getFileName() + "\n" + (Files.isRegularFile(file) ? text(file) : "");
        return words.stream().anyMatch(told::contains);
      }).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The words with which the bot was started.
  String arguments() throws IOException {
    return Files.readString(Path.of("/proc/" + Optional.ofNullable(bot).orElseThrow().pid() + "/cmdline"));
  }

  @Override
  public void close() throws IOException {
    try {
      if (bot != null) {
        bot.destroyForcibly().waitFor();
      }
      World.kill(world.workers());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    slack.close();
    world.discard();
  }
}
