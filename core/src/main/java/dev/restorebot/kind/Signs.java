package dev.restorebot.kind;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// All signs that the checks of one service have seen.
public record Signs(List<Sign> all) {
  public Signs {
    all = List.copyOf(all);
  }

  /// The signs of `observations`.
  public static Signs of(Collection<Observation> observations) {
    return new Signs(observations.stream().flatMap(observation -> observation.signs().stream()).toList());
  }

  /// True if one called `code` was seen.
  public boolean has(String code) {
    return all.stream().anyMatch(sign -> sign.code().equals(code));
  }

  /// True if one called `code` was seen at `subject`.
  public boolean has(String code, String subject) {
    return subjects(code).contains(subject);
  }

  /// True if nothing can be written to the volume, whoever tries.
  public boolean volumeTakesNothing() {
    return has(Sign.VOLUME_READ_ONLY) || has(Sign.VOLUME_FULL);
  }

  /// What `code` was seen at, by whichever check.
  public SortedSet<String> subjects(String code) {
    var subjects = new TreeSet<String>();
    all.stream().filter(sign -> sign.code().equals(code)).forEach(sign -> subjects.addAll(sign.subjects()));
    return subjects;
  }

  /// What was seen of `code`, in the words of the checks, each once.
  public List<String> texts(String code) {
    return all.stream().filter(sign -> sign.code().equals(code)).map(Sign::text).distinct().toList();
  }
}
