package dev.restorebot.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.pds.PdsFiles;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.text.ByteSize;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of mirrors that seem to lie in an archive.
class MirrorLookTest {
  private static final MirrorDefinition MIRROR = new MirrorDefinition("repositories", "mirror/", "repositories");
  private static final BackupObject OBJECT =
      new BackupObject("mirror/a", new ByteSize(3), "etag", Instant.parse("2026-02-20T02:00:00Z"));

  @TempDir
  private Path folder;

  @Test
  void cannotBeRestoredWhileItLiesInAnArchive() throws Exception {
    assertThat(look(true).defects()).containsExactly("the mirror of repositories cannot be read now: objects of it are"
        + " archived, such as mirror/a: have the store restore it from the archive (on AWS: `aws s3api restore-object`),"
        + " which takes minutes to hours, then ask again");
  }

  @Test
  void canBeRestoredOnceItWasBroughtBack() throws Exception {
    assertThat(look(false).defects()).isEmpty();
  }

  private MirrorLook.Seen look(boolean archived) throws Exception {
    return new MirrorLook(new Store(archived), attempt -> attempt.run(), new PdsFiles(),
        Instant.parse("2026-02-24T02:00:00Z")).look(List.of(MIRROR), Mirrors.NOW, folder);
  }

  private record Store(boolean archived) implements BackupStore {
    @Override
    public Page list(String prefix, String after, int limit) {
      return new Page(List.of(OBJECT), false, Set.of(OBJECT.key()));
    }

    @Override
    public boolean isArchived(BackupObject object) {
      return archived;
    }

    @Override
    public Optional<BackupObject> find(String key) {
      return Optional.of(OBJECT);
    }

    @Override
    public InputStream read(BackupObject object, long offset) {
      throw new AssertionError("nothing of it tells what it holds");
    }
  }
}
