package dev.restorebot.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.approval.Policy;
import dev.restorebot.bot.slack.fake.Ack;
import dev.restorebot.bot.slack.fake.Ephemeral;
import dev.restorebot.bot.slack.fake.FakeSlack;
import dev.restorebot.bot.slack.fake.Message;
import dev.restorebot.bot.slack.fake.View;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.run.Journal.Entry;
import dev.restorebot.run.RunEvent.BreakGlassRejected;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunEvent.GlassBroken;
import dev.restorebot.run.RunEvent.RequestRejected;
import dev.restorebot.run.RunEvent.TurnedAway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A world whose script is written down while it is played: who did what, and what they alone were shown. A line is done
/// when everything has come to rest. Where an answer comes by itself a little later, the next line finds it.
final class Scene implements AutoCloseable {
  static final String ANOTHER = "U0ANOTHER";
  private static final List<String> PEOPLE =
      List.of(SlackWorld.ALICE, SlackWorld.BOB, SlackWorld.STRANGER, ANOTHER);

  private static final Set<Byte> HIDDEN = Set.of(Character.CONTROL, Character.FORMAT, Character.SURROGATE);
  private static final int LONGEST = 400;

  private final SlackWorld world;
  private final StringBuilder script = new StringBuilder();
  private final Set<String> seen = new HashSet<>();

  private Scene(SlackWorld world) {
    this.world = world;
  }

  /// A scene in a new world; another person is there, too.
  static Scene open(Path folder, UnaryOperator<Policy> rules) throws Exception {
    var scene = new Scene(SlackWorld.open(folder, rules));
    scene.slack().user(ANOTHER, "another");
    scene.slack().join(FakeSlack.OPS, ANOTHER);
    return scene;
  }

  static Scene open(Path folder) throws Exception {
    return open(folder, UnaryOperator.identity());
  }

  SlackWorld world() {
    return world;
  }

  FakeSlack slack() {
    return world.slack();
  }

  Ack says(String user, String text) throws InterruptedException {
    var ack = world.says(user, text);
    note(user + ": " + text);
    return ack;
  }

  /// `user` clicks the newest button of that label.
  Ack clicks(String user, String label) throws InterruptedException {
    return clicks(user, world.having(label), label);
  }

  /// `user` clicks a button of `message` as it was when it was looked at.
  Ack clicks(String user, Message message, String label) throws InterruptedException {
    var ack = slack().clickOld(user, message, label).await();
    world.settle();
    note(user + ": [" + label + "]");
    return ack;
  }

  /// The person clicks a button in what only they see.
  Ack clicks(Ephemeral shown, String label) throws InterruptedException {
    var ack = slack().click(shown, label).await();
    world.settle();
    note(shown.user() + ": [" + label + "] in what only they see");
    return ack;
  }

  /// `user` fills in the newest form.
  Ack submits(String user, Map<String, String> values) throws InterruptedException {
    var ack = slack().submit(user, form(user), values).await();
    world.settle();
    note(user + ": fills in " + values.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(each -> each.getKey() + " = \"" + each.getValue() + "\"").collect(Collectors.joining(", ")));
    var form = form(user);
    script
        .append(form.open() ? "  the form stays open: " + new TreeMap<>(form.errors()) + "\n" : "  the form closes\n");
    return ack;
  }

  void closesForm(String user) throws InterruptedException {
    var _ = slack().cancelView(user, form(user));
    world.settle();
    note(user + ": closes the form");
  }

  /// The newest form that was opened for `user`.
  View form(String user) {
    return slack().views(user).getLast();
  }

  /// `person` decides in the terminal.
  void decidesInTheTerminal(Person person, Action action) throws InterruptedException {
    var reply = world.bot().wiring().desk().press(person, "", action, Written.NOTHING);
    world.settle();
    note(person.id() + " in the terminal: " + action(action));
    reply.lines().forEach(line -> script.append("  ").append(line).append('\n'));
  }

  private static String action(Action action) {
    return switch (action) {
      case Action.Say(var command) -> command;
      case Action.Choose(_, _, _, var choice) -> "[" + choice.label() + "]";
      case Action.BreakGlass _ -> "[Break glass]";
    };
  }

