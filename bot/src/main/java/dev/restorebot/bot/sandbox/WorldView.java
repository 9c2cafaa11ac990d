package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import dev.restorebot.files.Digest;
import dev.restorebot.pds.PdsApi.RepoAnswer;
import dev.restorebot.pds.RelayApi.HostAnswer;
import dev.restorebot.pds.http.HttpPds;
import dev.restorebot.pds.http.HttpRelay;
import dev.restorebot.text.Times;
import dev.restorebot.volume.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A look at the world from outside, with nothing of the bot in between: what is on the volume, whom the PDS answers for,
/// and how far the relay is.
record WorldView(Path folder, Set<SandboxService> services, PdsStandIn pds, RelayStandIn relay, KnotStandIn knot) {
  /// What there is, in one sentence each.
  String sentence() {
    return services.stream().map(service -> of(service, service.volume(folder))).collect(Collectors.joining(" "));
  }

  private String of(SandboxService service, Path volume) {
    if (service.equals(SandboxService.PDS)) {
      return pds(volume);
    }
    return service.equals(SandboxService.KNOT)
        ? knot(volume)
        : "On the volume of " + service.label() + " there are " + digest(volume)
            + ", restorebot's own folder left out.";
  }

  private String pds(Path volume) {
    return "On the volume there are " + digest(volume) + ", restorebot's own folder left out; of these, actors/ has "
        + digest(volume.resolve("actors")) + ". " + accounts() + " " + follower();
  }

  private String knot(Path volume) {
    return "On the volume of the knot there are " + digest(volume) + ", restorebot's own folder left out. "
        + (knot.running()
            ? "The knot shows the branches of " + names(knot::shows) + ", and lets the owners push to "
                + names(repo -> knot.letsPush(repo.owner(), repo)) + "."
            : "The knot is down.");
  }

  private static String names(Predicate<Repo> which) {
    var names = KnotHistory.REPOS.stream().filter(which).map(Repo::name).sorted().toList();
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private String accounts() {
    if (!pds.running()) {
      return "The PDS is down.";
    }
    var asked = new HttpPds(pds.url());
    var answering = PdsHistory.ACCOUNTS.stream()
        .filter(account -> asked.describeRepo(account.did()) instanceof RepoAnswer.Described).count();
    return "The PDS answers for " + answering + " of " + PdsHistory.ACCOUNTS.size() + " accounts.";
  }

  private String follower() {
    return switch (new HttpRelay().hostStatus(relay.url(), PdsStandIn.HOSTNAME)) {
      case HostAnswer.Status(var seq, var status, _) -> "The relay is " + status + " at sequence number " + seq + ".";
      case HostAnswer.UnknownHost _ -> "The relay does not know the PDS.";
      case HostAnswer.Unreachable(var reason) -> "The relay does not answer: " + reason + ".";
    };
  }

  private static String digest(Path root) {
    var files = files(root);
    var sha = Digest.sha256Engine();
    for (var file : files) {
      sha.update((root.relativize(file) + "\n" + digestOf(file) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Times.count(files.size(), "file") + ", digest " + Digest.of(sha).brief();
  }

  private static List<Path> files(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !root.relativize(file).startsWith(RunFolder.HOME)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not look at " + root, e);
    }
  }

  private static Digest digestOf(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }
}
