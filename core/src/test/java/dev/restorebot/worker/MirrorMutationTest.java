package dev.restorebot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.restorebot.files.Digest;
import dev.restorebot.files.Tree;
import dev.restorebot.files.TreeDigest;
import dev.restorebot.knot.KnotFiles;
import dev.restorebot.knot.git.GitCommand;
import dev.restorebot.knot.git.JGit;
import dev.restorebot.mirror.Mirror;
import dev.restorebot.mirror.MirrorListing;
import dev.restorebot.mirror.MirrorListing.Taker;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.service.StoreDefinition;
import dev.restorebot.service.StoreDefinition.Addressing;
import dev.restorebot.sqlite.SqliteDatabases;
import dev.restorebot.store.BackupStoreException;
import dev.restorebot.volume.FolderPart;
import dev.restorebot.volume.Report;
import dev.restorebot.volume.Report.Failed;
import dev.restorebot.volume.Report.Replaced;
import dev.restorebot.volume.Report.Staged;
import dev.restorebot.volume.RunFolder;
import dev.restorebot.worker.ListedStore.Stored;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.Task.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Mirrors of a knot's repositories whose keys were made wrong in every way that came to mind: nothing is ever written outside of where
/// they are staged, nothing of theirs is run, and what is called whole git reads, with the refs of the mirror.
@Execution(ExecutionMode.CONCURRENT)
class MirrorMutationTest {
  private static final long SEED = 20_261_128;
  private static final MirrorDefinition MIRROR =
      new MirrorDefinition("repositories", "knot/repositories/", "repositories");
  private static final StoreDefinition STORE =
      new StoreDefinition("test", URI.create("http://127.0.0.1:1"), "test", Addressing.PATH);
  private static final List<String> REPOSITORIES = List.of("did:plc:alice/site", "did:plc:alice/tool");
  private static final Instant WRITTEN = Instant.parse("2026-02-24T02:00:00Z");
  /// What is said of an exception that nobody expected.
  private static final String DEFECT = "look at the log of the Job";

  @TempDir(factory = InMemory.class)
  private static Path shared;
  private static GitCommand git;
  private static List<Stored> right;
  private static final Map<String, SortedMap<String, String>> REFS = new TreeMap<>();

  private final KnotFiles kind = new KnotFiles(new JGit());

  @BeforeAll
  static void makeAMirror() throws IOException {
    git = new GitCommand(Files.createDirectory(shared.resolve("home")));
    var stored = new ArrayList<Stored>();
    for (var name : REPOSITORIES) {
      var repository = git.init(Files.createDirectories(shared.resolve(name)));
      git.commit(repository, "main", "file", name);
      git.commit(repository, "topic", "file", name + "\n");
      if (name.endsWith("tool")) {
        git.run(repository, "gc", "--quiet");
      }
      Files.createDirectory(repository.resolve("hooks"));
      Files.writeString(repository.resolve("hooks/post-receive"), "#!/bin/sh\nexit 0\n");
      REFS.put(name, new JGit().refs(repository).refs());
      try (var files = Files.walk(repository)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          stored.add(Stored.of(MIRROR.prefix() + name + "/" + repository.relativize(file),
              Files.readString(file, StandardCharsets.ISO_8859_1), WRITTEN));
        }
      }
    }
    stored.sort((one, other) -> one.key().compareTo(other.key()));
    right = List.copyOf(stored);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesOrStagesFiveHundred(@TempDir(factory = InMemory.class) Path folder) throws Exception {
    mutate(SEED, 500, folder);
  }

  @Tag("soak")
  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesOrStagesTenThousand(@TempDir(factory = InMemory.class) Path folder) throws Exception {
    mutate(SEED + 1, 10_000, folder);
  }

  private void mutate(long seed, int count, Path folder) throws Exception {
    var random = new Random(seed);
    var tally = new TreeMap<String, Integer>();
    for (var i = 0; i < count; i++) {
      var root = Files.createDirectory(folder.resolve("a")).toRealPath();
      var outside = Files.writeString(root.resolve("outside"), "somebody's");
      var mutation = new MirrorMutation(random, MIRROR.prefix(), outside.toString());
      var listed = new ArrayList<>(right);
      var changes = new ArrayList<String>();
      for (var left = 1 + random.nextInt(3); left > 0; left--) {
        changes.add(mutation.change(listed));
      }
      var what = "mirror %d of seed %d, %s".formatted(i, seed, changes);
      try {
        new Case(root, new ListedStore(listed, 7 + random.nextInt(20)), what, tally).judge();
      } catch (IOException | RuntimeException e) {
        fail(what + " ends in " + e, e);
      }
      Tree.delete(root);
    }
    System.out.println("%d mutated mirrors (seed %d): %s".formatted(count, seed, tally));
    assertThat(tally.keySet()).contains("not listed", "not staged", "replaced", "whole repositories",
        "broken repositories");
  }

  /// One mirror, and the volume that it is restored to.
  private final class Case {
    private final Path volume;
    private final Path staged;
    private final Path root;
    private final ListedStore store;
    private final String what;
    private final Map<String, Integer> tally;

    Case(Path root, ListedStore store, String what, Map<String, Integer> tally) throws IOException {
      this.root = root;
      this.store = store;
      this.what = what;
      this.tally = tally;
      volume = Files.createDirectory(root.resolve("volume"));
      staged = Bench.RUN.on(volume).resolve("staged/repositories");
      var live = volume.resolve("repositories/did:plc:bob/since");
      Files.createDirectories(live.resolve("refs"));
      Files.createDirectories(live.resolve("objects"));
      Files.writeString(live.resolve("HEAD"), "ref: refs/heads/main\n");
      Files.writeString(volume.resolve("knotserver.db"), "a database");
    }

