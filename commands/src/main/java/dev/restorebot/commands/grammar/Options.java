package dev.restorebot.commands.grammar;

import dev.restorebot.commands.Command;
import dev.restorebot.plan.Intent;
import dev.restorebot.plan.Intent.Mirrors;
import dev.restorebot.plan.Intent.Reach;
import dev.restorebot.plan.Request;
import dev.restorebot.service.ServiceName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the options of a command say.
///
/// @param given the names and values as typed, to tell whether there are any and to leave them out of a correction
record Options(Optional<String> reason, Set<String> accepted, Reach reach, Mirrors mirrors, List<Word> given) {
  static final String DRY_RUN = "--dry-run";
  static final String REASON = "--reason";
  static final String ACCEPT = "--accept";
  static final String AS_OF_SNAPSHOT = "--mirror-as-of-snapshot";
  static final String LIFT = "--lift-takedowns";
  static final String WIPE = "--wipe";
  private static final List<String> NAMES = List.of(DRY_RUN, REASON, ACCEPT, AS_OF_SNAPSHOT, LIFT);
  private static final Map<String, String> SAID_FOR =
      Map.of("--as-of", AS_OF_SNAPSHOT, "--as-of-snapshot", AS_OF_SNAPSHOT);
  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}";

  Options {
    given = List.copyOf(given);
  }

  private static Options none() {
    return new Options(Optional.empty(), Set.of(), Reach.WHOLE, Mirrors.NOW, List.of());
  }

  /// Reads every option of `phrase`.
  static Reading<Options> of(Phrase phrase) {
    var words = phrase.words();
    var options = Reading.of(none());
    for (var at = 0; at < words.size(); at++) {
      if (words.get(at).isOption()) {
        var name = words.get(at);
        var values = valuesAfter(at, words);
        options = options.then(soFar -> soFar.with(name, values, phrase));
      }
    }
    return options;
  }

  /// The words that belong to the option at `at`: all up to the next option for a reason without quotes, one for what
  /// else has a value.
  private static List<Word> valuesAfter(int at, List<Word> words) {
    var name = words.get(at);
    var following = words.subList(at + 1, words.size());
    if (following.isEmpty() || following.getFirst().isOption()) {
      return List.of();
    }
    return switch (name.text()) {
      case REASON -> following.getFirst().form() == Word.Form.QUOTED
          ? following.subList(0, 1)
          : following.stream().takeWhile(word -> !word.isOption()).toList();
      case ACCEPT -> following.subList(0, 1);
      default -> name.form() == Word.Form.OPTION_WITH_VALUE ? following.subList(0, 1) : List.of();
    };
  }

  /// What is asked for with these options.
  Request request(ServiceName service, Intent intent) {
    return new Request(service, intent, reason.orElse(null), accepted);
  }

  /// The command that begins it.
  Command begin(ServiceName service, Intent intent) {
    return new Command.Begin(request(service, intent));
  }

  /// The names and values of all options but `some`, as typed.
  List<Word> otherThan(Set<String> some) {
    var others = new ArrayList<Word>();
    var other = false;
    for (var word : given) {
      other = word.isOption() ? !some.contains(word.text()) : other;
      if (other) {
        others.add(word);
      }
    }
    return others;
  }

  /// The names of the options called `option`, which have no value, as typed.
  List<Word> called(String option) {
    return given.stream().filter(word -> word.isOption() && word.text().equals(option)).toList();
  }

  private Reading<Options> with(Word name, List<Word> values, Phrase phrase) {
    var typed = new ArrayList<>(given);
    typed.add(name);
    typed.addAll(values);
    return switch (name.text()) {
      case DRY_RUN -> plain(name, values, phrase)
          .then(_ -> Reading.of(new Options(reason, accepted, Reach.PLAN, mirrors, typed)));
      case AS_OF_SNAPSHOT -> plain(name, values, phrase)
          .then(_ -> Reading.of(new Options(reason, accepted, reach, Mirrors.AS_OF_SNAPSHOT, typed)));
      case LIFT -> plain(name, values, phrase)
          .then(_ -> Reading.of(new Options(reason, accepted(LIFT.substring(2)), reach, mirrors, typed)));
      case REASON -> because(name, values, typed, phrase);
      case ACCEPT -> accepting(values, typed, phrase);
      case WIPE -> Reading.wrong(Unserved.WIPE);
      default -> new Reading.Wrong<>("There is no option " + name.shown() + ".",
          meant(name.text()).stream().map(near -> phrase.replacing(name, near)).toList(),
          "The options are: --dry-run, --reason TEXT, --accept CODE, --mirror-as-of-snapshot and --lift-takedowns. Put a"
              + " reason that contains another in quotes.");
    };
  }

  private static List<String> meant(String name) {
    var said = SAID_FOR.get(name);
    return said == null ? Nearest.to(name, NAMES) : List.of(said);
  }

  /// The option called `name`, which says all by being there.
  private static Reading<Word> plain(Word name, List<Word> values, Phrase phrase) {
    return values.isEmpty()
        ? Reading.of(name)
        : new Reading.Wrong<>(name.text() + " takes no value: write it alone, or leave it out.",
            List.of(phrase.replacing(List.of(name, values.getFirst()), name.text())));
  }

  private Reading<Options> because(Word name, List<Word> values, List<Word> typed, Phrase phrase) {
    var text = values.stream().map(Word::text).collect(Collectors.joining(" "));
    if (text.isBlank()) {
      return new Reading.Wrong<>("--reason needs a text: --reason \"the disk died\".",
          List.of(phrase.without(values.isEmpty() ? List.of(name) : List.of(name, values.getFirst()))));
    }
    if (reason.isPresent()) {
      return Reading.wrong("--reason is given twice. Give it once, with the whole reason.");
    }
    return Reading.of(new Options(Optional.of(text), accepted, reach, mirrors, typed));
  }

  private Set<String> accepted(String code) {
    var codes = new LinkedHashSet<>(accepted);
    codes.add(code);
    return codes;
  }

  private Reading<Options> accepting(List<Word> values, List<Word> typed, Phrase phrase) {
    if (values.isEmpty()) {
      return Reading.wrong("--accept needs the code of what you accept. The plan prints it next to each finding.");
    }
    var code = values.getFirst();
    if (!code.value().matches(CODE)) {
      return new Reading.Wrong<>(
          "--accept needs one code as the plan prints it, and " + code.shown() + " cannot be one."
              + " To accept several, repeat --accept.",
          List.of(phrase.replacing(code, code.value().replaceAll("[, ]+", " --accept "))));
    }
    var codes = accepted(code.value());
    return Reading.of(new Options(reason, codes, reach, mirrors, typed));
  }
}
