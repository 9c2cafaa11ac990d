package dev.restorebot.bot.sandbox;

import static dev.restorebot.bot.sandbox.Deed.said;

import dev.restorebot.cluster.Cluster.CronJob;
import dev.restorebot.snapshot.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Brings mishaps upon the backups of every service that a world has.
record BackupFaults(Set<SandboxService> services, SandboxCluster cluster, SandboxStore store, SandboxClock clock) {
  private static final Pattern TIMESTAMP = Pattern.compile(".*-(\\d{8})-\\d{6}\\.[a-z]+");
  private static final int NIGHTS = 3;
  private static final String GOOD = "20260224";

  String bring(Fault.OfBackups fault) {
    return switch (fault) {
      case BACKUPS_WATCHED -> "The bot looks at the backups.";
      case BACKUP_MADE -> made("A backup was made.", (_, bytes) -> Optional.of(bytes));
      case BACKUP_MADE_CUT_SHORT -> made("A backup was made, and cut short.",
          (_, bytes) -> Optional.of(Arrays.copyOf(bytes, bytes.length * 3 / 5)));
      case BACKUP_MADE_INCOMPLETE -> made("A backup was made, and a part of it is missing.",
          (key, bytes) -> key.equals(good().getFirst()) ? Optional.empty() : Optional.of(bytes));
      case BACKUP_MADE_SMALL ->
        made("A backup was made of what little there is.", (key, _) -> Optional.of(EmptyDatabase.like(key)));
      case BACKUPS_MISSED -> said(() -> nights().reversed().stream().limit(NIGHTS).forEach(this::remove),
          "There are no backups of the last three nights.");
      case BACKUPS_GONE -> said(() -> nights().forEach(this::remove), "There are no backups of databases any more.");
      case NEWEST_INCOMPLETE ->
        said(() -> newest().stream().limit(1).forEach(store::remove), "A part of the newest backup is missing.");
      case NEWEST_CUT_SHORT -> said(() -> newest().forEach(this::cutShort), "The newest backup is cut short.");
      case NEWEST_EMPTY -> said(this::empty, "The newest backup was taken of empty databases.");
      case ALL_CUT_SHORT -> said(() -> nights().forEach(night -> of(night).forEach(this::cutShort)),
          "All backups are cut short.");
      case SECRET_GONE -> said(() -> cluster.loseSecrets(), "The Secret with the keys is gone.");
      case CRON_JOB_SUSPENDED ->
        said(() -> services.forEach(service -> cluster.setCronJob(service.workload().namespace(),
            service.cronJob(), CronJob.SUSPENDED)), "The CronJob is suspended.");
      case CRON_JOB_FAILS ->
        said(() -> services.forEach(service -> cluster.letBackupsFail(service, true)), "The Jobs of the CronJob fail.");
      case CRON_JOB_GONE -> said(() -> cluster.loseCronJobs(), "The CronJob is gone.");
      case COPY_IN_THE_BUCKET -> said(this::copy, "Somebody has put a copy of the volume into the bucket.");
      case S3_HANGS -> said(store::hang, "The object store takes requests and does not answer.");
      case S3_SLOW -> said(() -> store.slowDown(Slowness.SLOW), "The object store is slow.");
    };
  }

  /// The keys of timestamped backups of databases.
  private List<String> keys() {
    var keys = new ArrayList<String>();
    services.forEach(service -> keys.addAll(store.keys(service.label() + "/db/")));
    return keys.stream().filter(key -> TIMESTAMP.matcher(key).matches()).toList();
  }

  /// The nights there are backups of, the oldest first.
  private List<String> nights() {
    return keys().stream().map(BackupFaults::night).distinct().sorted().toList();
  }

  private static String night(String key) {
    var timestamp = TIMESTAMP.matcher(key);
    return timestamp.matches() ? timestamp.group(1) : "";
  }

  private List<String> of(String night) {
    return keys().stream().filter(key -> night(key).equals(night)).toList();
  }

  private List<String> newest() {
    return nights().reversed().stream().limit(1).flatMap(night -> of(night).stream()).toList();
  }

  private void remove(String night) {
    of(night).forEach(store::remove);
  }

  private void cutShort(String key) {
    var bytes = store.get(key);
    store.put(key, Arrays.copyOf(bytes, bytes.length * 3 / 5), store.modified(key));
  }

  private void empty() {
    for (var key : newest()) {
      store.put(key, EmptyDatabase.like(key), store.modified(key));
    }
  }

  private void copy() {
    services.forEach(service -> store.put(service.label() + "/volume/2026-02-24.tar", new byte[]{'t', 'a', 'r'},
        clock.instant()));
  }

  /// The keys of a set that is sound: the one of 24 February, in every world.
  private List<String> good() {
    return of(GOOD);
  }

  /// What becomes of one object of a set; empty if it is not made.
  private interface Making {
    Optional<byte[]> of(String key, byte[] bytes);
  }

  /// Makes a set now, of the same content as the sound one.
  private String made(String sentence, Making making) {
    var now = new Timestamp(clock.instant()).toString();
    for (var key : good()) {
      making.of(key, store.get(key)).ifPresent(
          bytes -> store.put(key.replaceFirst("\\d{8}-\\d{6}", now), bytes, clock.instant().plusSeconds(1)));
    }
    return sentence;
  }
}
