package dev.restorebot.commands.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.restorebot.commands.Command;
import dev.restorebot.commands.Examples;
import dev.restorebot.commands.Topic;
import dev.restorebot.commands.grammar.Parsed.Misunderstood;
import dev.restorebot.commands.grammar.Parsed.Understood;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.run.RunId;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.AmendmentWords;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
  private static final ServiceName PDS = new ServiceName("pds");
  private static final ServiceName KNOT = new ServiceName("knot");

  private final Grammar grammar = Examples.grammar("pds", "knot");

  @ParameterizedTest
  @ValueSource(strings = {"/restore pds latest-before 2026-02-25", "restore pds latest-before 2026-02-25",
      "pds latest-before 2026-02-25", "  /RESTORE\u00a0 pds\n Latest-Before\t2026-02-25T00:00Z ",
      "pds latest–before 2026‑02‑25", "pds latest-before 2026-02-25 01:00+01:00",
      "pds latest-before 20260225-000000", "pds latest-before today", "\ufeffpds \u200blatest-before 2026-02-25"})
  void readsTheSameCommandHoweverItIsTyped(String text) {
    assertThat(command(text)).isEqualTo(restore(new Selector.LatestBefore(Instant.parse("2026-02-25T00:00:00Z"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pds latest --reason \"disk died\" --accept a1 --accept B-2 --dry-run",
      "pds latest --reason disk died --accept=a1 --accept B-2 --dry-run",
      "pds latest –dry-run —reason “disk died” —accept a1 ––accept B-2",
      "--accept a1 --dry-run pds --accept \"B-2\" --accept a1 latest --REASON='disk died'",
      "pds latest -dry-run --reason=disk died --accept a1 --accept=\"B-2\""})
  void readsTheSameOptionsHoweverTheyAreTyped(String text) {
    assertThat(command(text))
        .isEqualTo(begin(PDS, restore(new Selector.Latest(), Reach.PLAN), "disk died", "a1", "B-2"));
  }

  @Test
  void readsTheTimestampOfABackup() {
    var timestamp = Timestamp.parse("20260224-020011").orElseThrow();

    assertThat(command("pds at 20260224-020011")).isEqualTo(restore(new Selector.At(timestamp)));
    assertThat(command("pds at 2026-02-24T03:00:11+01:00")).isEqualTo(restore(new Selector.At(timestamp)));
  }

  @Test
  void countsATimeAgoFromTheClockToTheSecond() {
    assertThat(command("pds latest-before 90m ago"))
        .isEqualTo(restore(new Selector.LatestBefore(Instant.parse("2026-02-25T08:00:15Z"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"knot latest --mirror-as-of-snapshot", "/restore --MIRROR-as-of-snapshot knot latest",
      "knot —mirror–as–of‑snapshot latest"})
  void takesTheMirrorAsItWasWhereThatIsAsked(String text) {
    assertThat(command(text)).isEqualTo(begin(KNOT,
        new Intent.Restore(new Selector.Latest(), Mirrors.AS_OF_SNAPSHOT, Reach.WHOLE), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acl knot --dry-run --accept a1 --reason pushes are refused",
      "/RESTORE ACL knot —reason “pushes are refused” —dry-run --accept=a1"})
  void readsThatWhatTheServiceHasIsToBeAmended(String text) {
    assertThat(command(text)).isEqualTo(begin(KNOT, new Intent.Amend(KnotAmendment.WORDS, Reach.PLAN),
        "pushes are refused", "a1"));
  }

  @Test
  void readsEveryOtherCommand() {
    var run = new RunId("r-7k2m4q");

    assertThat(command("/restore pds")).isEqualTo(new Command.Choose(PDS));
    assertThat(command("runbook pds latest --accept a1"))
        .isEqualTo(
            new Command.Runbook(new Request(PDS, restore(new Selector.Latest(), Reach.PLAN), null, Set.of("a1"))));
    assertThat(command("runbook knot latest --mirror-as-of-snapshot"))
        .isEqualTo(new Command.Runbook(new Request(KNOT,
            new Intent.Restore(new Selector.Latest(), Mirrors.AS_OF_SNAPSHOT, Reach.PLAN), null, Set.of())));
    assertThat(command("list pds")).isEqualTo(new Command.ListSnapshots(PDS));
    assertThat(command("STATUS")).isEqualTo(new Command.Status());
    assertThat(command("history")).isEqualTo(new Command.History(Optional.empty()));
    assertThat(command("history pds")).isEqualTo(new Command.History(Optional.of(PDS)));
    assertThat(command("show r-7k2m4q")).isEqualTo(new Command.Show(run));
    assertThat(command("cancel r–7k2m4q")).isEqualTo(new Command.Cancel(run));
    assertThat(command("undo r-7k2m4q")).isEqualTo(new Command.Undo(run));
    assertThat(command("purge r-7k2m4q")).isEqualTo(new Command.Purge(run));
    assertThat(command("")).isEqualTo(new Command.Help(Optional.empty()));
    assertThat(command("help --dry-run")).isEqualTo(new Command.Help(Optional.of(Topic.Common.RESTORE)));
    assertThat(command("undo --help")).isEqualTo(new Command.Help(Optional.of(Topic.Common.UNDO)));
  }

  @Test
  void reservesItsOwnWordsBeforeServicesOfTheSameName() {
    var named = Examples.grammar("acl", "knot", "list", "pds");

    assertThat(command(named, "/restore list list")).isEqualTo(new Command.ListSnapshots(new ServiceName("list")));
    assertThat(named.parse("/restore list", Examples.TIME.instant())).isInstanceOf(Misunderstood.class);
    assertThat(named.parse("/restore list latest", Examples.TIME.instant())).isInstanceOf(Misunderstood.class);
    assertThat(command(named, "/restore list acl")).isEqualTo(new Command.ListSnapshots(new ServiceName("acl")));
    assertThat(named.parse("/restore acl", Examples.TIME.instant())).isInstanceOf(Misunderstood.class);
    assertThat(named.parse("/restore acl latest", Examples.TIME.instant())).isInstanceOf(Misunderstood.class);
    assertThat(Grammar.reserves(new ServiceName("list"))).isTrue();
    assertThat(Grammar.reserves(PDS)).isFalse();
  }

  /// Which amendments there are, the services say.
  @Test
  void readsTheAmendmentsThatTheServicesKnow() {
    var tags = new AmendmentWords("tags", "tag", "tags", "Add tags", "approve", "approved", "it is not found");
    var own = new Amendment(tags, List.of("labels"), "Notes may lack tags.", "not found", "has every tag", "Add them.");
    var notes = new Grammar(Examples.catalogue(Map.of("notes", own, "knot", KnotAmendment.RIGHTS), "notes", "knot"));

    assertThat(command(notes, "/restore TAGS notes --dry-run"))
        .isEqualTo(begin(new ServiceName("notes"), new Intent.Amend(tags, Reach.PLAN), null));
    assertThat(command(notes, "/restore acl knot"))
        .isEqualTo(begin(KNOT, new Intent.Amend(KnotAmendment.WORDS, Reach.WHOLE), null));
    assertThat(notes.parse("/restore tags", Examples.TIME.instant())).isEqualTo(new Misunderstood(
        "Say which service's tags: /restore tags SERVICE. Services: knot, notes.", List.of()));
    assertThat(notes.parse("/restore tags knot", Examples.TIME.instant()))
        .isEqualTo(new Misunderstood("knot has no tags that tags could add: not every kind of service has.",
            List.of("/restore acl knot", "/restore tags notes")));
    assertThat(notes.parse("/restore labels notes", Examples.TIME.instant())).isEqualTo(
        new Misunderstood("\"labels\" is neither a service nor a command.", List.of("/restore tags notes")));
    assertThat(command(notes, "/restore help labels"))
        .isEqualTo(new Command.Help(Optional.of(new Topic.OfAmendment(own))));
  }

  @Test
  void knowsNoAmendmentWhereNoServiceDoes() {
    var plain = Examples.grammar("pds");

    assertThat(plain.parse("/restore acl pds", Examples.TIME.instant())).isEqualTo(new Misunderstood(
        "\"acl\" is neither a service nor a command. Services: pds. Commands: drill, list, status, history, show, cancel,"
            + " reopen, undo, purge, runbook, diagnose, help.",
        List.of()));
    assertThat(plain.parse("/restore help acl", Examples.TIME.instant())).isInstanceOf(Misunderstood.class);
  }

  @Test
  void keepsTheOptionsOutOfAReasonInQuotes() {
    assertThat(command("pds latest --reason \"try --dry-run - first\"")).isEqualTo(begin(PDS,
        restore(new Selector.Latest(), Reach.WHOLE), "try --dry-run - first"));
  }

  @Test
  void keepsApostrophesAndDashesInAReasonWithoutQuotes() {
    assertThat(command("pds latest --reason can't log in – since 'noon --dry-run")).isEqualTo(begin(PDS,
        restore(new Selector.Latest(), Reach.PLAN), "can't log in – since 'noon"));
  }

  @Test
  void tellsHowLongACommandMayBe() {
    var text = "pds latest --reason " + "x".repeat(2000 - 20);

    assertThat(grammar.parse(text, Examples.TIME.instant())).isInstanceOf(Understood.class);
    assertThat(grammar.parse(text + "x", Examples.TIME.instant())).isEqualTo(new Misunderstood(
        "That is 2,001 characters long, and a command may have 2,000. Shorten the reason.", List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pds\u0007", "pds \u001b[31mlatest", "pds latest --reason \u202eyadot", "\ud800"})
  void refusesCharactersThatCannotBeShownWithoutRepeatingThem(String text) {
    assertThat(grammar.parse(text, Examples.TIME.instant())).asInstanceOf(type(Misunderstood.class))
        .extracting(Misunderstood::problem)
        .asString()
        .contains("cannot be shown (U+").matches("[ -~]+");
  }

  private static Command restore(Selector selector) {
    return begin(PDS, restore(selector, Reach.WHOLE), null);
  }

  private static Intent restore(Selector selector, Reach reach) {
    return new Intent.Restore(selector, Mirrors.NOW, reach);
  }

  private static Command begin(ServiceName service, Intent intent, @Nullable String why, String... accepted) {
    return new Command.Begin(new Request(service, intent, why, Set.of(accepted)));
  }

  private Command command(String text) {
    return command(grammar, text);
  }

  private static Command command(Grammar grammar, String text) {
    return switch (grammar.parse(text, Examples.TIME.instant())) {
      case Understood(var command, _) -> command;
      case Misunderstood(var problem, _) -> throw new AssertionError(text + ": " + problem);
    };
  }
}
