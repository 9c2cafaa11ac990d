package dev.restorebot.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.approval.Choice;
import dev.restorebot.approval.Gate;
import dev.restorebot.approval.Person;
import dev.restorebot.bot.chat.Heard.How;
import dev.restorebot.bot.chat.Heard.Opened;
import dev.restorebot.bot.chat.Heard.Pressed;
import dev.restorebot.bot.chat.Heard.Said;
import dev.restorebot.bot.config.ConfigurationReader;
import dev.restorebot.bot.corpus.Corpus;
import dev.restorebot.bot.corpus.FrozenWorld;
import dev.restorebot.commands.grammar.Grammar;
import dev.restorebot.commands.grammar.Parsed;
import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.run.Inbox.Item;
import dev.restorebot.run.RunId;
import dev.restorebot.sqlite.SqliteInbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was said to bots of earlier versions, and not worked off when they were ended: every kind of thing, with every button
/// that there has been. Buttons in old messages carry the same texts.
class FrozenInboxTest {
  private static final Person BOB = new Person("slack:U0BOB");
  private static final RunId RUN = new RunId("r-7k2m4q");
  private static final Fingerprint PRINT = new Fingerprint("6d1f0a2b9c3e4f50");

  private static final Grammar GRAMMAR = new Grammar(
      ConfigurationReader.read(Path.of("../deploy/overlays/sans-self/restorebot.yaml")).catalogue());
  private static final Instant SAID = Instant.parse("2026-02-26T12:00:00Z");

  @TempDir
  private Path folder;

  static Stream<FrozenWorld> inboxes() {
    return Corpus.versions().stream().flatMap(version -> FrozenWorld.in(version, "inbox").stream());
  }

  @ParameterizedTest
  @MethodSource("inboxes")
  void isReadAsItWasMeant(FrozenWorld frozen) throws IOException {
    frozen.thaw(folder.resolve("state"));
    var time = InstantSource.fixed(Instant.parse("2026-02-26T13:00:00Z"));
    try (var inbox = SqliteInbox.open(folder.resolve("state/inbox.db"), time)) {
      assertThat(inbox.open().stream().map(Item::text).map(FrozenInboxTest::read)).isEqualTo(said(frozen.version()));
      assertThat(inbox.keep(new Item("key-1", time.instant(), "again"))).isFalse();
      assertThat(inbox.keep(new Item("key-done", time.instant(), "again"))).isFalse();
    }
  }

  /// What is kept as text only means what it meant when it was said.
  private static Heard read(String text) {
    return HeardJson.read(text, said -> GRAMMAR.parse(said, SAID));
  }

  /// What there was to say in one version.
  private static List<Heard> said(Path version) {
    var beforeLeaving = Set.of("v1", "v2").contains(String.valueOf(version.getFileName()));
    return said().stream().filter(heard -> !beforeLeaving || !(heard instanceof Pressed pressed
        && pressed.action() instanceof Action.Choose choose && choose.choice() == Choice.LEAVE)).toList();
  }

  private static Said said(How how, String text) {
    var meant = (Parsed.Understood) GRAMMAR.parse(text, SAID);
    return new Said(BOB, "C0OPS", how, text, meant.command(), meant.echo());
  }

  static List<Heard> said() {
    var all = new ArrayList<Heard>(List.of(said(How.TYPED, "/restore pds latest-before 2026-02-25"),
        said(How.PRESSED, "/restore undo r-7k2m4q"),
        new Pressed(BOB, "C0OPS", new Action.BreakGlass(RUN, Gate.START, PRINT), "", "nobody else is awake"),
        new Opened(BOB, "C0OPS", new Action.Choose(RUN, Gate.PURGE, PRINT, Choice.PURGE))));
    for (var gate : Gate.values()) {
      for (var choice : gate.choices()) {
        all.add(new Pressed(BOB, "C0OPS", new Action.Choose(RUN, gate, PRINT, choice),
            choice == Choice.PURGE ? "pds" : "", choice == Choice.DENY ? "not now" : ""));
      }
    }
    return all;
  }
}
