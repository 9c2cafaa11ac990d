package dev.restorebot.knot;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Finding;
import dev.restorebot.kind.Finding.Severity;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.kind.Signs;
import dev.restorebot.knot.KnotApi.WordAnswer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// One Tangled knot, seen from outside: what a restore of its database and repositories means for their owners, and whether it
/// worked. Thread-safe.
public final class Knot implements ServiceKind {
  /// What [ExternalState#said] calls the knot's owner.
  static final String OWNER = "owner";
  /// What [ExternalState#said] calls the knot's version.
  static final String VERSION = "version";
  /// What [ExternalState#said] calls the fingerprints of its host keys, a line each.
  static final String HOST_KEYS = "host keys";

  private static final String PUSH_ONCE =
      "Ask one user to push, and see that the push shows in the web interface: it is the only proof from end to end.";

  private final KnotSettings settings;
  private final KnotApi knot;
  private final HostKeys hostKeys;
  private final PushGate gate;

  public Knot(KnotSettings settings, KnotApi knot, HostKeys hostKeys, PushGate gate) {
    this.settings = settings;
    this.knot = knot;
    this.hostKeys = hostKeys;
    this.gate = gate;
  }

  @Override
  public List<String> implausible(Contents snapshot) {
    if (snapshot.number(KnotItem.ACL_ROWS).orElse(0L) == 0) {
      return List.of("its table acl is empty: taken after the loss?");
    }
    if (snapshot.with(KnotItem.OWNER).isEmpty()) {
      return List.of("its table acl names no owner of the knot, which every knot has from its first start");
    }
    return new Holdings(snapshot).knowsNoneOfItsRepositories()
        ? List.of("its database knows no repository, and the mirror has some, such as "
            + snapshot.with(KnotItem.REPOSITORY).getFirst().label() + ": taken after the loss?")
        : List.of();
  }

  @Override
  public List<CheckResult> reachable() {
    return List.of(up(), new HostKeyCheck(settings.ssh(), hostKeys).now());
  }

  @Override
  public boolean asksInside() {
    return true;
  }

  @Override
  public ExternalState outside(Contents snapshot, Contents live) {
    var said = new TreeMap<String, String>();
    var unknown = new ArrayList<String>();
    word(knot.version(), "its version", word -> said.put(VERSION, word), unknown);
    if (unknown.isEmpty()) {
      word(knot.owner(), "its owner", word -> said.put(OWNER, word), unknown);
    }
    try {
      said.put(HOST_KEYS, String.join("\n", new TreeSet<>(
          hostKeys.fingerprints(settings.ssh().host(), settings.ssh().port()))));
    } catch (IOException e) {
      unknown.add("The SSH host keys of " + settings.ssh() + " could not be asked for: "
          + Words.of(String.valueOf(e.getMessage())) + ". Whether a restart changes them cannot be told.");
    }
    return new ExternalState(new TreeMap<>(), said, unknown);
  }

  private void word(WordAnswer answer, String what, Consumer<String> taker, List<String> unknown) {
    switch (answer) {
      case WordAnswer.Said(var word) -> taker.accept(word);
      case WordAnswer.Refused(var status, _, _) ->
        unknown.add("The knot " + settings.url() + " does not tell " + what + ": it answers HTTP " + status + ".");
      case WordAnswer.Unreachable(var reason) ->
        unknown.add("The knot " + settings.url() + " could not be asked for " + what + ": " + reason + ".");
    }
  }

