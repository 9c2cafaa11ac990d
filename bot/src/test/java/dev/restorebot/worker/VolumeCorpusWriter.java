package dev.restorebot.worker;

import dev.restorebot.bot.corpus.Corpus;
import dev.restorebot.bot.corpus.FrozenWorld;
import dev.restorebot.worker.Task.Replace;
import dev.restorebot.worker.Task.Undo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Adds volumes as this version's workers leave them to the corpus, with `-Dcorpus.write=v2`: stopped after each entry of a
/// replace and of its undo. Begins with what a worker of version 1 had staged.
@EnabledIfSystemProperty(named = "corpus.write", matches = ".+")
class VolumeCorpusWriter {
  private final Path version = Corpus.version(System.getProperty("corpus.write", ""));

  @TempDir
  private Path folder;

  @Test
  void volumes() throws IOException {
    freeze(thawed("volumes/begin"), "begin");
    var staged = thawed("volumes/staged");
    freeze(staged, "staged");
    var parts = VolumeState.of(new FileVolumeJournal(FrozenVolumesTest.RUN.on(thawed("volumes/replaced"))
        .resolve("journal")).entries()).parts();
    var replace =
        new Replace(FrozenVolumesTest.RUN, "pds", parts, List.of(), List.of(), FrozenVolumesTest.PARAMETERS, false);
    everyStop(new FrozenWorld(version, "sealed-volumes/staged"), replace, "replace-stopped-after-");
    run(staged, replace, Integer.MAX_VALUE);
    freeze(staged, "replaced");
    var undo = new Undo(FrozenVolumesTest.RUN, List.of(), List.of());
    everyStop(new FrozenWorld(version, "sealed-volumes/replaced"), undo, "undo-stopped-after-");
    run(staged, undo, Integer.MAX_VALUE);
    freeze(staged, "undone");
  }

  private void everyStop(FrozenWorld start, Task task, String name) throws IOException {
    for (var n = 1;; n++) {
      var volume = folder.resolve(name + n);
      start.thaw(volume);
      if (!run(volume, task, n)) {
        return;
      }
      freeze(volume, name + "%02d".formatted(n));
    }
  }

  /// @return true if it was stopped
  private boolean run(Path volume, Task task, int stop) {
    var left = new AtomicInteger(stop);
    try {
      new Worker(FrozenVolumesTest.ports(volume, folder).with(FrozenVolumesTest.KEY),
          files -> new Stopping(new SealedVolumeJournal(files, FrozenVolumesTest.KEY), left))
          .run(task);
      return false;
    } catch (Stopped _) {
      return true;
    }
  }

  private record Stopping(VolumeJournal journal, AtomicInteger left) implements VolumeJournal {
    @Override
    public List<VolumeEntry> entries() throws IOException {
      return journal.entries();
    }

    @Override
    public void append(VolumeEntry entry) throws IOException {
      journal.append(entry);
      if (left.decrementAndGet() == 0) {
        throw new Stopped();
      }
    }
  }

  /// Not an exception, which a worker would report.
  private static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;
  }

  private Path thawed(String name) throws IOException {
    var volume = folder.resolve("thawed-" + name.replace('/', '-'));
    new FrozenWorld(Corpus.version("v1"), name).thaw(volume);
    return volume;
  }

  private void freeze(Path volume, String name) throws IOException {
    new FrozenWorld(version, "sealed-volumes/" + name).freeze(volume, _ -> true);
  }
}
