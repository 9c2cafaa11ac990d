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
public sealed interface Fault {
  /// What needs no more words.
  enum Plain implements Fault {
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
      return Words.of(this);
    }
  }

  /// To the PDS. Where one account is enough, it is bob's.
  enum OfPds implements Fault {
    STORE_CORRUPT, STORE_GARBAGE, STORE_LOST, KEY_LOST, ACCOUNT_ROW_LOST, PASSWORD_LOST, ACCOUNT_TAKEN_DOWN, ACCOUNT_DEACTIVATED, DIRECTORY_DOWN, DIRECTORY_UP,
    /// Without a restart.
    ACCOUNTS_GONE,
    /// With one: it makes itself an empty database.
    ACCOUNTS_EMPTIED, ACCOUNTS_CORRUPT, ACCOUNTS_CUT_SHORT, ACCOUNTS_GARBAGE,
    /// Without a restart.
    SEQUENCER_GONE,
    /// With one: it makes itself an empty database.
    SEQUENCER_EMPTIED, DID_CACHE_GONE, DID_CACHE_GARBAGE, DATABASES_READ_ONLY,
    /// What a backup that is copied over a live database leaves there.
    FOREIGN_WAL,
    /// Everything on its volume.
    PDS_WIPED, RELAY_IDLE, RELAY_OFFLINE, RELAY_BANS, RELAY_FORGETS, RELAY_DOWN, RELAY_HANGS, RELAY_SLOW, RELAY_WELL, PDS_HANGS, PDS_SLOW, PDS_WELL;

    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  /// To the knot. Where one repository is enough, it is `site`.
  enum OfKnot implements Fault {
    /// Without a restart.
    KNOT_DATABASE_GONE,
    /// With one: it makes itself an empty database.
    KNOT_DATABASE_EMPTIED, KNOT_DATABASE_GARBAGE, RIGHTS_MALFORMED, RIGHTS_EMPTIED, RIGHTS_LOST,
    /// From the table alone: the knot goes by what it read when it started.
    RIGHTS_UNREAD, REPOSITORY_GONE,
    /// From the mirror, too.
    REPOSITORY_GONE_EVERYWHERE, ALL_REPOSITORIES_GONE, REFS_LOST, OBJECT_LOST, HEAD_LOST, HOOK_CLOSED, FEED_HOOK_CLOSED, OWNER_UNTOLD, KNOT_WIPED, KNOT_HANGS, KNOT_SLOW, KNOT_WELL;

    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  /// To backups, of every service there is.
  enum OfBackups implements Fault {
    /// As the bot does by itself after each time at which one is due; in the sandbox it waits to be told.
    BACKUPS_WATCHED,
    /// A new set, made now.
    BACKUP_MADE, BACKUP_MADE_CUT_SHORT, BACKUP_MADE_INCOMPLETE, BACKUP_MADE_SMALL,
    /// The three newest sets.
    BACKUPS_MISSED, BACKUPS_GONE, NEWEST_INCOMPLETE, NEWEST_CUT_SHORT,
    /// Taken of empty databases.
    NEWEST_EMPTY, ALL_CUT_SHORT, SECRET_GONE, CRON_JOB_SUSPENDED, CRON_JOB_FAILS, CRON_JOB_GONE,
    /// Of the volume, beside the backups.
    COPY_IN_THE_BUCKET, S3_HANGS, S3_SLOW;

    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  /// To the cluster, for every service there is.
  enum OfCluster implements Fault {
    WORKLOAD_GONE, SCALED_TO_0, NO_IMAGE, OUT_OF_MEMORY, CLUSTER_DOWN, CLUSTER_HANGS, CLUSTER_SLOW, CLUSTER_WELL;

    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  /// Time goes by.
  record ClockMoves(Duration by) implements Fault {
    @Override
    public String toString() {
      return "clock +" + by.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
  }

  /// A backup is replaced by another one under the same key.
  record BackupOverwritten(Timestamp timestamp) implements Fault {
    @Override
    public String toString() {
      return "backup overwritten " + timestamp;
    }
  }

  /// Reads one line of a script; empty if it names nothing that can happen.
  static Optional<Fault> parse(String line) {
    var words = line.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    if (words.startsWith("backup overwritten ")) {
      return Timestamp.parse(words.substring("backup overwritten ".length())).map(BackupOverwritten::new);
    }
    var clock = Words.CLOCK.matcher(words);
    if (clock.matches()) {
      return Optional.of(new ClockMoves(Words.duration(clock)));
    }
    return named().filter(fault -> fault.toString().equals(words)).findFirst();
  }

  /// Every line that [#parse] understands, for help.
  static List<String> examples() {
    return Stream.concat(Stream.of("clock +31m", "clock +1h30m", "backup overwritten 20260224-020011"),
        named().map(Fault::toString)).toList();
  }

  private static Stream<Fault> named() {
    return Stream.<Fault[]>of(Plain.values(), OfPds.values(), OfKnot.values(), OfBackups.values(), OfCluster.values())
        .flatMap(Stream::of);
  }

  /// How mishaps and time spans are written.
  final class Words {
    private static final Pattern CLOCK =
        Pattern.compile("clock \\+(?=\\d)(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

    private Words() {}

    private static String of(Enum<?> fault) {
      return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Duration duration(Matcher clock) {
      return Duration.ofDays(part(clock, 1)).plusHours(part(clock, 2)).plusMinutes(part(clock, 3))
          .plusSeconds(part(clock, 4));
    }

    private static long part(Matcher clock, int group) {
      return clock.group(group) == null ? 0 : Long.parseLong(clock.group(group));
    }
  }
}
