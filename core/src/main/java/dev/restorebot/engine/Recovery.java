package dev.restorebot.engine;

import dev.restorebot.facts.SnapshotVerifier;
import dev.restorebot.jobs.ManagedService;
import dev.restorebot.run.Ledger;
import dev.restorebot.run.Ledger.Run;
import dev.restorebot.run.RunEvent.Recovered;
import dev.restorebot.run.RunState;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.service.ServiceName;
import java.util.Map;
import java.util.Optional;

/// Goes on where the bot stopped.
final class Recovery {
  private final Ledger ledger;
  private final Map<ServiceName, ManagedService> sites;
  private final SnapshotVerifier verifier;
  private final Threads threads;

  Recovery(Ledger ledger, Map<ServiceName, ManagedService> sites, SnapshotVerifier verifier, Threads threads) {
    this.ledger = ledger;
    this.sites = sites;
    this.verifier = verifier;
    this.threads = threads;
  }

  /// Goes on with every run that is not over, and says so in each; says what to do by hand in each that is parked.
  void recover() {
    verifier.cleanUp();
    for (var run : ledger.open()) {
      if (run.state() instanceof RunState.Parked) {
        ledger.append(run.id(), now -> new Parking(now, definition(now)).due());
      } else {
        ledger.append(run.id(), _ -> Optional.of(new Recovered()));
        threads.wake(run.id());
      }
    }
  }

  private Optional<ServiceDefinition> definition(Run run) {
    return run.service().flatMap(name -> Optional.ofNullable(sites.get(name))).map(ManagedService::definition);
  }
}
