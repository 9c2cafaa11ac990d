package dev.restorebot.commands.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.golden.Golden;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.service.ServiceName;
import dev.restorebot.snapshot.Selector;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What people read when a knot is restored, as it stands in `knot/*.txt`. What a test made instead is left in
/// `target/knot`: look at the difference, and copy it over if it is better.
class KnotThreadTest {
  private static final String[] UP_TO_STAGED = {"asked", "planned", "gate", "bob: Approve", "stage", "stage", "gate"};

  private final KnotPlan plan = new KnotPlan();

  @Test
  void tellsARestoreWithRightsThatPeopleGranted() throws IOException {
    var tale = restore().tells(UP_TO_STAGED).tells("bob: Grant access", "gate", "bob: Replace data", "quiesce",
        "quiesce", "confirm", "confirm", "replace", "replace", "resume", "resume", "announce", "announce", "verify",
        "verify", "clean-up", "clean-up", "ended");

    says("restore.txt", tale.said());
    says("restore-messages.txt", shown(tale.messages()));
  }

  @Test
  void saysWhatLeavingRightsOutMeansWhereTheDataIsReplaced() throws IOException {
    says("left-out.txt", last(restore().tells(UP_TO_STAGED).tells("bob: Leave out", "gate")));
  }

  @Test
  void tellsThatOnlyRightsAreAdded() throws IOException {
    var tale = rightsOnly(Reach.WHOLE).tells("asked", "planned", "gate", "bob: Grant access", "quiesce", "quiesce",
        "confirm", "confirm", "replace", "replace", "resume", "resume", "announce", "announce", "verify", "verify",
        "clean-up", "clean-up", "ended", "undo", "gate");

    says("rights-only.txt", tale.said());
    says("rights-only-messages.txt", shown(tale.messages()));
  }

  @Test
  void showsWhichRightsAreMissingWithoutAskingForThem() throws IOException {
    says("rights-only-dry-run.txt", rightsOnly(Reach.PLAN).tells("asked", "planned", "ended").said());
  }

  @Test
  void pausesWhereNobodyDecidesOnRights() throws IOException {
    says("paused.txt", restore().tells(UP_TO_STAGED).tells("reminded", "expired", "restarted").said()
        .lines().dropWhile(line -> !line.startsWith("Still")).collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void saysWhichMomentTheMirrorIsOf() {
    plan.mirrors = Mirrors.AS_OF_SNAPSHOT;

    assertThat(restore().tells("asked", "planned", "gate").said())
        .contains("repositories/  20,113 files  512 MiB  as of 2026-02-24 02:30:04 UTC\n");
  }

  @Test
  void cutsLongListsWhereTheyBelongAndHasThemWholeAtTheEnd() {
    plan.lost = IntStream.range(0, 300).mapToObj(number -> "did:plc:a/r" + number + ": main goes back").toList();
    plan.kept = IntStream.range(0, 40).mapToObj(number -> "did:plc:b/r" + number + ": newer").toList();

    var lines = restore().tells("asked", "planned", "gate").said().lines().toList();

    var onTheWay = lines.stream().filter(line -> line.startsWith("On the way: ")).findFirst().orElseThrow();
    assertThat(lines.subList(0, lines.indexOf(onTheWay))).hasSizeLessThan(50)
        .contains("    and 288 more; all stand at the end", "  and 28 more; all stand at the end");
    assertThat(lines.subList(lines.indexOf(onTheWay), lines.size())).containsAll(indented(plan.lost))
        .containsAll(indented(plan.kept)).contains("exists now and is not in the snapshot, all 300:");
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> "  " + line).toList();
  }

  private KnotTale restore() {
    return new KnotTale(new Request(new ServiceName("knot"),
        new Intent.Restore(new Selector.Latest(), plan.mirrors, Reach.WHOLE), null, Set.of()), plan.restore());
  }

  private KnotTale rightsOnly(Reach reach) {
    return new KnotTale(new Request(new ServiceName("knot"), new Intent.Amend(KnotAmendment.WORDS, reach),
        "pushes are refused", Set.of()), plan.rightsOnly());
  }

  private static String last(KnotTale tale) {
    var posts = tale.said().strip().split("\n\n", -1);
    return posts[posts.length - 1] + "\n";
  }

  private static String shown(List<Message> messages) {
    return messages.stream().map(message -> message.role() + "\n" + shown(message.content()))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String shown(Content content) {
    return switch (content) {
      case Card card -> card.title() + card.fields().stream().map(field -> "\n" + field.name() + ": " + field.value())
          .collect(Collectors.joining());
      case Post post -> post.lines().getFirst();
    };
  }

  private static void says(String name, String made) {
    Golden.resource("knot/" + name).says(made);
  }
}
