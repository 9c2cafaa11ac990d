package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.Blueprint.Fortune;
import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// The story of the sandbox's knot, played with real repositories until it is as an operator finds it.
///
/// Alice set up the knot in November; bob joined her, and on 24 February `news`. Every night at 02:30 the database is backed
/// up under a name with the time, and `rclone copy` writes every file that is new or changed into the mirror. It never
/// deletes one there, so the mirror keeps what the repositories have long lost:
///
/// - `dotfiles` was packed after the first night: beside its `packed-refs` the mirror still has the older loose file of
///   `main`, and the branch `old-shell`, which alice deleted.
/// - `tools` was packed before the first night: all of its branches and tags are in `packed-refs`, and `refs/` is missing.
/// - `sketch` was never pushed to: of it there are only `HEAD`, `config` and hooks.
/// - `infrastructure` has a `HEAD` that points to `master`, a branch that nobody ever pushed.
/// - `photos` has thousands of loose objects.
/// - To `notes` alice pushed in the last night, in the very minute of the backup: its `main` is in the mirror, and what it
///   points to is not; besides there are a lock and half-written files that git removed when the push was over.
///
/// That night the upload of the database broke off. The newest sound one is of the night before, and knows neither `weather`
/// of bob nor `feeds` of news, which were made in between, nor that news has joined.
///
/// On 25 February at 06:10 a script that was meant for another volume tidied up here: it deleted the database, and then the
/// repositories in the order of their names, until somebody stopped it in the middle of `infrastructure`. `notes` and `site`
/// are whole. The knot was started again, made itself an empty database, and has let nobody push since. Only alice, whose
/// it is, could add her key again; in `war-diary` she writes down what is gone. It is in no backup.
final class KnotStory {
  /// In the middle of `infrastructure` when it was stopped.
  private static final String SPARED = "objects/80";

  private final KnotFolder folder;
  private final KnotMirror mirror;
  private final KnotBackups backups;
  private final int folders;
  private final boolean well;
  private Instant now = Instant.EPOCH;

  /// @param blueprint how many folders of pictures there are in `photos`, and whether there was an accident
  KnotStory(Path volume, SandboxStore store, Blueprint blueprint) {
    this.folder = new KnotFolder(volume);
    this.mirror = new KnotMirror(store, folder.repositories());
    this.backups = new KnotBackups(store, blueprint.fortune() == Fortune.WELL);
    this.folders = blueprint.pictureFolders();
    this.well = blueprint.fortune() == Fortune.WELL;
  }

  /// Makes the volume and fills the bucket. Uses `scratch` meanwhile.
  void play(Path scratch) {
    try {
      Files.createDirectories(folder.repositories());
      untilTheFirstNight();
      untilTheLastNight();
      backups.create(scratch);
      if (well) {
        mirror.copy(KnotHistory.LAST_COPY.plusSeconds(60));
      } else {
        theAccident();
      }
      since();
    } catch (IOException e) {
      throw new UncheckedIOException("could not make the knot of the sandbox in " + folder.root(), e);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make the databases of the sandbox's knot", e);
    }
  }

  private void untilTheFirstNight() throws IOException {
    goOn(KnotHistory.FIRST_COPY);
    try (var tools = open(KnotHistory.TOOLS)) {
      tools.lightTag("v0.1", "main");
      tools.tag("v1.0", "main", KnotHistory.BOB, KnotHistory.FIRST_COPY);
      tools.branch("release/1", "main");
      tools.gc();
    }
    try (var site = open(KnotHistory.SITE)) {
      site.tag("winter", "main", KnotHistory.ALICE, KnotHistory.FIRST_COPY);
    }
    new KnotPhotos(KnotHistory.PHOTOS,
        (file, bytes) -> mirror.put(KnotHistory.PHOTOS.path() + "/" + file, bytes, KnotHistory.FIRST_COPY))
        .write(folders);
    KnotHooks.write(folder.repository(KnotHistory.INFRASTRUCTURE.path()).resolve("hooks/post-receive.d/50-deploy.sh"),
        "#!/bin/sh\n# Alice's own: rolls out what was pushed.\nexit 0\n");
    mirror.copy(KnotHistory.FIRST_COPY);
  }

  private void untilTheLastNight() throws IOException {
    goOn(KnotHistory.LAST_COPY);
    try (var dotfiles = open(KnotHistory.DOTFILES)) {
      dotfiles.deleteBranch("old-shell");
      dotfiles.gc();
    }
    var notes = KnotHistory.NOTES.path() + "/";
    mirror.copy(KnotHistory.LAST_COPY, path -> !path.startsWith(notes + "refs/"));
    goOn(KnotHistory.LAST_COPY.plusSeconds(5));
    var leftOvers = Map.of("refs/heads/main.lock", "", "objects/3e/tmp_obj_Qx7kZa", "half an object",
        "objects/tmp_objdir-incoming-h3PqVx/pack/tmp_pack_Jw9aBc", "half a pack");
    for (var file : leftOvers.entrySet()) {
      var path = folder.repository(notes + file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    mirror.copy(KnotHistory.LAST_COPY,
        path -> path.startsWith(notes + "refs/") || leftOvers.containsKey(path.replace(notes, "")));
    for (var file : leftOvers.keySet()) {
      Files.delete(folder.repository(notes + file));
    }
    StateFile.deleteTree(folder.repository(notes + "objects/tmp_objdir-incoming-h3PqVx"));
  }

  private void theAccident() throws IOException {
    goOn(KnotHistory.ACCIDENT);
    var stopped = folder.repository(KnotHistory.INFRASTRUCTURE.path()).resolve(SPARED);
    try (Stream<Path> all = Files.walk(folder.repositories())) {
      for (var path : all.filter(path -> path.compareTo(stopped) < 0).sorted(Comparator.reverseOrder()).toList()) {
        if (!stopped.startsWith(path)) {
          Files.delete(path);
        }
      }
    }
  }

  private void since() throws IOException, SQLException {
    goOn(SandboxClock.START);
    Files.createDirectories(folder.database().getParent());
    new KnotImage(SandboxClock.START, well).write(folder.database());
  }

  /// Lets people make repositories and push until then.
  private void goOn(Instant until) throws IOException {
    for (var repo : KnotHistory.REPOS) {
      if (isNext(repo.made(), until)) {
        create(repo);
      }
    }
    for (var push : KnotHistory.PUSHES) {
      if (isNext(push.at(), until)) {
        try (var repository = open(push.repo())) {
          repository.push(push);
        }
      }
    }
    now = until;
  }

  private boolean isNext(Instant at, Instant until) {
    return at.isAfter(now) && !at.isAfter(until);
  }

  private void create(Repo repo) throws IOException {
    var path = folder.repository(repo.path());
    BareRepository.init(path, repo.equals(KnotHistory.INFRASTRUCTURE) ? "master" : "main").close();
    KnotHooks.write(path);
  }

  private BareRepository open(Repo repo) throws IOException {
    return BareRepository.open(folder.repository(repo.path()));
  }
}
