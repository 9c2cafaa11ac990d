package dev.restorebot.pds;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.CheckResult;
import dev.restorebot.kind.Consent;
import dev.restorebot.kind.Contents;
import dev.restorebot.kind.DiagnosisContext;
import dev.restorebot.kind.ExternalState;
import dev.restorebot.kind.Gateway;
import dev.restorebot.kind.HandCommands;
import dev.restorebot.kind.Item;
import dev.restorebot.kind.Judgement;
import dev.restorebot.kind.Loss;
import dev.restorebot.kind.Means;
import dev.restorebot.kind.ServiceKind;
import dev.restorebot.kind.Signs;
import dev.restorebot.service.Backups;
import dev.restorebot.service.SecretRef;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One PDS, seen from outside: what a restore of its databases means for accounts and relays, and whether it worked.
/// Thread-safe.
public final class Pds implements ServiceKind {
  /// Of so many accounts that are active again the repo is announced, too.
  private static final int REACTIVATED = 1000;

  private final PdsSettings settings;
  private final PdsApi pds;
  private final RelayApi relays;
  private final DirectoryApi directory;
  private final CanaryApi users;

  /// One whose accounts no directory tells of, and to which nobody logs in.
  public Pds(PdsSettings settings, PdsApi pds, RelayApi relays) {
    this(settings, pds, relays, DirectoryApi.NONE, CanaryApi.NONE);
  }

  public Pds(PdsSettings settings, PdsApi pds, RelayApi relays, DirectoryApi directory, CanaryApi users) {
    this.directory = directory;
    this.users = users;
    this.settings = settings;
    this.pds = pds;
    this.relays = relays;
  }

  @Override
  public List<String> implausible(Contents snapshot) {
    return snapshot.with(PdsItem.ACCOUNT).isEmpty()
        ? List.of("its account table is empty: taken after the loss?")
        : List.of();
  }

  @Override
  public List<CheckResult> reachable() {
    var results = new ArrayList<CheckResult>();
    results.add(health());
    for (var relay : settings.relays()) {
      var name = "relay " + relay;
      results.add(switch (relays.hostStatus(relay, settings.hostname())) {
        case RelayApi.HostAnswer.Status(var seq, var status, _) ->
          CheckResult.passed(name, "it knows " + settings.hostname() + ": " + status + " at sequence number " + seq);
        case RelayApi.HostAnswer.UnknownHost _ ->
          CheckResult.failed(name, "it does not know " + settings.hostname());
        case RelayApi.HostAnswer.Unreachable(var reason) -> CheckResult.failed(name, "no answer: " + reason);
      });
    }
    return results;
  }

  @Override
  public ExternalState outside(Contents snapshot, Contents live) {
    var numbers = new TreeMap<String, Long>();
    var said = new TreeMap<String, String>();
    var unknown = new ArrayList<String>();
    for (var relay : settings.relays()) {
      switch (relays.hostStatus(relay, settings.hostname())) {
        case RelayApi.HostAnswer.Status(var seq, _, _) -> {
          numbers.put(relay.toString(), Math.max(seq, 0));
          if (RelayStates.asked(said).isEmpty() && live.with(PdsItem.ACCOUNT).isEmpty()) {
            said.putAll(RelayStates.of(relays, relay, snapshot));
          }
        }
        case RelayApi.HostAnswer.UnknownHost _ -> unknown.add("the relay " + relay + " does not know "
            + settings.hostname() + ": if it once followed this PDS, the configured hostname may be wrong");
        case RelayApi.HostAnswer.Unreachable(var reason) ->
          unknown.add("the relay " + relay + " could not be asked: " + reason);
      }
    }
    settings.directory().ifPresent(at -> said.putAll(DirectoryWord.of(directory, at, snapshot, unknown)));
    return new ExternalState(numbers, said, unknown);
  }

  @Override
  public Loss loss(Contents snapshot, Contents live, ExternalState outside, Set<String> accepted, Instant at) {
    return new PdsLoss(snapshot, live, outside, accepted).loss();
  }

  @Override
  public Map<String, String> fixUpParameters(Contents snapshot, ExternalState outside, Consent consent, Instant at) {
    var parameters = new TreeMap<String, String>();
    if (!outside.numbers().isEmpty()) {
      parameters.put("relay", Long.toString(Collections.max(outside.numbers().values())));
    }
    if (!consent.accepted().contains(PdsLoss.LIFT)) {
      parameters.put(PdsFiles.STATES, PdsFiles.STATES_OF_NOW);
    }
    if (!consent.accepted().contains(PdsLoss.DELETED)) {
      parameters.put(PdsFiles.DELETED, PdsFiles.DELETED_STAY);
    }
    var reactivated = snapshot.with(PdsItem.ACCOUNT).stream().filter(AccountState::isActive).map(Item::id)
        .filter(did -> RelayStates.inactive(outside, did).isPresent()).limit(REACTIVATED).toList();
    if (!reactivated.isEmpty()) {
      parameters.put(PdsFiles.REACTIVATED, String.join(" ", reactivated));
    }
    var handles = handles(snapshot, outside, consent);
    if (!handles.handles().isEmpty()) {
      parameters.put(PdsFiles.HANDLES, handles.text());
    }
    parameters.put("margin", Long.toString(settings.sequencerMargin()));
    parameters.put("at", at.toString());
    return parameters;
  }

  private static HandlesFixUp handles(Contents snapshot, ExternalState outside, Consent consent) {
    var handles = new TreeMap<String, String>();
    if (!consent.accepted().contains(PdsLoss.OLD_HANDLES)) {
      snapshot.with(PdsItem.ACCOUNT).forEach(account -> DirectoryWord.handle(outside, account.id())
          .ifPresent(handle -> handles.put(account.id(), handle)));
    }
    return new HandlesFixUp(handles);
  }

