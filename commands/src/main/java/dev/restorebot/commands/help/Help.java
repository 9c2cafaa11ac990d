package dev.restorebot.commands.help;

import dev.restorebot.approval.Gate;
import dev.restorebot.commands.Topic;
import dev.restorebot.service.Amendment;
import dev.restorebot.service.Catalogue;
import dev.restorebot.service.ServiceName;
import java.util.Optional;
import java.util.stream.Collectors;

/// The text of `/restore help` and of its topics. Plain lines, with examples that name a service of the catalogue.
///
/// Thread-safe.
public final class Help {
  private static final String OVERVIEW = """
      Restore a service. Nothing is touched until someone approves.
        /restore SERVICE
            choose from its snapshots
        /restore SERVICE latest
        /restore SERVICE latest-before 2026-02-25
            from the newest snapshot made before that day began, in UTC
        /restore SERVICE latest --dry-run
            only show what would happen

      Look, prove that a restore would work, stop a run, or take one back
        /diagnose SERVICE
        /restore list SERVICE
        /restore drill SERVICE
        /restore status
        /restore history
        /restore cancel r-7k2m4q
        /restore undo r-7k2m4q

      More
        /restore help restore
        /restore help diagnose
        /restore help drill
      AMENDMENTS
        /restore help times
        /restore help runs
        /restore help undo
        /restore help runbook
      """;

  private static final String RESTORE = """
      Which snapshot
        /restore SERVICE latest
            the newest
        /restore SERVICE latest-before 2026-02-25
            the newest of which every part was made before that time
        /restore SERVICE at 20260224-020011
            the one with a backup made at exactly that second

      Options, after the snapshot
        /restore SERVICE latest --dry-run
            check the snapshot and show what would happen and what would be lost; touch nothing
        /restore SERVICE latest --reason "the disk died"
            goes into the record; without quotes, all words up to the next option
        /restore SERVICE latest --accept CODE
            accept a finding that would stop the restore, by the code the plan prints; may be repeated
        /restore SERVICE latest --lift-takedowns
            accounts that were taken down or deactivated since get the state of the snapshot, too
      MIRROR
      Then: you see the plan, someone approves it, the snapshot is put on the volume next to the live data and checked,
      someone approves the replacement, and only then the service stops. The old data stays until it is purged.
      """;

  private static final String MIRROR = """
        /restore MIRRORED latest --mirror-as-of-snapshot
            take its mirror as it was when the snapshot was made, not as it is now; needs a bucket with versions
      """;

  private static final String DIAGNOSIS =
      """
          What is wrong with a service, and whether a restore would help. Looks, and touches nothing; the answer takes ten
          seconds at most, and says what could not be looked at in that time.
            /diagnose SERVICE
                the verdict, what a restore would and would not bring back, what to do next, and the evidence
            /diagnose
                all services, a verdict each
          "Do not restore" is a verdict, too: then it says what to do instead.
          """;

  private static final String DRILL =
      """
          A drill restores a snapshot into scratch space, with all that a restore does to it, and reads what came of it. It
          touches nothing that the service has, so nobody has to approve it. What it took is told before the next restore starts.
            /restore drill SERVICE
                from the newest snapshot
            /restore drill SERVICE latest-before 2026-02-25
            /restore drill SERVICE --reason "before the upgrade"
                goes into the record
          With `drills` in the configuration it is done on a schedule. `history` shows how each ended. It does not prove that the
          service starts with what was restored: only the service can.
          """;

  private static final String AMENDMENT =
      """
          LACK
          A restore asks for those it can derive, at the gate GATE. This does only that, to a running service:
            /restore VERB AMENDABLE
                show the NOUNS that are missing in what it has now, ask, stop it, add them, start it again; no backup is used
            /restore VERB AMENDABLE --dry-run
                only show them
            /restore VERB AMENDABLE --reason "REASON"
                goes into the record
          What was there stays on the volume: undo puts it back. Not every kind of service has such NOUNS.
          """;

