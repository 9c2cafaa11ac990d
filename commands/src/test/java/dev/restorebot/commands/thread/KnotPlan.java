package dev.restorebot.commands.thread;

import dev.restorebot.files.Digest;
import dev.restorebot.kind.Addition;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Loss;
import dev.restorebot.knot.KnotAmendment;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.plan.Candidate;
import dev.restorebot.plan.Fingerprint;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Plan;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.ServiceName;
import dev.restorebot.service.Timeouts;
import dev.restorebot.snapshot.Timestamp;
import dev.restorebot.store.BackupObject;
import dev.restorebot.text.ByteSize;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The plan for a knot of alice and bob, in which the mirror is a day newer than the database; to be changed one fact at a
/// time.
final class KnotPlan {
  static final Instant AT = Instant.parse("2026-02-26T12:00:00Z");
  private static final Timestamp DAY = Timestamp.parse("20260224-023004").orElseThrow();
  private static final String ALICE = "did:plc:wydyrngmxbcsqdvhmd7whmye";
  private static final String BOB = "did:plc:sg4udwrlnokqtpteaswzcps5";

  Mirrors mirrors = Mirrors.NOW;
  List<String> repositories = new ArrayList<>(List.of(ALICE + "/site", ALICE + "/notes", BOB + "/game", BOB + "/new"));
  List<String> lost = new ArrayList<>(List.of(ALICE + "/site: main goes from 5b1c9d2 back to bc4b091",
      "key SHA256:pYt0 of " + BOB));
  List<String> returning = new ArrayList<>(List.of("repository " + ALICE + "/notes"));
  List<String> kept = new ArrayList<>(List.of(BOB + "/later: newer than the mirror, kept as it is"));
  List<Addition> additions = new ArrayList<>(List.of(addition(ALICE, "notes"), addition(BOB, "new")));
  final List<Finding> findings = new ArrayList<>(List.of(
      new Finding(Severity.NOTE, "mirror-newer", "The mirror of repositories has no time of its own."),
      new Finding(Severity.WARNING, "owners-without-key", "These owners have no public key in the database: " + BOB
          + ". SSH itself will turn them away.")));

  /// The six rows of an owner.
  static Addition addition(String owner, String name) {
    var path = owner + "/" + name;
    return new Addition(path, Stream.concat(
        Stream.of("settings", "push", "owner", "invite", "delete")
            .map(right -> "p, " + owner + ", thisserver, " + path + ", repo:" + right),
        Stream.of("p, server:owner, thisserver, " + path + ", repo:delete")).toList());
  }

  /// The plan to restore it.
  Plan restore() {
    var mirror = new Mirror(new MirrorDefinition("repositories", "knot/repositories/", "repositories"),
        mirrors == Mirrors.NOW ? null : DAY.instant(), 20_113, new ByteSize(512L << 20),
        Instant.parse("2026-02-25T02:31:40Z"), digest("listing"));
    return plan(new Candidate(DAY, DAY, List.of(source()), List.of(mirror), contents(), List.of(), List.of()),
        List.of(new VolumeFolder("repositories", 20_240, new ByteSize(513L << 20), digest("stamp"))));
  }

  /// The plan to add rights to what it has.
  Plan rightsOnly() {
    lost.clear();
    returning.clear();
    kept = List.of("repositories, members and keys: nothing but the table acl is added to");
    var now = new Timestamp(AT);
    return plan(new Candidate(now, now, List.of(), List.of(), contents(), List.of(), List.of()), List.of());
  }

  private Plan plan(Candidate candidate, List<VolumeFolder> folders) {
    return new Plan(new ServiceName("knot"), "deployment/knot", "knot-data", candidate, 1, List.of("knot-backup"),
        List.of(file("live", 98_304)), folders,
        new Loss("repository", changes(lost), changes(returning), kept, additions, findings), KnotAmendment.WORDS,
        findings, ExternalState.NOTHING, new ByteSize(2L << 30), List.of("Ask one user to push."),
        List.of("What was pushed since the restore goes aside."), Timeouts.DEFAULT, AT, null,
        new Fingerprint("9f84da6267239f85"));
  }

  private static List<Loss.Change> changes(List<String> texts) {
    return texts.stream().map(text -> Loss.Change.of(text, text)).toList();
  }

  private Contents contents() {
    var items = new ArrayList<Item>();
    repositories.forEach(path -> items.add(new Item(path, path, new TreeSet<>(List.of("repository")))));
    items.add(new Item(ALICE, ALICE, new TreeSet<>(List.of("member", "key", "owner"))));
    items.add(new Item(BOB, BOB, new TreeSet<>(List.of("member"))));
    return new Contents(items, new TreeMap<>(), DAY.instant(), List.of());
  }

  private static Source source() {
    return new Source("knotserver", "data/knotserver.db",
        new BackupObject("knot/db/knotserver-20260224-023004.db", new ByteSize(94_208), "etag", DAY.instant()),
        digest("staged"));
  }

  /// The database as it is in `state`.
  static VolumeFile file(String state, long size) {
    return new VolumeFile("data/knotserver.db", new ByteSize(size), digest(state));
  }

  /// The repositories as they were staged.
  static VolumeFolder staged() {
    return new VolumeFolder("repositories", 20_131, new ByteSize(512L << 20), digest("contents"));
  }

  private static Digest digest(String content) {
    var sha = Digest.sha256Engine();
    sha.update(content.getBytes(StandardCharsets.UTF_8));
    return Digest.of(sha);
  }
}
