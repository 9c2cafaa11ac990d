package dev.restorebot.commands.grammar;

import dev.restorebot.commands.Command;
import dev.restorebot.commands.Topic;
import dev.restorebot.service.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what help is asked for. A topic may be written like an option, `--reason`, or with a slash.
record Topics(Catalogue catalogue) {
  /// The topic that explains `word`, which is in lower case.
  Optional<Topic> about(String word) {
    return Topic.about(word, catalogue);
  }

  /// The help that `phrase`, whose first word is `help`, asks for.
  Reading<Command> read(Phrase phrase) {
    var words = phrase.words();
    if (words.size() == 1) {
      return Reading.of(new Command.Help(Optional.empty()));
    }
    if (words.size() > 2) {
      return new Reading.Wrong<>("help takes one topic.", List.of(phrase.without(words.subList(2, words.size()))));
    }
    var asked = words.get(1);
    var keyword = asked.keyword().replaceFirst("^[-/]+", "");
    return switch (keyword) {
      case "wipe" -> Reading.wrong(Unserved.WIPE);
      case "help" -> Reading.of(new Command.Help(Optional.empty()));
      default -> topic(keyword, asked, phrase);
    };
  }

  private Reading<Command> topic(String keyword, Word asked, Phrase phrase) {
    var topic = about(keyword);
    if (topic.isPresent()) {
      return Reading.of(new Command.Help(topic));
    }
    var known = Topic.all(catalogue).stream().flatMap(each -> each.words().stream()).toList();
    return new Reading.Wrong<>("There is no help on " + asked.shown() + ".",
        Nearest.to(keyword, known).stream().map(near -> phrase.replacing(asked, near)).toList(),
        Topic.all(catalogue).stream().map(Topic::word).collect(Collectors.joining(", ", "Topics: ", ".")));
  }
}
