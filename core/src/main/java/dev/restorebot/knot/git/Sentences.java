package dev.restorebot.knot.git;

import java.util.ArrayList;
import java.util.List;

/// What people are told about a repository: the first ten sentences, and how many more there are. Confined to one call.
final class Sentences {
  private static final int MOST = 10;
  private static final int LONGEST = 120;

  private final List<String> first = new ArrayList<>();
  private long more;

  void add(String sentence) {
    if (first.size() < MOST) {
      first.add(sentence);
    } else {
      more++;
    }
  }

  void addAll(List<String> sentences) {
    sentences.forEach(this::add);
  }

  void addAll(Sentences others) {
    others.first.forEach(this::add);
    more += others.more;
  }

  boolean isEmpty() {
    return first.isEmpty();
  }

  List<String> list() {
    var list = new ArrayList<>(first);
    if (more > 0) {
      list.add("And " + more + " more.");
    }
    return list;
  }

  /// `text`, which somebody else chose, without what a terminal or a chat would obey, and cut.
  static String shown(String text) {
    var shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> {
      if (Character.isISOControl(c) || !Character.isDefined(c) || Character.getType(c) == Character.FORMAT) {
        shown.append('?');
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown + (text.codePointCount(0, text.length()) > LONGEST ? "…" : "");
  }
}