  private static final String TIMES = """
      Times are in UTC unless you give an offset. The answer always says the time that was understood.
        /restore SERVICE latest-before 2026-02-25
            before that day began
        /restore SERVICE latest-before 2026-02-25 14:00
        /restore SERVICE latest-before 2026-02-25T14:00+01:00
        /restore SERVICE latest-before 6h ago
            also 90m, 2d, 1w
        /restore SERVICE latest-before yesterday
            before yesterday began; today works too
        /restore SERVICE at 20260224-020011
            as the list of snapshots prints it
      """;

  private static final String RUNS = """
      Snapshots and runs
        /restore list SERVICE
            the snapshots that can be restored
        /restore status
            what is running now, and what it waits for
        /restore history
            past runs, the last one first
        /restore history SERVICE
        /restore show r-7k2m4q
            one run: its plan, who approved what, each step
        /restore cancel r-7k2m4q
            stop a run safely; a service that was stopped is started again
        /restore reopen r-7k2m4q
            ask again for a decision that nobody took in time; until then the run is paused
      """;

  private static final String UNDO = """
      A restore moves the old data aside and keeps it.
        /restore undo r-7k2m4q
            put it back; the restored data is moved aside in turn
        /restore purge r-7k2m4q
            delete it for good, to free its space; asks for approval, and there is no undo after it
      Not sure? Purge nothing.
      """;

  private static final String RUNBOOK =
      """
          The same restore as a script for people, for the hour in which the bot cannot.
            /restore runbook SERVICE latest-before 2026-02-25
                check the snapshot and the service as a dry run does, and print the plan as commands; touch nothing
            /restore runbook SERVICE latest --accept CODE
                accept a finding that would stop the restore

          Whoever runs it needs bash, curl, kubectl, and the rights that restorebot has. It stages, asks, stops the service,
          replaces, starts it again and checks; what goes wrong before that is taken back by itself, and `undo` does it later.
          It holds what was true when it was printed: print it anew after an hour.
          """;

  private final Catalogue catalogue;
  private final String service;
  private final String mirror;
  private final String amendments;

  /// Help whose examples name the first service of `catalogue`, or the first that they apply to.
  public Help(Catalogue catalogue) {
    this.catalogue = catalogue;
    service = catalogue.names().stream().map(ServiceName::value).findFirst().orElse("SERVICE");
    mirror = catalogue.names().stream()
        .filter(name -> catalogue.service(name).filter(known -> !known.backups().mirrors().isEmpty()).isPresent())
        .map(name -> MIRROR.replace("MIRRORED", name.value())).findFirst().orElse("");
    amendments = catalogue.amendments().stream().map(amendment -> "  /restore help " + amendment.verb() + "\n")
        .collect(Collectors.joining());
  }

  /// The text on `topic`, or the overview.
  public String text(Optional<Topic> topic) {
    return topic.map(this::text).orElse(OVERVIEW).replace("AMENDMENTS\n", amendments)
        .replace("MIRROR\n", mirror + "\n").replace("SERVICE", service).strip();
  }

  private String text(Topic topic) {
    return switch (topic) {
      case Topic.Common common -> common(common);
      case Topic.OfAmendment(var amendment) -> amendment(amendment);
    };
  }

  private String amendment(Amendment amendment) {
    return AMENDMENT.replace("GATE", Gate.AMEND.word()).replace("VERB", amendment.verb())
        .replace("AMENDABLE", catalogue.amendable(amendment.verb()).getFirst().value())
        .replace("NOUNS", amendment.words().nouns()).replace("REASON", amendment.reason())
        .replace("LACK", amendment.lack());
  }

  private static String common(Topic.Common topic) {
    return switch (topic) {
      case RESTORE -> RESTORE;
      case DIAGNOSIS -> DIAGNOSIS;
      case DRILL -> DRILL;
      case TIMES -> TIMES;
      case RUNS -> RUNS;
      case UNDO -> UNDO;
      case RUNBOOK -> RUNBOOK;
    };
  }
}
