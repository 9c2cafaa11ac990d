package dev.restorebot.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restorebot.files.Digest;
import dev.restorebot.plan.PlanWorld;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.FolderStore;
import dev.restorebot.text.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenDigestsTest {
  private static final Timestamp AT = new Timestamp(Instant.parse("2026-02-24T02:00:11Z"));
  private static final String A = "a".repeat(64);

  @TempDir
  private Path bucket;
  private Path list;

  @BeforeEach
  void aFolderOfBackups() throws IOException {
    list = Files.createDirectories(bucket.resolve("pds/db")).resolve("SHA256SUMS-20260224-020011");
  }

  @Test
  void areNoneWhereNobodyWroteAny() {
    assertThat(written().lists()).isEmpty();
    assertThat(written().against(member(), new Digest(A))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s  account-20260224-020011.sqlite\n", "%s *account-20260224-020011.sqlite",
      "%s  ./account-20260224-020011.sqlite\r\n\n"})
  void areReadAsSha256sumWritesThem(String text) throws IOException {
    Files.writeString(list, text.formatted(A));

    assertThat(written().defects()).isEmpty();
    assertThat(written().against(member(), new Digest(A))).isEmpty();
    assertThat(written().against(member(), new Digest("b".repeat(64)))).containsExactly(
        "account-20260224-020011.sqlite is not what was backed up: its SHA-256 is bbbbbbbbbbbb…, and"
            + " SHA256SUMS-20260224-020011 says aaaaaaaaaaaa…");
  }

  @Test
  void sayWhatIsNoList() throws IOException {
    Files.writeString(list, "<html>\u202Enot found</html>");
    assertThat(written().defects()).singleElement().asString()
        .startsWith("SHA256SUMS-20260224-020011 is no list of digests as `sha256sum` writes them: a line of it is ")
        .doesNotContain("\u202E");

    Files.writeString(list, A + "  one\n" + "b".repeat(64) + "  one\n");
    assertThat(written().defects()).containsExactly("SHA256SUMS-20260224-020011 has two digests of one");

    Files.write(list, new byte[70_000]);
    assertThat(written().defects()).singleElement().asString().startsWith("SHA256SUMS-20260224-020011 is no list of");
  }

  private WrittenDigests written() {
    return WrittenDigests.of(new Snapshot(List.of(member()), List.of()), new FolderStore(bucket));
  }

  private static Snapshot.Member member() {
    return new Snapshot.Member(PlanWorld.service().backups().databases().getFirst(), AT,
        new BackupObject("pds/db/account-20260224-020011.sqlite", new ByteSize(1), "etag", AT.instant()));
  }
}