    private void count(String word) {
      tally.merge(word, 1, Integer::sum);
    }

    void judge() throws IOException, InterruptedException {
      var before = files(_ -> true);
      var mirror = listed();
      if (mirror.isEmpty()) {
        count("not listed");
        return;
      }
      var report =
          run(new Stage(Bench.RUN, "knot", STORE, "bucket", List.of(), List.of(mirror.get()), OptionalLong.empty()));
      assertThat(files(Case::isNotOurs)).as(what + ": beside what is staged").isEqualTo(before);
      if (report instanceof Failed failed) {
        assertTold(failed);
        assertThat(staged).as(what).doesNotExist();
        count("not staged");
        return;
      }
      judge((Staged) report);
      replace((Staged) report, mirror.get(), before);
    }

    private Optional<Mirror> listed() throws IOException, InterruptedException {
      try {
        return Optional.of(new MirrorListing(store, attempt -> attempt.run(), kind::leftOver)
            .list(MIRROR, Optional.empty(), Taker.NONE).mirror());
      } catch (BackupStoreException e) {
        assertThat(e.getMessage()).as(what).isNotBlank();
        return Optional.empty();
      }
    }

    private Report run(Task task) {
      var ports = new WorkerPorts(volume, root.resolve("scratch"), new SqliteDatabases(), Map.of("knot", kind),
          (_, _) -> store, attempt -> attempt.run(), Progress.SILENT);
      return new Worker(task instanceof Replace ? ports.with(Bench.KEY) : ports).run(task);
    }

    private void assertTold(Failed failed) {
      assertThat(failed.reason()).as(what).isNotBlank().doesNotStartWith("the disk failed");
      assertThat(failed.hint()).as(what + " ends in " + failed).isNotBlank().doesNotContain(DEFECT);
    }

    private void judge(Staged report) throws IOException {
      assertThat(Bench.RUN.on(volume).resolve("staged")).as(what)
          .isDirectoryNotContaining(path -> !path.equals(staged));
      try (var all = Files.walk(staged)) {
        for (var file : all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
          assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).as(what + ": " + file).isTrue();
          judge(file);
        }
      }
      for (var name : REPOSITORIES) {
        judge(report, name);
      }
    }

    /// Hooks and configurations are those of the mirror, at their own keys, and nothing but a hook may be run.
    private void judge(Path file) throws IOException {
      var path = staged.relativize(file).toString();
      if (path.contains("hooks/") || path.endsWith("/config")) {
        assertThat(store.stored()).as(what + ": " + path).anyMatch(stored -> stored.key().equals(MIRROR.prefix() + path)
            && stored.content().equals(content(file)));
      }
      if (!path.contains("/hooks/")) {
        assertThat(Files.getPosixFilePermissions(file)).as(what + ": " + path).doesNotContain(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
      }
    }

    private String content(Path file) {
      try {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new AssertionError(what, e);
      }
    }

    private void judge(Staged report, String name) throws IOException {
      var repository = staged.resolve(name);
      var findings = report.mended().findings();
      if (!Files.isRegularFile(repository.resolve("HEAD")) || !new JGit().defects(repository).isEmpty()) {
        count("broken repositories");
        if (isAsItWas(name)) {
          assertThat(findings).as(what + ": of " + name).isNotEmpty();
        }
        return;
      }
      count("whole repositories");
      if (!isAsItWas(name)) {
        var read = git.attempt(repository, "", "for-each-ref", "--format=%(refname) %(objectname)");
        assertThat(read.well()).as("%s: git says %s", what, read.output()).isTrue();
      } else if (findings.isEmpty()) {
        assertThat(new JGit().refs(repository).refs()).as(what + ": the refs of " + name).isEqualTo(REFS.get(name));
      }
    }

    /// Whether the mirror has of a repository what it had, and no more.
    private boolean isAsItWas(String name) {
      Predicate<Stored> ofIt = stored -> stored.key().startsWith(MIRROR.prefix() + name + "/");
      return store.stored().stream().filter(ofIt).toList().equals(right.stream().filter(ofIt).toList());
    }

    private void replace(Staged report, Mirror mirror, SortedMap<String, Digest> before)
        throws IOException, InterruptedException {
      var replaced =
          run(new Replace(Bench.RUN, "knot", List.of(), List.of(new FolderPart(MIRROR.folder(), mirror.listing())),
              report.folders(), Map.of(), true));
      if (replaced instanceof Failed failed) {
        assertTold(failed);
        assertThat(files(Case::isNotOurs)).as(what).isEqualTo(before);
        count("not replaced");
        return;
      }
      var live = volume.resolve(MIRROR.folder());
      var kept = ((Replaced) replaced).kept().stream().map(volume::resolve).toList();
      assertThat(TreeDigest.contents(live, kept::contains).digest()).as(what + ": what is live")
          .isEqualTo(report.folders().getFirst().digest());
      var now = files(Case::isNotOurs);
      now.keySet().removeIf(path -> path.startsWith("volume/repositories/"));
      assertThat(now).as(what + ": beside what is live").containsOnlyKeys("outside", "volume/knotserver.db");
      count("replaced");
    }

    private static boolean isNotOurs(String path) {
      return !path.startsWith("volume/" + RunFolder.HOME + "/") && !path.startsWith("scratch/");
    }

    /// Every file below the root.
    private SortedMap<String, Digest> files(Predicate<String> wanted) throws IOException {
      var found = new TreeMap<String, Digest>();
      try (var all = Files.walk(root)) {
        for (var file : all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
          var path = root.relativize(file).toString();
          if (wanted.test(path)) {
            found.put(path, Digest.of(file));
          }
        }
      }
      return found;
    }
  }
}
