package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.Deed.said;

import dev.restorebot.text.Times;
import dev.restorebot.volume.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Brings mishaps upon a world.
record FaultInjector(Path folder, Set<SandboxService> services, SandboxClock clock, SandboxStore store, PdsStandIn pds,
    RelayStandIn relay,
    SandboxCluster cluster, KnotStandIn knot) {
  private static final String NEWCOMER = "new.sandbox.test";
  private static final String NEWCOMER_DID = "did:plc:newcomer2sandbox7wxyz234";
  /// What is left on a full volume: less than any database.
  private static final long CRUMBS = 4096;
  /// How much of a mirror is downloaded before the store goes down.
  private static final int WHOLE_OBJECTS = 20;

  /// Lets `fault` happen and says what did.
  String bring(Fault fault) {
    return switch (fault) {
      case Fault.Plain plain -> plain(plain);
      case Fault.OfPds _ when !services.contains(SandboxService.PDS) -> "There is no PDS here.";
      case Fault.OfPds ofPds -> tried(() -> new PdsFaults(pdsFolder(), cluster, pds, relay, clock).bring(ofPds));
      case Fault.OfKnot _ when !services.contains(SandboxService.KNOT) -> "There is no knot here.";
      case Fault.OfKnot ofKnot -> tried(() -> new KnotFaults(knotFolder(), cluster, knot, store).bring(ofKnot));
      case Fault.OfBackups ofBackups -> new BackupFaults(services, cluster, store, clock).bring(ofBackups);
      case Fault.OfCluster ofCluster -> new ClusterFaults(services, cluster).bring(ofCluster);
      case Fault.ClockMoves(var by) -> {
        clock.advance(by);
        yield "It is " + clock.instant() + " now.";
      }
      case Fault.BackupOverwritten(var timestamp) -> new SandboxBackups(store, new PdsHistory(), PdsHistory.LOSS)
          .overwrite(timestamp, folder.resolve("scratch")).map(key -> "Somebody has overwritten " + key + ".")
          .orElse("There is no backup of " + timestamp + " to overwrite.");
    };
  }

  private String plain(Fault.Plain fault) {
    return switch (fault) {
      case ALL_IS_WELL -> "Nothing has happened here, if this is the first line of a script.";
      case LOOK -> new WorldView(folder, services, pds, relay, knot).sentence();
      case S3_DOWN -> said(store::stop, "The object store is down.");
      case S3_UP -> said(store::start, "The object store is up.");
      case S3_WRONG_KEYS -> said(store::useWrongKeys, "The Secret holds keys that the object store does not know.");
      case S3_RIGHT_KEYS -> said(store::useRightKeys, "The Secret holds the right keys.");
      case S3_NO_BUCKET -> said(store::loseBucket, "The bucket is gone.");
      case S3_CUTS_BODIES -> said(store::cutAllBodies, "The object store breaks every download half-way.");
      case S3_DIES_WHILE_READING -> said(store::dieWhileReading, "The object store will go down in the next download.");
      case S3_HEALS -> said(store::heal, "The object store is well.");
      case VOLUME_FULL -> said(() -> limitVolumes(volume -> used(volume) + CRUMBS), "The volume is full.");
      case VOLUME_ROOMY -> said(() -> limitVolumes(_ -> SandboxCluster.ROOMY), "The volume has room.");
      case SOMEONE_SIGNS_UP -> tried(this::signUp);
      case RELAY_DEAF -> said(relay::turnDeaf, "The relay takes note of what it is asked, and does nothing.");
      case RELAY_HEARS -> said(relay::hearAgain, "The relay does what it is asked.");
      case ACTORS_LOST ->
        said(() -> StateFile.deleteTree(actors()), "All repos and signing keys are gone from the volume.");
      case S3_DIES_IN_MIRROR -> said(() -> store.dieWhileReading("/objects/", WHOLE_OBJECTS),
          "The object store will go down while objects of repositories are downloaded.");
      case SOMEONE_PUSHES -> tried(() -> knot.push() + ".");
      case MIRROR_COPIED -> tried(() -> "The backup job has copied " + copied() + " into the mirror.");
      case REPOSITORY_DELETED -> tried(() -> knot.delete() + ".");
      case NOTES_MENDED -> mendNotes();
    };
  }

  private PdsFolder pdsFolder() {
    return new PdsFolder(SandboxService.PDS.volume(folder));
  }

  private KnotFolder knotFolder() {
    return new KnotFolder(SandboxService.KNOT.volume(folder));
  }

  private String signUp() {
    pds.signUp(NEWCOMER, NEWCOMER_DID);
    return NEWCOMER + " has signed up.";
  }

  private String copied() {
    var repositories = new KnotFolder(SandboxService.KNOT.volume(folder)).repositories();
    return Times.count(new KnotMirror(store, repositories).copy(clock.instant()), "file");
  }

  /// What an operator would do: the displaced repository is whole, and what is live lacks some of its objects.
  private String mendNotes() {
    var knots = new KnotFolder(SandboxService.KNOT.volume(folder));
    var live = knots.repository(KnotHistory.NOTES.path());
    var path = knots.root().relativize(live);
    var copied = 0L;
    try (Stream<Path> all = Files.find(knots.root().resolve(RunFolder.HOME), Integer.MAX_VALUE,
        (file, attributes) -> attributes.isRegularFile()
            && file.toString().contains("displaced/" + path + "/objects/"))) {
      for (var file : all.toList()) {
        var name = file.toString().substring(file.toString().indexOf("/objects/") + 1);
        if (Files.notExists(live.resolve(name))) {
          Files.createDirectories(live.resolve(name).getParent());
          Files.copy(file, live.resolve(name));
          copied++;
        }
      }
    } catch (NoSuchFileException _) {
      // Nothing was restored yet.
    } catch (IOException e) {
      throw new UncheckedIOException("could not mend notes", e);
    }
    return copied == 0
        ? "There is nothing to mend notes with."
        : "An operator has copied " + Times.count(copied, "object") + " of notes from the displaced data.";
  }

  private Path actors() {
    return new PdsFolder(SandboxService.PDS.volume(folder)).actors();
  }

  private void limitVolumes(ToLongFunction<Path> capacity) {
    services
        .forEach(service -> cluster.limitVolume(service, capacity.applyAsLong(service.volume(folder))));
  }

  private static long used(Path volume) {
    try (Stream<Path> files = Files.walk(volume)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("could not measure " + volume, e);
    }
  }

  /// What `deed` says, or why it cannot be done.
  private static String tried(Supplier<String> deed) {
    try {
      return deed.get();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage()) + ".";
    }
  }
}
