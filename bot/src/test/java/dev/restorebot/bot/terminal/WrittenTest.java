package dev.restorebot.bot.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Person;
import dev.restorebot.bot.Wiring;
import dev.restorebot.bot.Wiring.Place;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.crash.Worlds;
import dev.restorebot.commands.desk.FrontDesk.Written;
import dev.restorebot.commands.thread.Button;
import dev.restorebot.commands.thread.Chat;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.run.RunEvent.Asked;
import dev.restorebot.run.RunEvent.Chosen;
import dev.restorebot.run.RunId;
import dev.restorebot.run.Watcher;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people write in a chat that has more room than a terminal: where they are, and why they press a button.
class WrittenTest {
  private static final Person ALICE = new Person("sandbox:alice");

  private final List<Post> posts = new CopyOnWriteArrayList<>();

  @Test
  void keepsWhereWasAskedAndWhyWasChosen(@TempDir Path folder) throws InterruptedException {
    try (var world = Worlds.open(folder.resolve("world"));
        var bot = Wiring.bot(Place.in(world), ConfigurationReader.read(world.configuration()), chat(), Watcher.NONE,
            UnaryOperator.identity())) {
      var offered = called("20260224-020011", bot.desk().say(ALICE, "sandbox:ops", "/restore pds").buttons());

      bot.desk().press(ALICE, "sandbox:ops", offered.action(), Written.NOTHING);
      bot.engine().awaitRest();
      var deny = called("Deny", posts.stream().flatMap(post -> post.buttons().stream()).toList());
      bot.desk().press(ALICE, "sandbox:ops", deny.action(), new Written("", " wait for\n*bob* "));
      bot.engine().awaitRest();

      var events = bot.engine().ledger().entriesAfter(0).stream().map(entry -> entry.event()).toList();
      assertThat(events).filteredOn(Asked.class::isInstance).singleElement()
          .satisfies(asked -> assertThat(((Asked) asked).where()).isEqualTo("sandbox:ops"));
      assertThat(events).filteredOn(Chosen.class::isInstance).singleElement()
          .satisfies(chosen -> assertThat(((Chosen) chosen).reason()).isEqualTo("wait for *bob*"));
      assertThat(posts).filteredOn(post -> !post.quotes().isEmpty()).containsExactly(
          new Post(List.of("alice chose [Deny], because: wait for *bob*"), List.of(), List.of("wait for *bob*")));
    }
  }

  private static Button called(String label, List<Button> buttons) {
    return buttons.stream().filter(button -> button.label().equals(label)).findFirst().orElseThrow();
  }

  private Chat chat() {
    return new Chat() {
      @Override
      public String name() {
        return "board";
      }

      @Override
      public String post(RunId run, Post post) {
        posts.add(post);
        return "m-" + posts.size();
      }
    };
  }
}
