package dev.restorebot.commands.grammar;

import dev.restorebot.commands.grammar.TimeText.Moment;
import dev.restorebot.commands.grammar.TimeText.Writing;
import dev.restorebot.snapshot.Selector;
import dev.restorebot.snapshot.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the words that name a snapshot: what follows the service.
final class Selectors {
  private static final String LATEST = "latest";
  private static final String LATEST_BEFORE = "latest-before";
  private static final String AT = "at";
  private static final Map<String, String> SAID_FOR = Map.of("before", LATEST_BEFORE, "newest", LATEST, "last", LATEST);
  private static final List<String> ALL = List.of(LATEST, LATEST_BEFORE, AT);

  private final Verbs verbs;
  private final TimeText times;

  Selectors(Verbs verbs, TimeText times) {
    this.verbs = verbs;
    this.times = times;
  }

  /// The selector of `request`, whose first word is the service and whose second word is there.
  Reading<Selector> read(Typed request) {
    var kind = request.words().get(1);
    var rest = request.after(2);
    return switch (kind.keyword()) {
      case LATEST -> rest.isEmpty() ? Reading.of(new Selector.Latest()) : afterLatest(request, kind, rest);
      case LATEST_BEFORE -> time(request, kind).then(moment -> Reading.of(new Selector.LatestBefore(moment.instant())));
      case AT -> time(request, kind).then(moment -> at(request, moment));
      default -> unknown(request, kind);
    };
  }

  private Reading<Moment> time(Typed request, Word kind) {
    var words = request.after(2);
    if (words.isEmpty()) {
      return new Reading.Wrong<>(kind.keyword().equals(AT)
          ? "at needs the time of one backup: at 20260224-020011. The list of snapshots shows them."
          : "latest-before needs a time. " + TimeText.FORMS, List.of(listOf(request)));
    }
    var reading = times.read(joined(words)).tries(time -> request.phrase().replacing(words, time));
    return switch (reading) {
      case Reading.Wrong<Moment>(var problem, var tries, _) when tries.isEmpty() && plainWord(words.getLast()) ->
        new Reading.Wrong<>(problem, List.of(request.phrase().without(words.subList(words.size() - 1, words.size()))));
      case Reading<Moment> read -> read;
    };
  }

  /// A word without digits is no part of a time: leaving it out changes no time.
  private static boolean plainWord(Word word) {
    return word.value().chars().allMatch(Character::isLowerCase);
  }

  private static Reading<Selector> at(Typed request, Moment moment) {
    if (moment.writing() == Writing.TIME) {
      return Reading.of(new Selector.At(new Timestamp(moment.instant())));
    }
    var given = Word.shown(joined(request.after(2)));
    var kind = request.words().get(1);
    return new Reading.Wrong<>("at needs the exact time of one backup, such as 20260224-020011, and " + given
        + " is not that exact. Use latest-before for the newest snapshot made before a time, or list the snapshots to"
        + " see their times.", List.of(request.phrase().replacing(kind, LATEST_BEFORE), listOf(request)));
  }

  private static Reading<Selector> afterLatest(Typed request, Word latest, List<Word> rest) {
    var phrase = request.phrase();
    var before = rest.getFirst().keyword().equals("before");
    var time = before ? rest.subList(1, rest.size()) : rest;
    var instead = before || startsATime(rest.getFirst())
        ? phrase.replacing(joining(latest, rest), LATEST_BEFORE + " " + joined(time))
        : phrase.without(rest);
    return new Reading.Wrong<>("latest takes nothing after it, and here follows " + Word.shown(joined(rest))
        + ". To give a time, use latest-before.", List.of(instead));
  }

  private Reading<Selector> unknown(Typed request, Word kind) {
    var phrase = request.phrase();
    var words = request.after(1);
    if (startsATime(kind)) {
      return timeAlone(phrase, words);
    }
    var tries = new ArrayList<String>();
    Optional.ofNullable(SAID_FOR.get(kind.keyword())).ifPresent(meant -> tries.add(phrase.replacing(kind, meant)));
    Nearest.to(kind.keyword(), ALL).forEach(near -> tries.add(phrase.replacing(kind, near)));
    verbs.meant(kind.keyword()).ifPresent(word -> tries.add(
        Phrase.SLASH_WORD + " " + word + " " + request.words().getFirst().value()));
    return new Reading.Wrong<>("No snapshot is called " + kind.shown() + ".", tries,
        "Say which one with latest, latest-before TIME or at TIMESTAMP.");
  }

  private Reading<Selector> timeAlone(Phrase phrase, List<Word> words) {
    return switch (times.read(joined(words))) {
      case Reading.Read<Moment>(var moment) -> new Reading.Wrong<>(
          "Say what the time is for: latest-before TIME means the"
              + " newest snapshot made before it, at TIMESTAMP the one made at exactly that second.",
          moment.writing() == Writing.TIME
              ? List.of(phrase.replacing(words, LATEST_BEFORE + " " + joined(words)),
                  phrase.replacing(words, AT + " " + joined(words)))
              : List.of(phrase.replacing(words, LATEST_BEFORE + " " + joined(words))));
      case Reading.Wrong<Moment>(var problem, var tries, _) -> new Reading.Wrong<>(problem,
          tries.stream().map(time -> phrase.replacing(words, LATEST_BEFORE + " " + time)).toList());
    };
  }

  private static boolean startsATime(Word word) {
    return word.keyword().matches("\\d.*|today|yesterday");
  }

  private static String listOf(Typed request) {
    return Phrase.SLASH_WORD + " list " + request.words().getFirst().value();
  }

  private static List<Word> joining(Word first, List<Word> rest) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }

  private static String joined(List<Word> words) {
    return words.stream().map(Word::value).collect(Collectors.joining(" "));
  }
}
