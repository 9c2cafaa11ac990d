package dev.restorebot.bot.chat;

import dev.restorebot.approval.Groups;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.Intake.Deed;
import dev.restorebot.bot.chat.picture.PlotPicture;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Card;
import dev.restorebot.commands.thread.Content;
import dev.restorebot.commands.thread.Pacing;
import dev.restorebot.commands.thread.Post;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A whole chat, as unlike Slack as one may be: it delivers nothing twice, shows a form as the first answer to a press or never, and lets
/// nobody be told alone who has not just done something. Thread-safe.
public final class ToyChat implements FrontEnd, ChatMessages {
  /// What it is called in the journal.
  public static final String NAME = "toy";
  /// Its only channel.
  public static final String SQUARE = "square";

  private static final Duration ANSWERABLE = Duration.ofSeconds(3);

  private final InstantSource pacing;
  private final Map<String, Shown> messages = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();
  private final Set<String> crew;
  private Optional<Intake> intake = Optional.empty();
  private int deeds;

  /// @param crew who is in the group `toy-group:crew`
  public ToyChat(InstantSource pacing, Set<String> crew) {
    this.pacing = pacing;
    this.crew = Set.copyOf(crew);
  }

  /// It as one of a bot's chats.
  public ChatSetup setup(boolean mirrors, ChatClocks clocks) {
    return new ChatSetup(new Places(NAME, List.of(SQUARE)), mirrors, clocks, _ -> this);
  }

  private record Shown(Optional<String> thread, List<String> lines, List<Button> buttons) {}

  // What the bot sees of it

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "The toy chat";
  }

  @Override
  public ChatMessages messages() {
    return this;
  }

  @Override
  public Groups groups() {
    return (group, person) -> group.equals("toy-group:crew") && crew.contains(person.name())
        ? Groups.Membership.IN
        : Groups.Membership.OUT;
  }

  @Override
  public FormTime formTime() {
    return FormTime.FIRST_ANSWER;
  }

  @Override
  public Pacing pacing() {
    return new Pacing(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
  }

  @Override
  public synchronized Written post(Destination to, Content content) {
    return posted(shown(to.thread(), content));
  }

  private Written posted(Shown shown) {
    var name = "m" + (messages.size() + 1);
    messages.put(name, shown);
    return new Written.Taken(name);
  }

  private static Shown shown(Optional<String> thread, Content content) {
    return switch (content) {
      case Post post -> new Shown(thread, post.lines(), post.buttons());
      case Card card -> new Shown(thread,
          Stream.of(Stream.of(card.title()), card.fields().stream().map(field -> field.name() + ": " + field.value()),
              card.lines().stream()).flatMap(lines -> lines).toList(),
          card.buttons());
    };
  }

  @Override
  public synchronized Written edit(String message, Content content) {
    messages.computeIfPresent(message, (_, before) -> shown(before.thread(), content));
    return new Written.Taken(message);
  }

  @Override
  public synchronized Written answer(String channel, Reply reply) {
    return posted(new Shown(Optional.empty(), reply.lines(), reply.buttons()));
  }

  @Override
  public synchronized Written rewrite(String message, Reply reply) {
    messages.put(message, new Shown(Optional.empty(), reply.lines(), reply.buttons()));
    return new Written.Taken(message);
  }

  @Override
  public void attach(String message, PlotPicture picture) {
    // It shows no pictures.
  }

  @Override
  public synchronized void tell(Person person, String channel, Reply reply) {
    posted(new Shown(Optional.empty(), Stream.concat(Stream.of("To " + person.name() + ":"), reply.lines().stream())
        .toList(), reply.buttons()));
  }

  @Override
  public Door open(Intake here) {
    intake = Optional.of(here);
    var since = pacing.instant();
    return new Door() {
      @Override
      public DoorState state() {
        return new DoorState.Open(since);
      }

      @Override
      public void close() {
        intake = Optional.empty();
      }
    };
  }

  @Override
  public void close() {
    // Nothing is held open.
  }

  // What people do in it

  /// `user` types `text`.
  ///
  /// @return the first answer, which they alone see
  public List<String> says(String user, String text) {
    return here().typed(deed(user), text).lines();
  }

  /// `user` presses the newest button of that label.
  public FirstAnswer presses(String user, String label) {
    return presses(user, action(label));
  }

  /// `user` presses a button that did `action` when it was looked at.
  public FirstAnswer presses(String user, Action action) {
    return here().pressed(deed(user), ButtonValue.read(ButtonValue.of(action)));
  }

  /// `user` fills in `form`.
  ///
  /// @return what is wrong with it; empty if it was taken
  public Map<String, String> submits(String user, Form form, String typed, String reason) {
    var submission = new Submission(form.question(), form.action(), typed, reason);
    var mistakes = here().mistakes(submission);
    if (mistakes.isEmpty() && !here().submitted(deed(user), submission)) {
      throw new AssertionError("it was not kept");
    }
    return mistakes;
  }

  private Intake here() {
    return intake.orElseThrow(() -> new IllegalStateException("nobody hears"));
  }

  private Deed deed(String user) {
    deeds++;
    return new Deed(new Person(NAME + ":" + user), SQUARE, "deed " + deeds, new Just(user, pacing.instant()));
  }

  /// What the newest button of that label does.
  public synchronized Action action(String label) {
    return messages.values().stream().flatMap(shown -> shown.buttons().stream())
        .filter(button -> button.label().equals(label)).reduce((_, newer) -> newer)
        .map(Button::action).orElseThrow(() -> new AssertionError("no [" + label + "] in\n" + transcript()));
  }

  /// What somebody has just done.
  private final class Just implements Interaction {
    private final String user;
    private final Instant at;

    Just(String user, Instant at) {
      this.user = user;
      this.at = at;
    }

    @Override
    public void awaitAcknowledgement() {
      // The answer is the return of the call.
    }

    @Override
    public boolean tell(Reply reply) {
      var inTime = pacing.instant().isBefore(at.plus(ANSWERABLE));
      if (inTime) {
        told.add(user + " alone: " + String.join(" / ", reply.lines()));
      }
      return inTime;
    }

    @Override
    public Showing show(Form form) {
      return Showing.OVER;
    }
  }

  /// What people were told alone after the first answer.
  public List<String> told() {
    return List.copyOf(told);
  }

  /// All that everybody sees, threads below their cards.
  public synchronized String transcript() {
    return messages.entrySet().stream().filter(entry -> entry.getValue().thread().isEmpty())
        .map(entry -> text(entry.getValue()) + messages.values().stream()
            .filter(shown -> shown.thread().filter(entry.getKey()::equals).isPresent())
            .map(shown -> text(shown).indent(4)).collect(Collectors.joining()))
        .collect(Collectors.joining());
  }

  private static String text(Shown shown) {
    var buttons = shown.buttons().stream().map(button -> "[" + button.label() + "]").collect(Collectors.joining(" "));
    return String.join("\n", shown.lines()) + "\n" + (buttons.isEmpty() ? "" : buttons + "\n");
  }
}
