package dev.restorebot.diagnose;

import java.time.Duration;

/// How long people wait for a diagnosis.
///
/// @param look for what several checks go by: the volume, the bucket, the log
/// @param check for one check
/// @param whole for the whole answer
/// @param further for what several checks go by, where nothing can be said without it: the answer is given anew then
public record Limits(Duration look, Duration check, Duration whole, Duration further) {
  /// What holds: the answer is there within ten seconds.
  public static final Limits DEFAULT =
      new Limits(Duration.ofMillis(7000), Duration.ofMillis(8500), Duration.ofMillis(9500),
          Duration.ofMinutes(3));

  /// For those who do not wait for it themselves, such as tests on a busy machine.
  public static final Limits PATIENT = new Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1),
      Duration.ofMinutes(3));

  /// @throws IllegalArgumentException if something inner is waited for longer than something outer
  public Limits {
    if (look.compareTo(check) > 0 || check.compareTo(whole) > 0 || whole.compareTo(further) > 0) {
      throw new IllegalArgumentException("nobody can wait longer for a part than for the whole");
    }
  }
}
