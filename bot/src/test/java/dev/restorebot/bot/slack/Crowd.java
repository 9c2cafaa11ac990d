package dev.restorebot.bot.slack;

import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.Ephemeral;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Many people in the channel, none of whom may do anything: every second thing they do is a click on a button, the others are
/// commands. Confined to one thread.
final class Crowd {
  /// How many things they do.
  static final int DEEDS = 500;
  /// How many of them are clicks.
  static final int CLICKS = DEEDS / 2;

  private static final int PEOPLE = 50;
  private static final int AT_ONCE = 50;
  /// What needs nothing, the journal, the object store; what is refused, and what is not understood.
  private static final List<String> COMMANDS =
      List.of("help", "status", "list pds", "pds latest", "history pds", "pdz latest");

  private final FakeSlack slack;
  private final Message message;
  private final String label;
  private final List<Ack> acks = new ArrayList<>();

  /// @param label of a button in `message`
  Crowd(FakeSlack slack, Message message, String label) {
    this.slack = slack;
    this.message = message;
    this.label = label;
    for (var number = 0; number < PEOPLE; number++) {
      slack.user(id(number), "stranger" + number);
      slack.join(FakeSlack.OPS, id(number));
    }
  }

  private static String id(int number) {
    return "U0STRANGER%02d".formatted(number % PEOPLE);
  }

  /// One of them does the next thing.
  Ack act() {
    var number = acks.size();
    var ack = number % 2 == 0
        ? slack.clickOld(id(number), message, label)
        : slack.command(id(number / 2), FakeSlack.OPS, "/restore", COMMANDS.get(number / 2 % COMMANDS.size()));
    acks.add(ack);
    return ack;
  }

  /// They do everything, fifty at once, and wait until it is acknowledged.
  List<Ack> actAll() {
    while (acks.size() < DEEDS) {
      act();
      if (acks.size() > AT_ONCE) {
        acks.get(acks.size() - AT_ONCE).await();
      }
    }
    return awaitAll();
  }

  /// Returns when everything is acknowledged.
  List<Ack> awaitAll() {
    acks.forEach(Ack::await);
    return List.copyOf(acks);
  }

  /// What they alone were told.
  List<String> told() {
    return IntStream.range(0, PEOPLE).mapToObj(Crowd::id).flatMap(id -> slack.ephemerals(id).stream())
        .map(Ephemeral::plain).toList();
  }
}