  void passes(Duration time) throws InterruptedException {
    world.passes(time);
    note("-- " + time.toString().substring(2).toLowerCase(Locale.ROOT) + " later");
  }

  void happens(String fault) throws InterruptedException {
    world.happens(fault);
    note("-- " + fault);
  }

  /// Writes down `what`, and what people alone were shown since the last line.
  void note(String what) {
    script.append(shown(what)).append('\n');
    for (var whisper : whispers()) {
      if (seen.add(whisper.id())) {
        script.append("  only ").append(whisper.user()).append(" sees, by ").append(whisper.via()).append(":\n")
            .append(whisper.plain().indent(4));
      }
    }
    for (var user : PEOPLE) {
      slack().views(user).stream().filter(view -> seen.add(view.id()))
          .forEach(view -> script.append("  ").append(user).append(" is shown a form:\n")
              .append(view.plain().indent(4)));
    }
  }

  /// What cannot be seen written out, and what is long cut.
  private static String shown(String what) {
    var visible = visible(what);
    return visible.length() > LONGEST ? visible.substring(0, LONGEST) + "... (" + visible.length() + ")" : visible;
  }

  private static String visible(String what) {
    return what.codePoints().mapToObj(sign -> HIDDEN.contains((byte) Character.getType(sign))
        ? String.format("\\u%04x", sign)
        : Character.toString(sign)).collect(Collectors.joining());
  }

  /// All that people alone were shown: first what came with an acknowledgement, which races with the answer.
  List<Ephemeral> whispers() {
    return PEOPLE.stream().flatMap(user -> slack().ephemerals(user).stream())
        .sorted(Comparator.comparing((Ephemeral each) -> !"ack".equals(each.via())).thenComparing(Ephemeral::id))
        .toList();
  }

  /// Compares script, journal and channel with the golden file, and finds that Slack liked all of it. Pictures are left out, which not
  /// every system can draw: see [PicturesInSlackTest].
  void compare(String name) throws IOException {
    assertThat(slack().violations()).isEmpty();
    Golden.compare(name + ".scene", script + "\nWhat the journal has of it\n" + String.join("\n", journal())
        + "\n\nWhat the channel shows\n"
        + world.transcript().replaceAll("(?m)^ *restorebot:\\R *\\(file \\S+\\.png\\)\\R", ""));
  }

  /// What people chose, rightly or not.
  List<String> journal() {
    var lines = new ArrayList<String>();
    world.bot().wiring().engine().ledger().entriesAfter(0).stream().flatMap(Scene::told)
        .map(Scene::visible).forEach(lines::add);
    return lines;
  }

  private static Stream<String> told(Entry entry) {
    return switch (entry.event()) {
      case Chosen(var by, var gate, _, var choice, var reason, var ruling) ->
        Stream.of(by.id() + " " + gate.word() + " " + choice + (reason.isEmpty() ? "" : " (" + reason + ")") + ", "
            + ruling.effect() + ": " + ruling.words());
      case GlassBroken(var by, var gate, _, var reason, _) ->
        Stream.of(by.id() + " " + gate.word() + " breaks glass (" + reason + ")");
      case BreakGlassRejected(var by, var gate, _, var reason, var refusal) ->
        Stream.of(by.id() + " " + gate.word() + " may not break glass (" + reason + "): " + refusal);
      case RequestRejected(var by, var what, var refusal) -> Stream.of(by.id() + " " + what + ", in vain: " + refusal);
      case TurnedAway(var by, var request, var reason) ->
        Stream.of(by.id() + " asks for " + request.service() + ", turned away: " + reason);
      default -> Stream.empty();
    };
  }

  /// The newest thing that only `user` sees and that has a button of that label.
  Ephemeral privately(String user, String label) {
    return Optional.of(slack().ephemerals(user)).stream().flatMap(List::stream)
        .filter(each -> each.buttons().contains(label)).reduce((_, newer) -> newer).orElseThrow();
  }

  @Override
  public void close() {
    world.close();
  }
}
