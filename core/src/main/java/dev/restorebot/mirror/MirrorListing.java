package dev.restorebot.mirror;

import dev.restorebot.files.Digest;
import dev.restorebot.files.FileTotals;
import dev.restorebot.mirror.LeftOut.Clash;
import dev.restorebot.mirror.MirrorKeys.Meaning;
import dev.restorebot.service.MirrorDefinition;
import dev.restorebot.store.BackupObject;
import dev.restorebot.store.BackupStore;
import dev.restorebot.store.Retries;
import dev.restorebot.text.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lists the objects of a mirror and hands on, one by one, those that are files of it. Costs a request for every thousand
/// objects, or versions of objects; the next is under way while the objects of the last are handed on. Never holds more than two
/// answers. Thread-safe.
public final class MirrorListing {
  private static final int EXAMPLES = 5;
  private static final int CLASHES = 40;

  private final BackupStore store;
  private final Retries retries;
  private final Predicate<String> leftOver;

  /// @param leftOver whether the file at a path below the volume's root is what a writer left behind
  public MirrorListing(BackupStore store, Retries retries, Predicate<String> leftOver) {
    this.store = store;
    this.retries = retries;
    this.leftOver = leftOver;
  }

  /// Lists the mirror. Blocks.
  ///
  /// @param asOf the moment whose versions of the objects are meant, or empty for those that are there now
  /// @param taker is given each object to be staged, in the order of the keys' bytes
  /// @throws dev.restorebot.store.BackupStoreException if the store did not list it
  /// @throws IOException if `taker` did
  public Listed list(MirrorDefinition definition, Optional<Instant> asOf, Taker taker)
      throws IOException, InterruptedException {
    var sum = new Sum(definition, taker);
    var pages = asOf.<Pages>map(at -> new PastPages(store, definition.prefix(), at))
        .orElseGet(() -> new PresentPages(store, definition.prefix()));
    try (var ahead = new PagesAhead(pages, retries)) {
      for (var page = ahead.next(); page.isPresent(); page = ahead.next()) {
        for (var object : page.get()) {
          sum.add(object);
        }
      }
    }
    return sum.listed(asOf, pages.archived().orElse(null));
  }

  /// Is given the objects of a mirror.
  @FunctionalInterface
  public interface Taker {
    /// Wants none.
    Taker NONE = (_, _) -> {
    };

    /// `object` is the file at `path` below the mirror's folder. Never null, absolute, or leaving the folder.
    void take(BackupObject object, String path) throws IOException, InterruptedException;
  }

  /// What was listed.
  ///
  /// @param suspect one of the objects that seem to lie in an archive, or null if none does
  public record Listed(Mirror mirror, LeftOut leftOut, @Nullable BackupObject suspect) {}

  /// Confined to its thread.
  private final class Sum {
    private final MirrorDefinition definition;
    private final Taker taker;
    private final MirrorKeys keys;
    private final List<String> examples = new ArrayList<>();
    private final MessageDigest digest = Digest.sha256Engine();
    private FileTotals taken = FileTotals.NOTHING;
    private Optional<Instant> newest = Optional.empty();
    private final List<Clash> clashes = new ArrayList<>();
    private final NameClashes files;
    private long leftOvers;
    private long refused;
    private long clashing;

    Sum(MirrorDefinition definition, Taker taker) {
      this.definition = definition;
      this.taker = taker;
      this.keys = new MirrorKeys(definition, leftOver);
      this.files = new NameClashes(this::take, this::leaveOut);
    }

    void add(BackupObject object) throws IOException, InterruptedException {
      switch (keys.meaning(object.key())) {
        case Meaning.File(var path) -> files.add(object, path);
        case Meaning.LeftOver() -> leftOvers++;
        case Meaning.NoPath(var why) -> {
          refused++;
          if (examples.size() < EXAMPLES) {
            examples.add(Visible.key(object.key()) + " " + why);
          }
        }
        case Meaning.Folder() -> {
        }
      }
    }

    private void take(BackupObject object, String path) throws IOException, InterruptedException {
      taken = taken.plus(object.size());
      newest = newest.filter(time -> !time.isBefore(object.modified())).or(() -> Optional.of(object.modified()));
      var line = object.key() + '\0' + object.size().bytes() + '\0' + object.etag() + '\n';
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      taker.take(object, path);
    }

    private void leaveOut(Clash clash) {
      clashing++;
      if (clashes.size() < CLASHES) {
        clashes.add(clash);
      }
    }

    Listed listed(Optional<Instant> asOf, @Nullable BackupObject suspect) throws IOException, InterruptedException {
      files.finish();
      var mirror = new Mirror(definition, asOf.orElse(null), taken.files(), taken.size(), newest.orElse(null),
          Digest.of(digest));
      return new Listed(mirror, new LeftOut(leftOvers, refused, examples, clashing, clashes), suspect);
    }
  }
}
