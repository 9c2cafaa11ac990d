package dev.restorebot.diagnose;

import dev.restorebot.kind.Check;
import dev.restorebot.kind.Condition;
import dev.restorebot.kind.Observation;
import dev.restorebot.kind.Observed;
import dev.restorebot.kind.Sign;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.volume.Report.Examined;
import dev.restorebot.volume.Report.Remains;
import dev.restorebot.volume.Report.SeenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is on the volume, and whether it is what should be there.
record VolumeCheck(ServiceDefinition service, Observations sights) implements Check {
  /// What lies there anyway.
  private static final Set<String> ORDINARY =
      Set.of(".", "lost+found", ".restorebot", ".trash", ".accesslog", ".config",
          ".stats");
  private static final Set<String> LOSSES = Set.of(Sign.DATABASE_MISSING, Sign.DATABASE_DAMAGED);
  private static final int TOLD = 12;

  @Override
  public String name() {
    return "volume";
  }

  @Override
  public String question() {
    return "Are the service's files there, whole, and its own?";
  }

  @Override
  public boolean tellsOfLoss() {
    return true;
  }

  @Override
  public Observation look() throws InterruptedException {
    return switch (sights.volume()) {
      case Observed.Unseen<Examined>(var why, _) -> Observation.unknown("it could not be looked at: " + why);
      case Observed.Seen<Examined>(var seen) -> judged(seen);
    };
  }

  private Observation judged(Examined seen) {
    var signs = new ArrayList<>(seen.signs());
    var displaced = seen.remains().stream().filter(Remains::displaced).toList();
    if (!displaced.isEmpty()) {
      signs.add(new Sign(CommonSign.DISPLACED, displaced.stream().map(Remains::run).toList(),
          "what earlier runs have displaced lies there: " + displaced.stream()
              .map(remains -> remains.run() + ", " + remains.size()).collect(Collectors.joining("; "))));
    }
    var evidence = new ArrayList<>(signs.stream().map(Sign::text).toList());
    evidence.addAll(seen.contents().unreadable());
    evidence.add(files(seen.files()));
    return new Observation(condition(signs), evidence, signs);
  }

  /// What was displaced, and what there was no time for, is nothing wrong. An optional database is made anew.
  private Condition condition(List<Sign> signs) {
    var required = service.backups().databases().stream().filter(database -> database.required())
        .map(database -> database.name()).collect(Collectors.toSet());
    if (signs.stream().filter(sign -> LOSSES.contains(sign.code()))
        .anyMatch(sign -> sign.subjects().stream().anyMatch(required::contains))) {
      return Condition.LOST;
    }
    var harmless = Set.of(CommonSign.DISPLACED, Sign.NOT_LOOKED_AT);
    return signs.stream().allMatch(sign -> harmless.contains(sign.code())) ? Condition.FINE : Condition.DEGRADED;
  }

  private String files(List<SeenFile> files) {
    var its = new TreeSet<>(service.backups().files().values());
    var listed = files.stream().filter(file -> !ORDINARY.contains(file.path()))
        .sorted((one, other) -> Boolean.compare(its.contains(other.path()), its.contains(one.path()))).toList();
    if (listed.isEmpty()) {
      return "the volume is empty";
    }
    return listed.stream().limit(TOLD)
        .map(file -> file.path() + " (" + file.mode() + " " + file.user() + ":" + file.group()
            + (file.mode().startsWith("d") ? "" : ", " + file.size()) + ")")
        .collect(Collectors.joining(", ")) + (listed.size() > TOLD ? " and " + (listed.size() - TOLD) + " more" : "");
  }
}
