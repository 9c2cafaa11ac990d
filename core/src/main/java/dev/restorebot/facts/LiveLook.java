package dev.restorebot.facts;

import dev.restorebot.jobs.JobRequest;
import dev.restorebot.jobs.Tasks;
import dev.restorebot.jobs.Workers;
import dev.restorebot.run.RunId;
import dev.restorebot.run.RunProgress;
import dev.restorebot.service.ServiceDefinition;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Tells people what a service is about to serve where a run could neither be finished nor taken back: each of its files, by the digest
/// that is read now. Blocks; thread-safe.
public record LiveLook(Workers workers) {
  /// A line for each file of the service, or why nothing could be read.
  ///
  /// @param capacity what the volume may hold, in bytes, as far as the cluster says
  /// @param attempt at the step before which it is told, from 1
  public List<String> lines(RunId run, ServiceDefinition service, OptionalLong capacity, RunProgress course,
      int attempt)
      throws InterruptedException {
    return switch (workers
        .ask(new JobRequest(run, service, Tasks.inspect(service, capacity), 1).hurried(course.plan(), attempt))) {
      case Report.Inspected inspected -> lines(inspected, course);
      case Report.Failed failed -> List.of("What lies on the volume could not be read: " + failed.reason());
      case Report other -> throw new IllegalStateException("a worker told to inspect reported " + other);
    };
  }

  private static List<String> lines(Report.Inspected inspected, RunProgress course) {
    var lines = new ArrayList<String>();
    for (var source : course.plan().snapshot().sources()) {
      var live = inspected.files().stream().filter(file -> file.path().equals(source.file())).findFirst();
      lines.add(source.file() + " " + live.map(file -> origin(file, source, course)).orElse("is not there"));
    }
    inspected.folders()
        .forEach(folder -> lines.add(folder.path() + " has " + folder.files() + " files, " + folder.size()));
    return lines;
  }

  private static String origin(VolumeFile live, Source source, RunProgress course) {
    if (live.digest().equals(source.digest())) {
      return "is the snapshot's";
    }
    if (course.replaced().stream().anyMatch(replaced -> replaced.live().contains(live))) {
      return "is the snapshot's, fixed up";
    }
    return course.plan().displaced().contains(live)
        || course.replaced().stream().anyMatch(replaced -> replaced.displaced().contains(live))
            ? "is what was live before"
            : "is neither the snapshot's nor what was live when the plan was made (SHA-256 " + live.digest().brief()
                + "…)";
  }
}
