package dev.restorebot.bot.sandbox;

import dev.restorebot.snapshot.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Something that happens to the sandbox's world because a script says so.
public sealed interface Mishap {
  /// What needs no more words.
  enum Plain implements Mishap {
    /// Nothing has ever happened in this world: as the first line of a script, it makes one of that kind.
    ALL_IS_WELL,
    /// Nothing but a look at the world from outside.
    LOOK, S3_DOWN, S3_UP, S3_WRONG_KEYS, S3_RIGHT_KEYS, S3_NO_BUCKET, S3_CUTS_BODIES, S3_DIES_WHILE_READING, S3_HEALS, VOLUME_FULL, VOLUME_ROOMY, SOMEONE_SIGNS_UP, RELAY_DEAF, RELAY_HEARS, ACTORS_LOST,
    /// In the middle of the objects of the knot's repositories.
    S3_DIES_IN_MIRROR,
    /// To a repository that has survived.
    SOMEONE_PUSHES,
    /// As every night.
    MIRROR_COPIED,
    /// By its owner.
    REPOSITORY_DELETED,
    /// By hand, from what a restore displaced.
    NOTES_MENDED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// Time goes by.
  record ClockMoves(Duration by) implements Mishap {
    @Override
    public String toString() {
      return "clock +" + by.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
  }

  /// A backup is replaced by another one under the same key.
  record BackupOverwritten(Timestamp timestamp) implements Mishap {
    @Override
    public String toString() {
      return "backup overwritten " + timestamp;
    }
  }

  /// Reads one line of a script; empty if it names nothing that can happen.
  static Optional<Mishap> parse(String line) {
    var words = line.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    if (words.startsWith("backup overwritten ")) {
      return Timestamp.parse(words.substring("backup overwritten ".length())).map(BackupOverwritten::new);
    }
    var clock = Words.CLOCK.matcher(words);
    if (clock.matches()) {
      return Optional.of(new ClockMoves(Words.duration(clock)));
    }
    return Stream.<Mishap>of(Plain.values()).filter(mishap -> mishap.toString().equals(words)).findFirst();
  }

  /// Every line that [#parse] understands, for help.
  static List<String> examples() {
    return Stream.concat(Stream.of(Plain.values()).map(Plain::toString),
        Stream.of("clock +31m", "clock +1h30m", "backup overwritten 20260224-020011")).toList();
  }

  /// How a time span is written.
  final class Words {
    private static final Pattern CLOCK =
        Pattern.compile("clock \\+(?=\\d)(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

    private Words() {}

    private static Duration duration(Matcher clock) {
      return Duration.ofDays(part(clock, 1)).plusHours(part(clock, 2)).plusMinutes(part(clock, 3))
          .plusSeconds(part(clock, 4));
    }

    private static long part(Matcher clock, int group) {
      return clock.group(group) == null ? 0 : Long.parseLong(clock.group(group));
    }
  }
}
