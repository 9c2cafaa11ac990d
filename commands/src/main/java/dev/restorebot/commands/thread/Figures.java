package dev.restorebot.commands.thread;

import dev.restorebot.mirror.Mirror;
import dev.restorebot.text.Times;
import dev.restorebot.volume.Source;
import dev.restorebot.volume.VolumeFile;
import dev.restorebot.volume.VolumeFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Numbers with their nouns, and files and folders with what there is to know of them, a line each. Pure.
final class Figures {
  private Figures() {}

  /// `1 repository`, `20,113 files`.
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d ", number) + (number == 1 ? noun : plural(noun));
  }

  /// `accounts`, `repositories`.
  static String plural(String noun) {
    return noun.matches(".*[^aeiou]y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }

  /// How long something took that may be over at once.
  static String took(Duration duration) {
    return duration.toSeconds() > 0 ? Times.took(duration) : "less than 1 s";
  }

  /// A file as it is, was or will be live.
  static String file(VolumeFile file) {
    return file.path() + "  " + file.size() + "  sha256 " + file.digest().brief();
  }

  /// A backup, verified.
  static String file(Source source) {
    return source.file() + "  " + source.object().size() + "  sha256 " + source.digest().brief();
  }

  /// A folder whose digest is of all that is in it.
  static String folder(VolumeFolder folder) {
    return weighed(folder) + "  sha256 " + folder.digest().brief();
  }

  /// A folder that will be moved aside.
  static String moved(VolumeFolder folder) {
    return weighed(folder) + "  moved as one";
  }

  /// A mirror as it was listed.
  static String mirror(Mirror mirror) {
    return mirror.definition().folder() + "/  " + count(mirror.files(), "file") + "  " + mirror.size() + "  "
        + state(mirror);
  }

  /// Which state of a mirror it is.
  static String state(Mirror mirror) {
    return mirror.asOf().map(at -> "as of " + Times.moment(at)).orElseGet(() -> newest(mirror.newest()));
  }

  private static String newest(@Nullable Instant newest) {
    return newest == null ? "empty" : "newest of " + Times.moment(newest);
  }

  private static String weighed(VolumeFolder folder) {
    return folder.path() + "/  " + count(folder.files(), "file") + "  " + folder.size();
  }
}