  @Override
  public Contents staying(Contents replacing, Contents live, Set<String> accepted) {
    return ExpectedAccounts.of(replacing, live, accepted);
  }

  @Override
  public List<CheckResult> announce() {
    return settings.relays().stream().map(this::announceTo).toList();
  }

  private CheckResult announceTo(URI relay) {
    var name = "announce to " + relay;
    return switch (relays.requestCrawl(relay, settings.hostname())) {
      case RelayApi.CrawlAnswer.Accepted _ -> CheckResult.passed(name,
          "it took note, which proves nothing yet: whether it follows is verified next");
      case RelayApi.CrawlAnswer.Refused(var status, var error, var message) ->
        CheckResult.failed(name, "it refused: HTTP " + status + " " + PdsItem.words(error, message));
      case RelayApi.CrawlAnswer.Unreachable(var reason) -> CheckResult.failed(name, "no answer: " + reason);
    };
  }

  @Override
  public List<CheckResult> check(Contents restored, SortedMap<String, Long> numbers, ExternalState before) {
    var results = new ArrayList<CheckResult>();
    var health = health();
    if (health.ok()) {
      results.add(health);
      var taken = numbers.containsKey("handles.taken");
      results.addAll(new AccountChecks(pds, account -> taken ? renamed(account, before) : account)
          .of(restored.with(PdsItem.ACCOUNT)));
    } else {
      results.add(CheckResult.failed(health.name(), health.detail() + ". The accounts were not asked for"));
    }
    for (var relay : settings.relays()) {
      var follows = RelayCheck.of(relay, relays.hostStatus(relay, settings.hostname()), numbers);
      results.add(follows);
      if (follows.ok() && health.ok() && !restored.with(PdsItem.ACCOUNT).isEmpty()) {
        results.add(RelayAccountsCheck.of(relays, relay, restored.with(PdsItem.ACCOUNT)));
      }
    }
    return results;
  }

  @Override
  public List<SecretRef> secrets() {
    return settings.canary().stream().map(CanarySettings::password).toList();
  }

  @Override
  public List<CheckResult> use(Contents restored, Means means) throws InterruptedException {
    var canary = settings.canary();
    return canary.isEmpty()
        ? List.of()
        : List.of(new CanaryCheck(canary.get(), settings, users, relays, means).result(restored));
  }

  private CheckResult health() {
    var name = "PDS " + settings.url();
    return switch (pds.health()) {
      case PdsApi.HealthAnswer.Up(var version) -> CheckResult.passed(name, "it is up, version " + version);
      case PdsApi.HealthAnswer.Unwell(var status) -> CheckResult.failed(name, "its health check answers HTTP " + status
          + (status == 503
              ? ": it cannot read account.sqlite; see its log"
              : ": is the configured URL the PDS's own?"));
      case PdsApi.HealthAnswer.Stranger(var status) -> CheckResult.failed(name, "it answers HTTP " + status
          + ", and not as a PDS does: " + (Gateway.nobodyBehind(status)
              ? Gateway.TOLD
              : "is the configured URL the PDS's own?"));
      case PdsApi.HealthAnswer.Unreachable(var reason) ->
        CheckResult.failed(name, "no answer: " + reason);
    };
  }

  /// The account with the handle that its DID document names.
  private static Item renamed(Item account, ExternalState before) {
    return DirectoryWord.handle(before, account.id())
        .map(handle -> new Item(account.id(), handle, account.parts(), account.versions())).orElse(account);
  }

  @Override
  public HandCommands handCommands(Contents snapshot, ExternalState outside) {
    return new PdsByHand(settings).commands(snapshot, outside);
  }

  @Override
  public List<String> ifUndone() {
    var states =
        "Accounts go back to the states that they were in when the restore began: a takedown or a deactivation that"
            + " was made since is lifted, and has to be made again.";
    return settings.relays().isEmpty()
        ? List.of(states)
        : List.of("A relay that has seen the numbers which the restore "
            + "announced ignores everything below them, and the sequencer that comes back ends below them. Another restore "
            + "raises it again; nothing else here does.", states);
  }

  @Override
  public List<String> byHand(Contents snapshot) {
    var since = snapshot.newest() == null ? "the snapshot" : snapshot.newest().toString();
    var sentences = new ArrayList<String>();
    sentences.add(
        "Tell users that they may have to log in again, and that app passwords and changes of password, e-mail address "
            + "or handle made after " + since + " have to be made again.");
    if (settings.canary().isEmpty()) {
      sentences
          .add("Ask one user to post, and see that the post arrives in the app: it is the only proof from end to end.");
    }
    sentences
        .add("Add actors/ to the backup job: repositories and signing keys are in no backup, and the databases do not "
            + "bring them back.");
    return List.copyOf(sentences);
  }

  @Override
  public List<Check> checks(DiagnosisContext scene) {
    var checks = new ArrayList<Check>();
    var hasty = pds.inHaste();
    checks.add(new HealthQuestion(settings.url(), hasty));
    checks.add(new AccountsQuestion(hasty, scene));
    checks.add(new StoresQuestion(scene));
    checks.add(new PdsLogQuestion(scene));
    settings.relays()
        .forEach(relay -> checks.add(new RelayQuestion(relay, settings.hostname(), relays.relaysInHaste(), scene)));
    return checks;
  }

  @Override
  public List<Judgement> judge(Signs signs) {
    return new PdsJudgement(signs).judge();
  }

  @Override
  public List<String> notBackedUp(Backups backups) {
    return PdsLoss.notBackedUp(backups.folders());
  }
}