  @Override
  public Loss loss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted, Instant at) {
    return new KnotLoss(snapshot, live, outside, at).loss();
  }

  @Override
  public Map<String, String> fixUpParameters(Contents snapshot, ExternalState outside, Consent consent, Instant at) {
    return consent.additions().isEmpty()
        ? Map.of()
        : Map.of(KnotFiles.GRANTS, AccessFixUp.written(consent.additions()));
  }

  @Override
  public Contents staying(Contents replacing, Contents live, Set<String> accepted) {
    var holdings = new Holdings(replacing);
    var kept = new Holdings(live).repositories().stream().filter(holdings::leaves)
        .map(item -> new Item(item.id(), item.label(), new TreeSet<>(List.of(KnotItem.REPOSITORY, KnotItem.KEPT)),
            item.versions()))
        .toList();
    return new Contents(kept, new TreeMap<>(), null, List.of());
  }

  @Override
  public Loss amending(Contents live) {
    var holdings = new Holdings(live);
    var present = new TreeSet<String>();
    holdings.repositories().forEach(item -> present.add(item.id()));
    var access = new Access(holdings, present);
    var findings = new ArrayList<Finding>();
    for (var sentence : live.unreadable()) {
      findings.add(new Finding(Severity.REFUSAL, "live-unreadable", "What exists now cannot be told fully: " + sentence
          + " Adding rows does not mend that; a restore may."));
    }
    findings.addAll(access.findings());
    return new Loss(KnotItem.REPOSITORY, List.of(), List.of(),
        List.of("repositories, members and keys: nothing but the table acl is added to"),
        holdings.knowsAccess() ? access.grants() : List.of(), findings);
  }

  @Override
  public List<CheckResult> announce() {
    return List.of();
  }

  /// A repository is as it was restored if each branch is there at the restored commit. One that somebody has pushed to since
  /// the knot started is told as failed, with both commits: the knot has no answer from which it could be told for certain that
  /// the restored commit is still part of the branch, and a restore that did not take effect looks the same.
  @Override
  public List<CheckResult> check(Contents restored, SortedMap<String, Long> numbers, ExternalState before) {
    var results = new ArrayList<CheckResult>();
    var up = up();
    if (!up.ok()) {
      results.add(CheckResult.failed(up.name(), up.detail() + ". The repositories were not asked for"));
      return results;
    }
    results.add(up);
    results.add(owner(restored.with(KnotItem.OWNER).stream().map(Item::id).toList()));
    results.add(new HostKeyCheck(settings.ssh(), hostKeys).compared(before.said().getOrDefault(HOST_KEYS, "")));
    try (var round = gate.round()) {
      results.addAll(new RepositoryChecks(knot, round, numbers).of(restored.with(KnotItem.REPOSITORY)));
    }
    return results;
  }

  private CheckResult up() {
    var name = "knot " + settings.url();
    return switch (knot.version()) {
      case WordAnswer.Said(var version) -> CheckResult.passed(name, "it is up, version " + version);
      case WordAnswer.Refused(var status, _, _) -> CheckResult.failed(name,
          "it does not tell its version (HTTP " + status + "): is the configured URL the knot's own?");
      case WordAnswer.Unreachable(var reason) -> CheckResult.failed(name, "no answer: " + reason);
    };
  }

  private CheckResult owner(List<String> restored) {
    var name = "owner of the knot";
    return switch (knot.owner()) {
      case WordAnswer.Said(var did) when restored.contains(did) -> CheckResult.passed(name, Words.of(did));
      case WordAnswer.Said(var did) -> CheckResult.passed(name, Words.of(did)
          + ", and not the one in the snapshot: the knot goes by its own configuration");
      case WordAnswer.Refused(var status, var error, _) ->
        CheckResult.failed(name, "it does not tell (HTTP " + status + " " + error + "): see its log");
      case WordAnswer.Unreachable(var reason) -> CheckResult.failed(name, "no answer: " + reason);
    };
  }

  @Override
  public HandCommands handCommands(Contents snapshot, ExternalState outside) {
    return new KnotByHand(settings).commands(snapshot);
  }

  @Override
  public List<String> byHand(Contents snapshot) {
    return List.of(tellOfHostKeys(), PUSH_ONCE,
        "Tell owners that collaborators, members and keys added since "
            + (snapshot.newest() == null ? "the snapshot" : snapshot.newest().toString())
            + " may have to be added again.");
  }

  @Override
  public List<String> byHandAfterAmendment() {
    return List.of(tellOfHostKeys(), PUSH_ONCE,
        "Tell the owners who can push again now to add their collaborators again.");
  }

  private String tellOfHostKeys() {
    return "Tell users that the SSH host keys may have changed: who is warned of that runs `ssh-keygen -R "
        + settings.ssh().knownAs() + "` and compares the fingerprint with the one that was shown here.";
  }

  @Override
  public List<String> ifUndone() {
    return List.of("What was pushed, and rights that were given, since the restore go aside with the restored data.");
  }

  @Override
  public List<String> ifAmendmentUndone() {
    return List
        .of("Rights, members and keys that were added meanwhile go aside with the database. What was pushed stays:"
            + " no repository is touched.");
  }

  @Override
  public List<Check> checks(DiagnosisContext scene) {
    var hasty = knot.inHaste();
    return List.of(new KnotUpQuestion(settings.url(), hasty), new RepositoriesQuestion(hasty, scene),
        new HoldingsQuestion(scene), new AccessQuestion(scene), new PushQuestion(gate, scene),
        new KnotLogQuestion(scene));
  }

  @Override
  public List<Judgement> judge(Signs signs) {
    return new KnotJudgement(signs).judge();
  }
}
