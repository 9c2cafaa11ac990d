package dev.restorebot.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.golden.Golden;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.plan.Planner.Decision;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Finding FAR_AHEAD =
      new Finding(Severity.REFUSAL, "sequence-implausible", "A relay claims a cursor that cannot be.");
  private static final Finding NO_REPO =
      new Finding(Severity.REFUSAL, "accounts-without-repo", "bob.example would have no repo.");

  private final PlanWorld world = new PlanWorld();

  @Test
  void makesTheSamePlanOfTheSameFacts() {
    var one = PlanWorld.plan();
    var other = PlanWorld.plan();

    assertThat(one).isEqualTo(other);
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    assertThat(one.differences(other)).isEmpty();
  }

  @Test
  void needsANewApprovalForWhatMattersAndForNothingElse() {
    var written = new StringBuilder("What was decided:\n");
    words(PlanWorld.plan()).forEach(line -> written.append("  ").append(line).append('\n'));
    written.append("\nAnother plan, to be approved again:\n");
    whatMatters().forEach((fact, change) -> written.append(compared(fact, change)));
    written.append("\nThe same plan:\n");
    whatDoesNot().forEach((fact, change) -> written.append(compared(fact, change)));

    Golden.resource("dev/restorebot/plan/facts.txt").says(written.toString());
  }

  @Test
  void givesAnotherFingerprintExactlyWhenSomethingIsDecidedDifferently() {
    var before = PlanWorld.plan();

    whatMatters().forEach((fact, change) -> {
      assertThat(changed(change).fingerprint()).as(fact).isNotEqualTo(before.fingerprint());
      assertThat(before.decidesAs(changed(change))).as(fact).isFalse();
    });
    whatDoesNot().forEach((fact, change) -> {
      assertThat(changed(change).fingerprint()).as(fact).isEqualTo(before.fingerprint());
      assertThat(before.decidesAs(changed(change))).as(fact).isTrue();
    });
  }

  /// What people have approved is in journals: the same data must make the same fingerprint in every version.
  @Test
  void givesTheFingerprintThatIsInJournals() {
    assertThat(PlanWorld.plan().fingerprint()).isEqualTo(new Fingerprint("2b4124668b9dcd2a"));
    assertThat(changed(world -> world.mirrors.add(PlanWorld.mirror("one listing"))).fingerprint())
        .isEqualTo(new Fingerprint("2e56864d27a80885"));
    assertThat(PlanWorld.adding().fingerprint()).isEqualTo(new Fingerprint("cfb11474628a517a"));
  }

  @Test
  void doesNotCareInWhichOrderThingsWereDecided() {
    var terms = new ArrayList<>(PlanWorld.plan().terms());
    Collections.reverse(terms);

    assertThat(Fingerprint.of(terms)).isEqualTo(PlanWorld.plan().fingerprint());
  }

  @Test
  void doesNotTakeOneTermForAnother() {
    var one = new Term("displace", new TreeMap<>(Map.of("path", "a", "z", "b")), "");
    var other = new Term("displace", new TreeMap<>(Map.of("path", "a, z=b")), "");

    assertThat(one.toString()).isEqualTo(other.toString());
    assertThat(Fingerprint.of(List.of(one))).isNotEqualTo(Fingerprint.of(List.of(other)));
  }

  @Test
  void comparesWithAPlanOfWhichOnlyTheSentencesAreKnown() {
    var plan = PlanWorld.plan();
    var told = plan.with(plan.loss().told());

    assertThat(told.decidesAs(plan)).isTrue();
    assertThat(plan.decidesAs(told)).isTrue();
    assertThat(told.decidesAs(changed(world -> world.lost.add("other.example")))).isFalse();
    assertThat(told.differences(changed(world -> world.lost.add("other.example"))))
        .containsExactly("new: loses other.example");
  }

  @Test
  void refusesWhatAFindingForbids() {
    world.findings.add(FAR_AHEAD);

    assertThat(Planner.decide(world.facts())).isEqualTo(new Decision.Refused("A relay claims a cursor that cannot be.",
        "If that is what you want, ask again with `--accept sequence-implausible`."));
  }

  @Test
  void saysEverythingThatMustBeAcceptedAtOnce() {
    world.findings.add(FAR_AHEAD);
    world.findings.add(NO_REPO);

    assertThat(Planner.decide(world.facts())).isEqualTo(new Decision.Refused(
        "A relay claims a cursor that cannot be.\nbob.example would have no repo.",
        "If that is what you want, ask again with `--accept sequence-implausible --accept accounts-without-repo`."));
  }

  @Test
  void stillRefusesWhatWasNotAccepted() {
    world.findings.add(FAR_AHEAD);
    world.findings.add(NO_REPO);
    world.accepted.add("sequence-implausible");

    assertThat(Planner.decide(world.facts())).isEqualTo(new Decision.Refused("bob.example would have no repo.",
        "If that is what you want, ask again with `--accept accounts-without-repo`."));
  }

  @Test
  void plansInSpiteOfWhatWasAcceptedAndSaysSo() {
    world.findings.add(FAR_AHEAD);
    world.accepted.add("sequence-implausible");

    var plan = world.planned();

    assertThat(plan.findings()).contains(FAR_AHEAD);
    assertThat(words(plan)).endsWith("in spite of sequence-implausible");
  }

  @Test
  void takesNoNoticeOfAcceptanceWhereNothingWasRefused() {
    world.accepted.add("sequence-implausible");

    assertThat(world.planned().fingerprint()).isEqualTo(PlanWorld.plan().fingerprint());
  }

  @Test
  void refusesAVolumeWithoutRoomForOldAndNew() {
    world.free = 2 * (8192 + 4096) + 1024 * 1024 - 1;

    assertThat(Planner.decide(world.facts())).isEqualTo(new Decision.Refused(
        "the volume pds-data has 1.0 MiB free, and the new data beside the old needs 1.0 MiB",
        "Make the volume larger or delete what is not needed, then ask again. `/restore purge RUN` frees what an earlier"
            + " run displaced."));
  }

  @Test
  void plansWhereThereIsJustRoomEnough() {
    world.free = 2 * (8192 + 4096) + 1024 * 1024;

    assertThat(world.planned().fingerprint()).isEqualTo(PlanWorld.plan().fingerprint());
  }

  @Test
  void needsNoRoomAgainForWhatIsStaged() {
    world.free = 8192 + 4096 + 1024 * 1024;
    world.staged = 8192 + 4096;

    assertThat(world.planned().fingerprint()).isEqualTo(PlanWorld.plan().fingerprint());
  }

  @Test
  void startsAStoppedWorkloadAndWarnsOfIt() {
    world.replicas = 0;
    world.ready = 0;

    var plan = world.planned();

    assertThat(plan.replicas()).isEqualTo(1);
    assertThat(plan.findings()).contains(new Finding(Severity.WARNING, "stopped",
        "pds/deployment/pds is scaled to 0 now; the restore will start it with 1 replica."));
  }

  @Test
  void warnsOfACronJobThatIsNotThere() {
    world.cronJobs.clear();
    world.missingCronJobs.add("pds-backup");

    assertThat(world.planned().findings()).contains(new Finding(Severity.WARNING, "backups-not-suspended",
        "There is no CronJob pds-backup, so it cannot be suspended; see that no backup runs during the restore."));
  }

  @Test
  void warnsOfWhoeverMayStartTheServiceAgain() {
    world.keepers.add("the HorizontalPodAutoscaler pds");
    world.keepers.add("Flux (Kustomization flux-system/apps)");

    assertThat(world.planned().findings()).extracting(Finding::text).contains(
        "pds/deployment/pds is kept by the HorizontalPodAutoscaler pds, which may start it again in the middle of the"
            + " restore (then the restore stops before it touches anything live). Pause that first.",
        "pds/deployment/pds is kept by Flux (Kustomization flux-system/apps), which may start it again in the middle of"
            + " the restore (then the restore stops before it touches anything live). Pause that first.");
    assertThat(world.planned().fingerprint()).isEqualTo(new PlanWorld().planned().fingerprint());
  }

  @Test
  void displacesADatabaseWithEverythingThatBelongsToIt() {
    world.files.add(PlanWorld.file("account.sqlite-wal", 100));
    world.files.add(PlanWorld.file("did_cache.sqlite", 100));

    assertThat(world.planned().displaced()).extracting(file -> file.path())
        .containsExactly("account.sqlite", "sequencer.sqlite", "account.sqlite-wal");
  }

  @Test
  void displacesTheFolderThatAMirrorReplaces() {
    var world = new PlanWorld();
    world.mirrors.add(PlanWorld.mirror("one listing"));
    world.folders.add(PlanWorld.folder("repositories"));
    world.folders.add(PlanWorld.folder("others"));

    var plan = world.planned();

    assertThat(plan.folders()).containsExactly(PlanWorld.folder("repositories"));
    assertThat(words(plan)).contains("displaces repositories").doesNotContain("displaces others");
  }

  @Test
  void needsRoomForAMirrorOnceAndForDatabasesTwice() {
    var world = new PlanWorld();
    world.mirrors.add(PlanWorld.mirror("one listing"));

    assertThat(Planner.needed(world.facts()).bytes() - Planner.needed(new PlanWorld().facts()).bytes())
        .isEqualTo(PlanWorld.mirror("one listing").size().bytes());
  }

  @Test
  void plansNothingButRightsWhereNothingIsRestored() {
    var world = new PlanWorld();
    world.intent = new Intent.Amend(KnotAmendment.WORDS, Intent.Reach.WHOLE);
    world.sources.clear();
    world.lost.clear();
    world.returning.clear();
    world.additions.add(PlanWorld.addition("repo:push"));

    assertThat(words(world.planned())).containsExactly("service pds, workload pds/deployment/pds, volume pds-data",
        "started again with 1 replica", "CronJob pds-backup suspended meanwhile", "displaces account.sqlite",
        "displaces sequencer.sqlite", "grants p, did:plc:a, thisserver, did:plc:a/site, repo:push");
  }

  @Test
  void refusesToGrantWhatIsNotMissingAndSaysWhatElseMayKeepPeopleOut() {
    var world = new PlanWorld();
    world.intent = new Intent.Amend(KnotAmendment.WORDS, Intent.Reach.WHOLE);
    world.sources.clear();
    world.findings.add(new Finding(Severity.WARNING, "owners-without-key", "These owners have no public key: alice."));

    assertThat(Planner.decide(world.facts())).isEqualTo(new Decision.Refused(
        "there is nothing to add: pds has every right that could be derived",
        "Rights that people gave to others cannot be derived: they must give them again."
            + " Also found: These owners have no public key: alice."));
  }

  private static Map<String, Consumer<PlanWorld>> whatMatters() {
    var changes = new LinkedHashMap<String, Consumer<PlanWorld>>();
    changes.put("the ETag of an object", world -> alter(world, source -> new Source(source.database(), source.file(),
        new BackupObject(source.object().key(), source.object().size(), "other", source.object().modified()),
        source.digest())));
    changes.put("the size of an object", world -> alter(world, source -> new Source(source.database(), source.file(),
        new BackupObject(source.object().key(), new ByteSize(8193), source.object().etag(),
            source.object().modified()),
        source.digest())));
    changes.put("what is in an object", world -> alter(world, source -> new Source(source.database(), source.file(),
        source.object(), PlanWorld.digest("other"))));
    changes.put("another database in the snapshot",
        world -> world.sources.add(PlanWorld.source("did_cache", "13", 4096)));
    changes.put("an account that is lost too", world -> world.lost.add("other.example"));
    changes.put("an account that is not lost after all", world -> world.lost.clear());
    changes.put("an account that comes back too", world -> world.returning.add("erin.example"));
    changes.put("an account that is back already", world -> world.returning.clear());
    changes.put("the replicas", world -> world.replicas = 2);
    changes.put("a CronJob that is suspended already", world -> world.cronJobs.clear());
    changes.put("a CronJob more", world -> world.cronJobs.add("pds-backup-weekly"));
    changes.put("a live database that is gone", world -> world.files.removeFirst());
    changes.put("a mirror that is installed too", world -> world.mirrors.add(PlanWorld.mirror("one listing")));
    changes.put("another listing of that mirror", world -> world.mirrors.add(PlanWorld.mirror("another listing")));
    changes.put("a right that is missing", world -> world.additions.add(PlanWorld.addition("repo:push")));
    changes.put("an accepted refusal", world -> {
      world.findings.add(FAR_AHEAD);
      world.accepted.add("sequence-implausible");
    });
    return changes;
  }

  private static Map<String, Consumer<PlanWorld>> whatDoesNot() {
    var changes = new LinkedHashMap<String, Consumer<PlanWorld>>();
    changes.put("the time of the facts", world -> world.at = world.at.plus(Duration.ofHours(1)));
    changes.put("the size and the content of a live file",
        world -> world.files.set(0, PlanWorld.file("account.sqlite", 16384)));
    changes.put("a -wal and a -shm", world -> world.files.addAll(
        List.of(PlanWorld.file("account.sqlite-wal", 100), PlanWorld.file("account.sqlite-shm", 32768))));
    changes.put("a live file of no database", world -> world.files.add(PlanWorld.file("other.sqlite", 100)));
    changes.put("a live folder of no mirror", world -> world.folders.add(PlanWorld.folder("repositories")));
    changes.put("less room, but enough", world -> world.free = 2_000_000);
    changes.put("how far a relay is", world -> world.relays.put("https://relay.example", 9050L));
    changes.put("a relay that does not answer", world -> world.relays.clear());
    changes.put("a note",
        world -> world.findings.add(new Finding(Severity.NOTE, "sequence", "The snapshot is at 8900.")));
    changes.put("a warning",
        world -> world.findings.add(new Finding(Severity.WARNING, "relay-unknown", "A relay does not answer.")));
    changes.put("what is kept", world -> world.kept.add("actors/: 3 repos"));
    changes.put("what is to be done by hand", world -> world.byHand.add("Tell third."));
    changes.put("what must be known before an undo", world -> world.ifUndone.add("A relay has gone on."));
    changes.put("what was passed over", world -> world.passedOver.add("20260225-020012: not complete"));
    changes.put("how many replicas are ready", world -> world.ready = 0);
    changes.put("another wording of what is lost and of what comes back",
        world -> world.wording = item -> "the account of " + item);
    changes.put("a workload that was stopped, where one replica is started again", world -> world.replicas = 0);
    return changes;
  }

  private static void alter(PlanWorld world, UnaryOperator<Source> change) {
    world.sources.set(0, change.apply(world.sources.getFirst()));
  }

  @Test
  void givesAnExchangeTimeForEveryByteAndFileThatItMoves() {
    assertThat(PlanWorld.plan().exchangeWithin(1)).isEqualTo(Duration.ofMinutes(5));
    var large = changed(world -> {
      world.files.add(PlanWorld.file("account.sqlite-wal", 512L << 20));
      world.mirrors.add(PlanWorld.mirror("one listing"));
      world.folders
          .add(new VolumeFolder("repositories", 30_000, new ByteSize(100L << 20), new Digest("ab".repeat(32))));
    });

    // 5 minutes, 612 MiB at half a second each, 30,000 files at a hundredth of one, in whole minutes.
    assertThat(large.exchangeWithin(1)).isEqualTo(Duration.ofMinutes(16));
    assertThat(large.exchangeWithin(2)).isEqualTo(Duration.ofMinutes(32));
  }

  private static Plan changed(Consumer<PlanWorld> change) {
    var world = new PlanWorld();
    change.accept(world);
    return world.planned();
  }

  private static List<String> words(Plan plan) {
    return plan.terms().stream().map(Term::words).toList();
  }

  private static String compared(String fact, Consumer<PlanWorld> change) {
    var lines = new StringBuilder("  " + fact + "\n");
    PlanWorld.plan().differences(changed(change)).forEach(line -> lines.append("    ").append(line).append('\n'));
    return lines.toString();
  }
}
